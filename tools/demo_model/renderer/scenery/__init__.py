# SPDX-License-Identifier: Apache-2.0
"""The sixteen places, painted. Each is a function of a canvas; its name is the key of the place in world/places.py."""

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

from demo_model.renderer.canvas import Canvas, brightness, mix
from demo_model.renderer.scenery import meadows, open_land, town, water

PAINTERS: dict[str, Callable[[Canvas], Tensor]] = {
    "grass": meadows.grass,
    "garden": meadows.garden,
    "forest": meadows.forest,
    "mountain": meadows.mountain,
    "beach": open_land.beach,
    "snow": open_land.snow,
    "desert": open_land.desert,
    "sunset": open_land.sunset,
    "night": open_land.night,
    "space": open_land.space,
    "street": town.street,
    "neon": town.neon,
    "room": town.room,
    "table": town.table,
    "underwater": water.underwater,
    "rain": water.rain,
}

MARGIN = 1.30  # a scenery is painted this much larger, and each picture shows another part of it


def paint_place(key: str, canvas: Canvas) -> tuple[Tensor, Tensor]:
    """A place as one photographer out of many would show it: another crop, another mood. And the colour of its light
    (n, 3, 1, 1), 1 at noon."""
    larger = Canvas(
        canvas.count, _even(MARGIN * canvas.height), _even(MARGIN * canvas.width), canvas.device, canvas.generator
    )
    picture = _cropped(canvas, PAINTERS[key](larger).clamp(0, 1))
    return _mood(canvas, picture)


def _even(size: float) -> int:
    return 2 * round(size / 2)


def _cropped(canvas: Canvas, picture: Tensor) -> Tensor:
    """The part keeps the proportions and lies low rather than high: the ground has to stay in the picture."""
    size = canvas.random(1 / MARGIN, 1.0)[:, 0, 0, 0]
    across = canvas.random(-1.0, 1.0)[:, 0, 0, 0] * (1 - size)
    down = canvas.random(-0.30, 1.0)[:, 0, 0, 0] * (1 - size)
    facing = canvas.sign()[:, 0, 0, 0]
    none = torch.zeros_like(size)
    theta = torch.stack([torch.stack([size * facing, none, across], 1), torch.stack([none, size, down], 1)], 1)
    grid = F.affine_grid(theta, [canvas.count, 3, canvas.height, canvas.width], align_corners=False)
    return F.grid_sample(picture, grid, mode="bilinear", padding_mode="border", align_corners=False)


def _mood(canvas: Canvas, picture: Tensor) -> tuple[Tensor, Tensor]:
    """Brighter or dimmer, stronger or paler, the light from one side; what is dim is golden or blue, as evenings are. Seeds
    are to differ, but never so far that the place looks like another one. Returns the colour of the light as well."""
    exposure = canvas.random(0.66, 1.13)
    warmth = canvas.random(-1.0, 1.0) * (0.10 + 0.40 * (1.13 - exposure))
    light = exposure * torch.cat([1 + warmth, 1 - 0.3 * warmth.abs(), 1 - warmth], 1)
    side = 1 + canvas.random(-0.30, 0.30) * (2 * canvas.x / canvas.wide - 1)
    picture = picture.clamp(min=1e-4) ** canvas.random(0.70, 1.40) * side * light
    return mix(brightness(picture), picture, canvas.random(0.86, 1.30)).clamp(0, 1), light
