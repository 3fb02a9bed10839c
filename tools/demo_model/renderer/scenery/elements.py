# SPDX-License-Identifier: Apache-2.0
"""What several sceneries have: clouds, a sun, stars, rows of trees, flowers. Each adds itself to a picture."""

import math

import torch
from torch import Tensor

from demo_model.renderer.canvas import Canvas, mix, smooth

# Zenith and horizon of a fair day: noon, morning, a clear spring day, late afternoon, a hazy summer day, a rosy and a golden
# morning, a deep blue day, turquoise, lilac.
SKIES = (
    ((84, 172, 244), (218, 241, 252)),
    ((112, 170, 238), (255, 230, 208)),
    ((70, 190, 224), (226, 248, 240)),
    ((134, 160, 238), (250, 226, 240)),
    ((142, 190, 226), (240, 240, 228)),
    ((250, 168, 176), (255, 232, 214)),
    ((250, 196, 118), (255, 242, 208)),
    ((36, 98, 206), (150, 206, 250)),
    ((40, 190, 190), (214, 250, 232)),
    ((164, 132, 226), (240, 220, 250)),
)
# Far and near of a meadow.
MEADOWS = (
    ((150, 214, 98), (76, 160, 62)),
    ((186, 216, 96), (112, 160, 56)),
    ((128, 206, 124), (54, 148, 88)),
    ((170, 220, 120), (92, 170, 84)),
    ((232, 214, 104), (176, 150, 48)),
    ((94, 180, 150), (28, 112, 104)),
    ((208, 176, 96), (150, 104, 52)),
    ((206, 236, 140), (140, 200, 70)),
)


def sky(canvas: Canvas, horizon: float) -> Tensor:
    """A fair sky down to the horizon (a fraction of the height)."""
    top, bottom = canvas.pick_set(*SKIES)
    return canvas.vertical((0.0, top), (horizon, bottom))


def meadow(canvas: Canvas, line: Tensor, reach: float = 0.4) -> Tensor:
    far, near = canvas.pick_set(*MEADOWS)
    return lit_ground(canvas, near, far, line, reach)


def cells(canvas: Canvas, across: float, values: int = 1) -> tuple[Tensor, list[Tensor]]:
    """Cuts the width into cells with a random start: position within the cell (0..1) and random numbers of each
    cell."""
    count = math.ceil(across * canvas.wide) + 2
    place = canvas.x * across + canvas.random()
    number = place.floor().long().clamp(0, count - 1).expand(canvas.count, 1, 1, -1)
    draws = torch.rand(canvas.count, values, 1, count, device=canvas.device, generator=canvas.generator)
    return place - place.floor(), [draws[:, value : value + 1].gather(3, number) for value in range(values)]


def sun(
    canvas: Canvas,
    picture: Tensor,
    x: Tensor,
    y: Tensor,
    radius: float,
    disc: Tensor,
    halo: Tensor,
    reach: float = 0.3,
    strength: float = 0.7,
) -> Tensor:
    picture = mix(picture, halo, canvas.glow(x, y, reach) * strength)
    return mix(picture, disc, canvas.disc(x, y, radius, 0.006))


def cloud(
    canvas: Canvas,
    picture: Tensor,
    x: Tensor,
    y: Tensor,
    size: Tensor,
    opacity: float = 0.92,
    light: Tensor | None = None,
    shade: Tensor | None = None,
) -> Tensor:
    """Five puffs on a flat bottom; the underside a little darker."""
    light = canvas.colour(255, 255, 255) if light is None else light
    shade = canvas.colour(214, 230, 246) if shade is None else shade
    mask = torch.zeros_like(canvas.x + canvas.y)
    for across, up, radius in (
        (-1.1, 0.0, 0.42),
        (-0.5, 0.28, 0.58),
        (0.15, 0.42, 0.70),
        (0.75, 0.18, 0.52),
        (1.2, 0.0, 0.36),
    ):
        wobble = canvas.random(0.85, 1.15)
        puff = canvas.disc(x + across * size, y - up * size * wobble, radius * size * wobble, 0.012)
        mask = torch.maximum(mask, puff)
    mask = mask * canvas.edge(canvas.y - y - 0.30 * size, 0.02)
    height = ((y + 0.3 * size - canvas.y) / (1.3 * size)).clamp(0, 1)
    return mix(picture, mix(shade, light, smooth(0.0, 0.75, height)), mask * opacity)


