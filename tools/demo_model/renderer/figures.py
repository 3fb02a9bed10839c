# SPDX-License-Identifier: Apache-2.0
"""Draws figures: which layers a figure has, where it stands, and the affine map of each layer onto the canvas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from demo_model.renderer.canvas import Canvas
from demo_model.renderer.pictures import SIZE, Atlas
from demo_model.renderer.wardrobe import Layer, dressed_layers
from demo_model.world import Figure, World

# Letters, digits and gestures must not be seen in a mirror.
NOT_MIRRORED_KINDS = {"symbol", "flag"}
NOT_MIRRORED = {
    "hundred-points",
    "zzz",
    "calendar",
    "newspaper",
    "stop-sign",
    "clock",
    "mantel-clock",
    "alarm-clock",
    "watch",
    "world-map",
    "earth",
    "document",
    "memo",
    "keyboard",
    "musical-score",
    "musical-note",
    "performing-arts",
    "money",
    "credit-card",
    "ok-hand",
    "hotel",
    "bank",
    "hospital",
    "school",
    "mahjong-red-dragon",
    "joker",
    "billiard-ball",
    "convenience-store",
    "question-mark",
    "speaker",
    "gold-medal",
    "taxi",
    "t-shirt",
    "book",
}


@dataclass
class Placement:
    """For each figure: where its box's middle comes to lie, its scale (of the unit square), tilt and mirror (1 or
    -1)."""

    x: Tensor
    y: Tensor
    scale: Tensor
    tilt: Tensor
    mirror: Tensor


class FigureSet:
    """The layers of many figures as tensors, padded to the most that one of them has."""

    def __init__(self, world: World, atlas: Atlas, figures: Sequence[Figure], device: torch.device | str) -> None:
        stacks = [_layers(world, figure) for figure in figures]
        depth = max(len(stack) for stack in stacks)
        rows = [
            [(atlas.index[layer.picture], layer.x, layer.y, layer.scale, layer.tilt) for layer in stack]
            + [(-1, 0.5, 0.5, 1.0, 0.0)] * (depth - len(stack))
            for stack in stacks
        ]
        table = torch.tensor(rows, dtype=torch.float32, device=device)  # (figures, depth, 5)
        self.pictures = table[..., 0].long()
        self.geometry = table[..., 1:]
        self.box = self._union(atlas)
        mirrored = [0.0 if _fixed(world, figure) else 1.0 for figure in figures]
        self.may_mirror = torch.tensor(mirrored, device=device)

    def _union(self, atlas: Atlas) -> Tensor:
        """The box around all layers in the figure's unit square; tilts of a few degrees are left out of account."""
        boxes = atlas.boxes[self.pictures.clamp(min=0)]
        x, y, scale = self.geometry[..., 0], self.geometry[..., 1], self.geometry[..., 2]
        centre = torch.stack([x, y, x, y], -1)
        boxes = centre + (boxes - 0.5) * scale[..., None]
        absent = (self.pictures < 0)[..., None]
        low = boxes.masked_fill(absent, 9.0).amin(1)
        high = boxes.masked_fill(absent, -9.0).amax(1)
        return torch.cat([low[:, :2], high[:, 2:]], 1)

    @property
    def size(self) -> tuple[Tensor, Tensor]:
        return self.box[:, 2] - self.box[:, 0], self.box[:, 3] - self.box[:, 1]


def _layers(world: World, figure: Figure) -> list[Layer]:
    if figure.costume:
        wearer = world.wearers[world.subjects[figure.subject].key]
        return dressed_layers(wearer, world.costumes[figure.costume - 1], world.picture(figure).file)
    return [Layer(world.picture(figure).file)]


def _fixed(world: World, figure: Figure) -> bool:
    subject = world.subjects[figure.subject]
    return subject.kind in NOT_MIRRORED_KINDS or subject.key in NOT_MIRRORED


def draw(canvas: Canvas, atlas: Atlas, figures: FigureSet, at: Placement) -> Tensor:
    """Premultiplied RGBA (n, 4, H, W)."""
    result = torch.zeros(canvas.count, 4, canvas.height, canvas.width, device=canvas.device)
    for depth in range(figures.pictures.shape[1]):
        pictures = figures.pictures[:, depth]
        present = (pictures >= 0).nonzero()[:, 0]
        if len(present) == 0:
            continue
        layer = _draw_layer(canvas, atlas, figures, at, depth, present)
        under = result[present]
        result[present] = layer + under * (1 - layer[:, 3:])
    return result


def _draw_layer(canvas: Canvas, atlas: Atlas, figures: FigureSet, at: Placement, depth: int, present: Tensor) -> Tensor:
    theta = _theta(canvas, figures, at, depth)[present]
    pictures = figures.pictures[present, depth]
    shrink = SIZE * canvas.pixel / (at.scale * figures.geometry[:, depth, 2])[present]  # source pixels for one drawn
    level = (shrink / 1.45).clamp(min=1).log2().ceil().long().clamp(0, len(atlas.levels) - 1)
    layer = torch.empty(len(present), 4, canvas.height, canvas.width, device=canvas.device)
    for number, source in enumerate(atlas.levels):
        chosen = (level == number).nonzero()[:, 0]
        if len(chosen):
            grid = F.affine_grid(theta[chosen], (len(chosen), 4, canvas.height, canvas.width), align_corners=False)
            picture = source[pictures[chosen]].float() / 255
            layer[chosen] = F.grid_sample(picture, grid, mode="bilinear", padding_mode="zeros", align_corners=False)
    return layer


def _theta(canvas: Canvas, figures: FigureSet, at: Placement, depth: int) -> Tensor:
    """From the canvas in -1..1 to the layer's picture in -1..1.

    canvas point -> minus the placement, turned back, divided by the scale, mirrored: the figure's square -> the
    layer's.
    """
    layer_x, layer_y, layer_scale, layer_tilt = figures.geometry[:, depth].unbind(1)
    middle_x = (figures.box[:, 0] + figures.box[:, 2]) / 2
    middle_y = (figures.box[:, 1] + figures.box[:, 3]) / 2
    outer = _turn(at.tilt) / at.scale[:, None, None]
    outer = torch.stack([outer[:, 0] * at.mirror[:, None], outer[:, 1]], 1)
    inner = _turn(layer_tilt) / layer_scale[:, None, None]
    matrix = inner @ outer
    half = torch.tensor([canvas.wide / 2, canvas.tall / 2], device=canvas.device)
    offset = (inner @ torch.stack([middle_x - layer_x, middle_y - layer_y], 1)[..., None])[..., 0]
    shift = torch.stack([half[0] - at.x, half[1] - at.y], 1)[..., None]
    move = (matrix @ shift)[..., 0] + offset
    return torch.cat([2 * matrix * half, 2 * move[..., None]], 2)


def _turn(angle: Tensor) -> Tensor:
    """Turns back by the angle (clockwise, y pointing down)."""
    cosine, sine = angle.cos(), angle.sin()
    return torch.stack([torch.stack([cosine, sine], 1), torch.stack([-sine, cosine], 1)], 1)
