# SPDX-License-Identifier: Apache-2.0
"""Pictures to look at: originals beside reconstructions, parts of them four times enlarged, and flat pictures."""

from pathlib import Path

import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor

from demo_model.autoencoder.network import Autoencoder
from demo_model.autoencoder.score import SIDE, flat_test_pictures, reconstruct

PART = SIDE // 4
SHOWN = 12
# So that 6/255 is a clear grey.
DIFFERENCE_GAIN = 16


def tile(pictures: Tensor, columns: int) -> Image.Image:
    """(N, 3, H, W) in 0..1 as one picture, row by row."""
    count, _, height, width = pictures.shape
    rows = -(-count // columns)
    empty = pictures.new_ones(rows * columns - count, 3, height, width)
    grid = torch.cat([pictures, empty]).clamp(0, 1).view(rows, columns, 3, height, width)
    grid = grid.permute(0, 3, 1, 4, 2).reshape(rows * height, columns * width, 3)
    return Image.fromarray((grid * 255).round().byte().cpu().numpy())


def _enlarged(pictures: Tensor, top: int, left: int) -> Tensor:
    return F.interpolate(pictures[:, :, top:top + PART, left:left + PART], size=(SIDE, SIDE), mode="nearest")


@torch.no_grad()
def save_sheets(model: Autoencoder, pictures: Tensor, folder: Path) -> None:
    originals = pictures[:SHOWN] / 2 + 0.5
    outputs = reconstruct(model, pictures[:SHOWN]) / 2 + 0.5
    middle = (SIDE - PART) // 2
    views = torch.stack([originals, outputs, _enlarged(originals, middle, middle), _enlarged(outputs, middle, middle),
                         _enlarged(originals, 0, 0), _enlarged(outputs, 0, 0)], 1)
    tile(views.flatten(0, 1), columns=6).save(folder / "pictures.jpg", quality=85)
    flats = flat_test_pictures(pictures.device)
    outputs = reconstruct(model, flats)
    differences = (outputs - flats).abs() / 2 * DIFFERENCE_GAIN
    both = torch.stack([outputs / 2 + 0.5, differences], 1).flatten(0, 1)
    tile(F.avg_pool2d(both, 2), columns=16).save(folder / "flat.jpg", quality=85)
