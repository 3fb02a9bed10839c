# SPDX-License-Identifier: Apache-2.0
"""The linear map from latents to colours that the program previews with: least squares on composed pictures."""

import torch
import torch.nn.functional as F
from torch import Tensor

from demo_model.autoencoder.latents import LatentSpace
from demo_model.autoencoder.pictures import composed
from demo_model.renderer import Renderer
from demo_model.world import World

SIZE = (256, 256)
CALLS, PICTURES = 6, 16


def _rows(space: LatentSpace, pictures: Tensor) -> tuple[Tensor, Tensor]:
    """One row a latent cell: its 16 numbers and a one, and its mean colour in -1..1."""
    latents = space.encode(pictures).movedim(1, -1).reshape(-1, 16)
    colours = (F.avg_pool2d(pictures, 8) * 2 - 1).movedim(1, -1).reshape(-1, 3)
    return torch.cat([latents, torch.ones_like(latents[:, :1])], 1).double(), colours.double()


def fitted(space: LatentSpace, world: World, renderer: Renderer) -> tuple[dict, list[float]]:
    """preview_factors.json, and the part of the variance that it explains on pictures it was not fitted on."""
    calls = [composed(world, renderer, SIZE, PICTURES, "preview", call) for call in range(CALLS)]
    rows, colours = _rows(space, torch.cat(calls[:-1]))
    solution = torch.linalg.lstsq(rows, colours).solution
    held_rows, held_colours = _rows(space, calls[-1])
    left = (held_rows @ solution - held_colours).square().mean(0)
    explained = (1 - left / held_colours.var(0)).tolist()
    rounded = [[round(value, 6) for value in row] for row in solution.tolist()]
    return {"factors": rounded[:16], "bias": rounded[16], "range": [-1, 1]}, explained
