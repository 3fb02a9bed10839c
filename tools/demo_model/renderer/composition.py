# SPDX-License-Identifier: Apache-2.0
"""Where figures stand: sizes, places, tilts and mirrors, by the kind of ground they stand on."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from demo_model.renderer.canvas import Canvas, blur
from demo_model.renderer.figures import FigureSet, Placement


@dataclass
class Ground:
    """For each picture of a batch, as booleans. What neither stands nor floats has a plain ground behind it."""

    stands: Tensor  # in a place, on its ground
    floats: Tensor  # in a place, in the middle of it
    coarse: Tensor  # it has to be large, since the style leaves few details

    def __getitem__(self, which: Tensor) -> Ground:
        return Ground(self.stands[which], self.floats[which], self.coarse[which])


def _draws(canvas: Canvas, low: float, high: float) -> Tensor:
    return canvas.random(low, high)[:, 0, 0, 0]


def single(canvas: Canvas, figures: FigureSet, ground: Ground) -> Placement:
    """One figure: in a place smaller and lower, on a plain ground large and in the middle."""
    across, down = figures.size
    fits = torch.minimum(canvas.wide / across, canvas.tall / down)
    in_place, plain = _draws(canvas, 0.40, 0.82), _draws(canvas, 0.42, 0.94)
    wanted = torch.where(ground.stands | ground.floats, in_place, plain)
    dressed = (figures.pictures >= 0).sum(1) > 1  # the face is only a part of it
    wanted = torch.where(ground.coarse | dressed, wanted.clamp(min=0.62), wanted)
    # Along a longer side there is room to be a little larger than the shorter side would ask.
    longer = 1 + 0.16 * (max(canvas.wide, canvas.tall) - 1)
    scale = torch.minimum(wanted * longer / torch.maximum(across, down), 0.92 * fits).clamp(max=1.3)
    width, height = across * scale, down * scale
    spare = ((canvas.wide - width) / 2 - 0.03).clamp(min=0)
    x = canvas.wide / 2 + spare * _draws(canvas, -0.95, 0.95)
    feet = canvas.tall * _draws(canvas, 0.83, 0.96)
    free_y = canvas.tall * 0.5 + ((canvas.tall - height) / 2 - 0.03).clamp(min=0) * _draws(canvas, -0.9, 0.9)
    y = torch.where(ground.stands, torch.maximum(feet - height / 2, height / 2 + 0.03), free_y)
    tilt = torch.where(
        ground.stands,
        _draws(canvas, -0.05, 0.05),
        torch.where(ground.floats, _draws(canvas, -0.24, 0.24), _draws(canvas, -0.12, 0.12)),
    )
    return Placement(x, y, scale, tilt, _mirror(canvas, figures))


def _mirror(canvas: Canvas, figures: FigureSet) -> Tensor:
    return torch.where((_draws(canvas, 0, 1) < 0.5) & (figures.may_mirror > 0), -1.0, 1.0)


def pair(canvas: Canvas, left: FigureSet, right: FigureSet, ground: Ground) -> tuple[Placement, Placement]:
    """Two figures side by side, on one line where they stand."""
    room = canvas.wide / 2
    placements = []
    level = canvas.tall * _draws(canvas, 0.84, 0.94)
    shared = torch.minimum(_draws(canvas, 0.78, 0.94) * room, torch.full_like(level, 0.56))
    middle = canvas.tall * _draws(canvas, 0.46, 0.56)
    for number, figures in enumerate((left, right)):
        across, down = figures.size
        scale = shared / torch.maximum(across, down) * _draws(canvas, 0.92, 1.0)
        width, height = across * scale, down * scale
        x = room * (number + 0.5) + ((room - width) / 2).clamp(min=0) * _draws(canvas, -0.5, 0.5)
        y = torch.where(ground.stands, level - height / 2, middle + _draws(canvas, -0.03, 0.03))
        tilt = torch.where(ground.stands, _draws(canvas, -0.04, 0.04), _draws(canvas, -0.10, 0.10))
        placements.append(Placement(x, y, scale, tilt, _mirror(canvas, figures)))
    return placements[0], placements[1]


def contact_shadow(canvas: Canvas, figures: FigureSet, at: Placement, strength: Tensor) -> Tensor:
    """A soft ellipse under the feet: narrow and dark where the figure touches the ground, wide and light around."""
    across, down = figures.size
    column = (slice(None), None, None, None)
    width = (across * at.scale)[column]
    feet = (at.y + down * at.scale / 2)[column] - 0.010
    x = at.x[column]
    near = torch.exp(-(((canvas.x - x) / (0.40 * width)) ** 4 + ((canvas.y - feet) / 0.016) ** 2))
    wide = torch.exp(
        -(((canvas.x - x - 0.03 * width) / (0.56 * width)) ** 2 + ((canvas.y - feet - 0.004) / 0.040) ** 2)
    )
    return strength[column] * torch.maximum(near * 0.9, wide * 0.62)


def drop_shadow(canvas: Canvas, alpha: Tensor) -> Tensor:
    """On a plain ground: the figure's own outline, lower and much softened, as under soft light from above."""
    soft = blur(alpha, 9)
    shift = max(1, round(0.035 / canvas.pixel))
    return torch.cat([torch.zeros_like(soft[:, :, :shift]), soft[:, :, :-shift]], 2)
