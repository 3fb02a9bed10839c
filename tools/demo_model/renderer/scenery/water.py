# SPDX-License-Identifier: Apache-2.0
"""Two places that water makes: under the sea, and rain."""

import math

import torch
from torch import Tensor

from demo_model.renderer.canvas import Canvas, blur, mix, smooth
from demo_model.renderer.scenery.elements import cells, clouds


def underwater(canvas: Canvas) -> Tensor:
    """Light from above, bubbles, coral and weeds on a sandy ground."""
    c = canvas
    middle, deep = c.pick_set(
        ((34, 158, 214), (10, 66, 132)),
        ((30, 176, 190), (8, 84, 110)),
        ((60, 130, 220), (28, 44, 130)),
        ((50, 190, 160), (12, 96, 96)),
        ((20, 90, 170), (8, 24, 84)),
    )
    picture = c.vertical((0.0, mix(middle, c.colour(190, 250, 250), 0.55)), (0.35, middle), (1.0, deep))
    for _ in range(5):
        x, lean = c.wide * c.random(0.1, 0.9), c.random(-0.18, 0.18)
        ray = torch.exp(-(((c.x - x - lean * c.y) / (0.03 + 0.07 * c.y)) ** 2)) * (1 - c.y / c.tall).clamp(0, 1)
        picture = mix(picture, c.colour(214, 252, 255), ray * 0.40)
    far = c.wave_line(c.tall * 0.80, 0.04, (0.8, 2))
    picture = mix(picture, mix(middle, deep, 0.6), c.under(far) * 0.7)
    line = c.wave_line(c.tall * c.random(0.86, 0.89), 0.02, (0.8, 2))
    sand = mix(c.colour(226, 214, 168), c.colour(150, 160, 150), ((c.y - line) / 0.14).clamp(0, 1))
    picture = mix(picture, sand, c.under(line))
    for number in range(round(8 * c.wide)):
        x = c.wide * ((number + 0.5) / round(8 * c.wide) + c.random(-0.05, 0.05))
        picture = _weed(c, picture, x) if number % 2 else _coral(c, picture, x)
    for _ in range(round(12 * c.wide * c.tall)):
        x, y, radius = c.wide * c.random(), c.tall * c.random(0.05, 0.8), c.random(0.007, 0.02)
        rim = c.disc(x, y, radius) * (0.25 + 0.75 * smooth(0.5, 1.0, ((c.x - x) ** 2 + (c.y - y) ** 2).sqrt() / radius))
        picture = mix(picture, c.colour(226, 250, 255), rim * 0.6)
    return picture


def _weed(c: Canvas, picture: Tensor, x: Tensor) -> Tensor:
    height = c.random(0.10, 0.26)
    foot = c.tall * 0.98
    up = ((foot - c.y) / height).clamp(0, 1)
    bend = x + 0.025 * torch.sin(up * 5 + c.random(0, 6)) * up
    blade = c.edge((c.x - bend).abs() - 0.016 * (1 - up).clamp(min=0.02).sqrt()) * c.edge(foot - height - c.y)
    return mix(picture, mix(c.colour(26, 110, 96), c.colour(96, 196, 120), up), blade)


def _coral(c: Canvas, picture: Tensor, x: Tensor) -> Tensor:
    colour = c.pick((255, 120, 130), (255, 170, 110), (236, 130, 200), (250, 206, 120))
    foot, size = c.tall * c.random(0.95, 0.99), c.random(0.05, 0.085)
    mask = torch.zeros_like(c.x + c.y)
    for across, up, radius in ((-0.7, 0.3, 0.42), (0.0, 0.75, 0.5), (0.7, 0.35, 0.40), (0.0, 0.15, 0.6)):
        mask = torch.maximum(mask, c.disc(x + across * size, foot - up * size * 1.3, radius * size))
    shade = smooth(foot + 0.02, foot - 1.6 * size, c.y)
    return mix(picture, colour * (0.62 + 0.40 * shade), mask)


def rain(canvas: Canvas) -> Tensor:
    """A grey-blue town in the rain: soft lights far away, slanting drops, rings on the wet ground."""
    c = canvas
    high, low, near = c.pick_set(
        ((96, 124, 164), (178, 200, 222), (88, 112, 150)),
        ((104, 98, 150), (196, 180, 214), (92, 84, 136)),
        ((80, 130, 140), (176, 208, 206), (70, 112, 124)),
        ((112, 112, 122), (206, 200, 196), (96, 96, 110)),
    )
    picture = c.vertical((0.0, high), (0.6, low))
    picture = clouds(
        c, picture, 5, 0.02, 0.14, (0.09, 0.14), light=mix(high, low, 0.6), shade=mix(high, low, 0.15)
    )
    foot = c.tall * c.random(0.64, 0.68)
    within, (tall, _) = cells(c, 6, 2)
    skyline = c.edge(foot - c.tall * (0.10 + 0.22 * tall) - c.y)
    picture = mix(picture, mix(high, low, 0.45), skyline * 0.8)
    for _ in range(8):
        x, y = c.wide * c.random(), foot - c.random(0.03, 0.22)
        picture = mix(
            picture,
            c.pick((255, 222, 150), (255, 196, 140), (190, 222, 250)),
            c.disc(x, y, c.random(0.015, 0.03), 0.02) * 0.7,
        )
    depth = ((c.y - foot) / (c.tall - foot)).clamp(0, 1)
    ground = mix(mix(high, low, 0.7), near, depth)
    mirrored = blur(torch.flip(picture, (2,)), 12)
    ground = mix(ground, torch.roll(mirrored, round(0.32 * c.height), 2), 0.30 * (1 - depth))
    picture = mix(picture, ground.clamp(0, 1), c.edge(foot - c.y))
    for _ in range(round(7 * c.wide)):
        x, y, size = c.wide * c.random(), foot + (c.tall - foot) * c.random(0.15, 0.95), c.random(0.02, 0.05)
        ring = (((c.x - x) / size) ** 2 + ((c.y - y) / (0.34 * size)) ** 2).sqrt()
        picture = mix(picture, c.colour(226, 236, 246), smooth(0.28, 0.0, (ring - 1).abs()) * 0.55)
    return picture


def falling_rain(c: Canvas, picture: Tensor) -> Tensor:
    """Before the subject too: without it nobody would look wet."""
    slant = c.random(0.10, 0.22) * c.sign()
    for across, length, strength in ((16.0, 3.2, 0.30), (10.0, 2.2, 0.42)):
        count = math.ceil(across * (c.wide + 0.3 * c.tall)) + 4
        place = (c.x + slant * c.y + 0.3 * c.tall) * across + c.random()
        number = place.floor().long().clamp(0, count - 1)
        draws = torch.rand(c.count, 1, 1, count, device=c.device, generator=c.generator).expand(-1, 1, c.height, -1)
        own = draws.gather(3, number.expand(c.count, 1, c.height, c.width))
        along = (c.y * length + own * 7.0) % 1
        streak = (
            smooth(0.22, 0.05, (place - place.floor() - 0.5).abs())
            * smooth(0.0, 0.30, along)
            * smooth(0.42, 0.34, along)
        )
        picture = mix(picture, c.colour(232, 240, 250), streak * strength)
    return picture
