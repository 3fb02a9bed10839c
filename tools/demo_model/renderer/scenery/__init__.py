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

MARGIN = 1.22  # a scenery is painted this much larger, and each picture shows another part of it


def paint_place(key: str, canvas: Canvas) -> Tensor:
    """A place as one photographer out of many would show it: another crop, another mood of the light."""
    larger = Canvas(
        canvas.count, _even(MARGIN * canvas.height), _even(MARGIN * canvas.width), canvas.device, canvas.generator
    )
    picture = _cropped(canvas, PAINTERS[key](larger).clamp(0, 1))
    return _mood(canvas, picture).clamp(0, 1)


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


def _mood(canvas: Canvas, picture: Tensor) -> Tensor:
    """Brighter or dimmer, warmer or cooler, stronger or paler, the light from one side: seeds are to differ, but never so
    far that the place looks like another one."""
    warmth = canvas.random(-0.12, 0.12)
    cast = torch.cat([1 + warmth, 1 - 0.3 * warmth.abs(), 1 - warmth], 1)
    side = 1 + canvas.random(-0.20, 0.20) * (2 * canvas.x / canvas.wide - 1)
    picture = picture.clamp(min=1e-4) ** canvas.random(0.72, 1.35)
    picture = picture * canvas.random(0.68, 1.16) * side * cast
    return mix(brightness(picture), picture, canvas.random(0.82, 1.20))