def clouds(
    canvas: Canvas,
    picture: Tensor,
    count: int,
    top: float,
    bottom: float,
    size: tuple[float, float] = (0.05, 0.10),
    **colours: Tensor,
) -> Tensor:
    for number in range(count):
        x = canvas.wide * ((number + 0.5) / count + canvas.random(-0.35, 0.35) / count)
        y = canvas.tall * canvas.random(top, bottom)
        picture = cloud(canvas, picture, x, y, canvas.random(*size), **colours)
    return picture


def stars(canvas: Canvas, picture: Tensor, count: int, bottom: float = 1.0) -> Tensor:
    """Small discs of different brightness; four of them larger, with a glow."""
    light = torch.zeros_like(canvas.x + canvas.y)
    for number in range(round(count * canvas.wide * canvas.tall)):
        x, y = canvas.wide * canvas.random(), canvas.tall * bottom * canvas.random()
        radius = canvas.random(0.0028, 0.0052)
        star = canvas.disc(x, y, radius, 0.004) * canvas.random(0.45, 1.0)
        if number < 4:
            star = torch.maximum(star, canvas.glow(x, y, 0.016) * 0.75)
        light = torch.maximum(light, star)
    return mix(picture, canvas.colour(255, 250, 232), light)


def conifers(canvas: Canvas, level: Tensor | float, height: tuple[float, float], across: float) -> Tensor:
    """The outline of a row of firs: the y of their tops at each x."""
    within, (tall, lean) = cells(canvas, across, 2)
    tip = 0.5 + 0.12 * (lean - 0.5)
    flank = 1 - (within - tip).abs() / 0.5
    steps = 0.06 * torch.sin(flank * 22)
    return level - (height[0] + (height[1] - height[0]) * tall) * (flank + steps).clamp(0, 1)


def bushes(canvas: Canvas, level: Tensor | float, height: tuple[float, float], across: float) -> Tensor:
    """The outline of a row of round bushes or trees."""
    within, (tall, _) = cells(canvas, across, 2)
    round_top = (1 - ((within - 0.5) / 0.56) ** 2).clamp(min=0).sqrt()
    return level - (height[0] + (height[1] - height[0]) * tall) * round_top


def blossoms(
    canvas: Canvas,
    picture: Tensor,
    count: int,
    top: float,
    bottom: float,
    radius: tuple[float, float],
    colours: tuple[tuple[int, int, int], ...],
) -> Tensor:
    """Flowers of five petals on the ground, larger toward the viewer, each with a lighter heart."""
    for number in range(round(count * canvas.wide)):
        depth = (number + 0.5) / round(count * canvas.wide)  # from far to near
        x = canvas.wide * canvas.random(0.0, 1.0)
        y = canvas.tall * (top + (bottom - top) * depth) + canvas.random(-0.015, 0.015)
        size = (radius[0] + (radius[1] - radius[0]) * depth) * canvas.random(0.85, 1.15)
        picture = _blossom(canvas, picture, x, y, size, canvas.pick(*colours))
    return picture


def _blossom(canvas: Canvas, picture: Tensor, x: Tensor, y: Tensor, size: Tensor, colour: Tensor) -> Tensor:
    across, down = canvas.x - x, (canvas.y - y) / 0.8  # seen a little from above
    distance = (across**2 + down**2).sqrt()
    petals = 0.80 + 0.20 * torch.cos(5 * torch.atan2(down, across + 1e-6) + canvas.random(0, 6.28))
    petal = canvas.edge(distance - size * petals)
    shaded = colour * (0.82 + 0.22 * smooth(1.0, -1.0, down / size))
    picture = mix(picture, shaded.clamp(0, 1), petal)
    return mix(picture, canvas.colour(255, 226, 110), canvas.edge(distance - 0.30 * size))


def lit_ground(canvas: Canvas, near: Tensor, far: Tensor, line: Tensor, reach: float = 0.4) -> Tensor:
    """A ground that grows darker toward the viewer, with broad soft patches."""
    depth = ((canvas.y - line) / (reach * canvas.tall)).clamp(0, 1)
    ground = mix(far, near, depth)
    return (ground * (1 + 0.045 * canvas.noise(3, 7))).clamp(0, 1)
