# SPDX-License-Identifier: Apache-2.0
"""Wide places: beach, snow, desert, sunset, night, space."""

import torch
from torch import Tensor

from demo_model.renderer.canvas import Canvas, mix, smooth
from demo_model.renderer.scenery.elements import clouds, conifers, lit_ground, sky, stars, sun


def beach(canvas: Canvas) -> Tensor:
    c = canvas
    picture = sky(c, 0.48)
    picture = sun(
        c,
        picture,
        c.wide * c.random(0.1, 0.9),
        c.tall * c.random(0.1, 0.2),
        0.05,
        c.colour(255, 244, 170),
        c.colour(255, 250, 226),
    )
    picture = clouds(c, picture, 2, 0.14, 0.34)
    horizon = c.tall * c.random(0.44, 0.49)
    depth = ((c.y - horizon) / (0.28 * c.tall)).clamp(0, 1)
    deep, shallow = c.pick_set(
        ((30, 140, 206), (98, 220, 218)), ((36, 112, 190), (110, 200, 232)), ((20, 150, 170), (130, 226, 200))
    )
    sea = mix(deep, shallow, depth)
    glints = smooth(0.55, 1.0, torch.sin((c.y - horizon).clamp(min=0).sqrt() * 90 + 2.5 * c.noise(5, 26)))
    picture = mix(picture, mix(sea, c.colour(255, 255, 255), glints * 0.30), c.edge(horizon - c.y))
    shore = c.wave_line(c.tall * c.random(0.67, 0.71), 0.022, (0.8, 2))
    far, near = c.pick_set(
        ((252, 230, 184), (238, 202, 142)), ((250, 236, 214), (230, 208, 176)), ((246, 214, 164), (222, 176, 120))
    )
    sand = lit_ground(c, near, far, shore, 0.3)
    wet = mix(c.colour(206, 178, 134), sand, smooth(0.0, 0.06, c.y - shore))
    picture = mix(picture, wet, c.under(shore))
    foam = smooth(0.020, 0.004, (c.y - shore + 0.004).abs())
    foam = torch.maximum(
        foam, 0.6 * smooth(0.012, 0.003, (c.y - shore + 0.045 + 0.01 * c.noise(6, 0.1)[:, :, :1]).abs())
    )
    return mix(picture, c.colour(255, 255, 255), foam * 0.9)


def snow(canvas: Canvas) -> Tensor:
    c = canvas
    top, bottom = c.pick_set(
        ((140, 190, 236), (240, 240, 250)),
        ((112, 150, 214), (250, 226, 222)),
        ((150, 176, 206), (226, 232, 240)),
        ((104, 182, 230), (228, 246, 252)),
        ((176, 140, 214), (255, 214, 224)),
        ((236, 160, 196), (255, 226, 232)),
        ((52, 96, 176), (160, 196, 240)),
    )
    picture = c.vertical((0.0, top), (0.58, bottom))
    picture = mix(picture, c.colour(255, 238, 222), c.glow(c.wide * c.random(0.2, 0.8), 0.40 * c.tall, 0.4) * 0.6)
    far = c.ridge_line(c.tall * 0.60, 0.16, 1.2)
    picture = mix(picture, c.colour(196, 214, 238), c.under(far))
    picture = mix(picture, c.colour(150, 182, 214), c.under(conifers(c, c.tall * 0.625, (0.03, 0.08), 18)))
    near = conifers(c, c.tall * 0.665, (0.07, 0.20), 7)
    fir = mix(c.colour(236, 244, 252), c.colour(84, 130, 152), smooth(0.0, 0.05, c.y - near + 0.012 * c.noise(30, 20)))
    picture = mix(picture, fir, c.under(near))
    line = c.wave_line(c.tall * c.random(0.64, 0.67), 0.02, (0.8, 2))
    drift = c.wave_line(c.tall * 0.80, 0.03, (0.6, 1.6))
    shade = mix(c.colour(214, 228, 248), top, 0.15)
    ground = mix(c.colour(250, 252, 255), shade, ((c.y - line) / 0.18).clamp(0, 1))
    ground = mix(
        ground,
        mix(c.colour(255, 255, 255), shade, ((c.y - drift) / 0.26).clamp(0, 1)),
        c.under(drift),
    )
    picture = mix(picture, ground, c.under(line))
    for _ in range(round(26 * c.wide * c.tall)):
        flake = c.disc(c.wide * c.random(), c.tall * c.random(), c.random(0.004, 0.011), 0.006)
        picture = mix(picture, c.colour(255, 255, 255), flake * 0.9)
    return picture


# Lit sand, and the shade of the far dunes and the near ones: gold, red, pale, rose.
DUNES = (
    ((248, 194, 122), (226, 172, 108), (212, 148, 86)),
    ((240, 146, 92), (206, 104, 66), (176, 78, 54)),
    ((252, 230, 190), (226, 196, 150), (200, 168, 122)),
    ((250, 186, 160), (222, 142, 124), (190, 110, 104)),
)


def desert(canvas: Canvas) -> Tensor:
    c = canvas
    top, bottom = c.pick_set(
        ((92, 182, 226), (255, 232, 190)),
        ((120, 160, 220), (255, 214, 186)),
        ((70, 196, 214), (250, 240, 206)),
        ((250, 170, 130), (255, 226, 180)),
        ((60, 110, 200), (190, 214, 240)),
    )
    sands = c.pick_set(*DUNES)
    picture = c.vertical((0.0, top), (0.55, bottom))
    picture = sun(
        c,
        picture,
        c.wide * c.random(0.12, 0.88),
        c.tall * c.random(0.12, 0.22),
        0.06,
        c.colour(255, 250, 210),
        c.colour(255, 246, 206),
        0.3,
        0.85,
    )
    for number, (level, height) in enumerate(((0.52, 0.04), (0.60, 0.05), (0.72, 0.03))):
        light, shade = sands[0] * (0.97 + 0.02 * number), mix(sands[1], sands[2], number / 2)
        line = c.wave_line(c.tall * (level + c.random(-0.02, 0.02)), height, (0.7, 1.8))
        slope = torch.zeros_like(line)
        slope[..., 1:] = (line[..., 1:] - line[..., :-1]) / c.pixel
        depth = ((c.y - line) / 0.30).clamp(0, 1)
        sand = mix(light, shade, smooth(0.0, 1.0, depth + 0.9 * slope.clamp(-0.4, 0.4)))
        ripples = 1 + 0.016 * torch.sin((c.y - line) * 150 + 3 * c.noise(3, 3))
        picture = mix(picture, (sand * ripples).clamp(0, 1), c.under(line))
    return picture


def sunset(canvas: Canvas) -> Tensor:
    c = canvas
    top, middle = c.pick_set(
        ((74, 60, 140), (206, 92, 136)),
        ((110, 56, 128), (236, 104, 100)),
        ((56, 76, 150), (190, 112, 150)),
        ((200, 70, 60), (246, 124, 70)),
        ((40, 50, 110), (120, 90, 160)),
    )
    low = c.pick((255, 150, 92), (255, 128, 120), (250, 176, 80))
    picture = c.vertical((0.0, top), (0.28, middle), (0.50, low), (0.64, c.colour(255, 214, 130)))
    horizon = c.tall * c.random(0.60, 0.64)
    x = c.wide * c.random(0.22, 0.78)
    y = horizon - c.random(0.02, 0.09)
    picture = sun(c, picture, x, y, 0.115, c.colour(255, 248, 206), c.colour(255, 216, 130), 0.36, 0.9)
    for level in (0.16, 0.27, 0.38):
        streak = torch.exp(-(((c.y / c.tall - level - 0.02 * torch.sin(c.x * 7 + c.random(0, 6))) / 0.020) ** 2))
        broken = smooth(0.1, 0.8, torch.sin(c.x * c.random(3, 6) + c.random(0, 6)))
        picture = mix(picture, c.colour(255, 178, 148), streak * broken * 0.6)
    down = ((c.y - horizon) / (0.3 * c.tall)).clamp(0, 1)
    sea = mix(mix(low, middle, 0.4), top * 0.9, down)
    path = torch.exp(-(((c.x - x) / (0.06 + 0.4 * (c.y - horizon).clamp(0, 1))) ** 2))
    waves = 0.6 + 0.4 * torch.sin((c.y - horizon).clamp(min=0).sqrt() * 95 + 2 * c.noise(4, 20))
    sea = mix(sea, c.colour(255, 222, 150), path * waves * 0.75 * (1 - 0.8 * down))
    picture = mix(picture, sea, c.edge(horizon - c.y))
    shore = c.wave_line(c.tall * c.random(0.79, 0.82), 0.014, (0.8, 2))
    ground = mix(c.colour(106, 60, 92), c.colour(54, 32, 66), ((c.y - shore) / 0.2).clamp(0, 1))
    ground = mix(ground, c.colour(255, 170, 120), smooth(0.012, 0.0, (c.y - shore).abs()) * 0.5)
    return mix(picture, ground, c.under(shore))


def night(canvas: Canvas) -> Tensor:
    c = canvas
    top, low = c.pick_set(
        ((14, 20, 62), (96, 104, 176)),
        ((10, 26, 58), (62, 110, 164)),
        ((26, 16, 66), (124, 92, 176)),
        ((8, 40, 66), (70, 150, 160)),
        ((30, 20, 54), (170, 90, 140)),
    )
    picture = c.vertical((0.0, top), (0.8, low))
    band = torch.exp(-((((c.x - 0.5 * c.wide) * 0.6 + c.y - 0.35 * c.tall + 0.05 * c.noise(3)) / 0.16) ** 2))
    picture = mix(picture, c.colour(140, 130, 220), band * 0.30)
    picture = stars(c, picture, 34, 0.66)
    x, y = c.wide * c.random(0.12, 0.88), c.tall * c.random(0.11, 0.2)
    picture = mix(picture, c.colour(214, 222, 255), c.glow(x, y, 0.20) * 0.45)
    full = c.disc(x, y, 0.066)
    bite = c.disc(x + 0.032 * c.sign(), y - 0.014, 0.058, 0.004) * c.chance(0.6)
    picture = mix(picture, c.colour(255, 244, 206), full * (1 - bite))
    picture = mix(picture, mix(top, low, 0.35), c.under(c.wave_line(c.tall * 0.66, 0.05, (0.8, 2.2))))
    picture = mix(picture, mix(top, low, 0.12), c.under(conifers(c, c.tall * 0.74, (0.03, 0.10), 13)))
    line = c.wave_line(c.tall * c.random(0.72, 0.75), 0.015, (1, 2))
    ground = mix(mix(top, low, 0.5), mix(top, low, 0.12), ((c.y - line) / 0.26).clamp(0, 1))
    return mix(picture, ground, c.under(line))


def space(canvas: Canvas) -> Tensor:
    c = canvas
    violet, blue = 0.8 * c.noise(2.5) + 0.4 * c.noise(6), 0.8 * c.noise(3) + 0.4 * c.noise(7)
    first, second = c.pick_set(
        ((110, 40, 160), (16, 92, 180)),
        ((190, 50, 120), (60, 40, 170)),
        ((20, 130, 150), (90, 40, 150)),
        ((200, 90, 60), (110, 30, 120)),
    )
    picture = (
        c.fill(c.pick((12, 10, 36), (8, 16, 42), (20, 10, 38)))
        + first * violet.clamp(0, 1.6) * 0.52
        + second * blue.clamp(0, 1.6) * 0.52
    )
    picture = stars(c, picture.clamp(0, 1), 38)
    picture = _planet(c, picture, c.random(0.09, 0.14), ringed=True)
    return _planet(c, picture, c.random(0.035, 0.055), ringed=False)


def _planet(c: Canvas, picture: Tensor, radius: Tensor, ringed: bool) -> Tensor:
    """In a corner, so that it does not hide behind the subject."""
    x = torch.where(c.random() < 0.5, c.random(0.10, 0.20), c.random(0.80, 0.90)) * c.wide
    y = (c.random(0.10, 0.22) if ringed else c.random(0.72, 0.9)) * c.tall
    body = c.pick((250, 160, 120), (112, 196, 244), (246, 206, 128), (190, 150, 250), (130, 224, 190))
    across, down = (c.x - x) / radius, (c.y - y) / radius
    bands = 1 + 0.09 * torch.sin(down * 8 + c.random(0, 6) + 0.6 * across)
    lit = smooth(1.3, -0.9, across * 0.6 + down * 0.7)
    surface = (body * bands * (0.30 + 0.85 * lit)).clamp(0, 1)
    picture = mix(picture, body, c.glow(x, y, radius * 1.5) * 0.25)
    picture = mix(picture, surface, c.disc(x, y, radius))
    if not ringed:
        return picture
    tilted = down * 3.2 + across * 0.9
    ring = smooth(0.16, 0.05, ((across**2 + tilted**2).sqrt() - 1.62).abs())
    behind = ((down + 0.28 * across) < 0).float() * c.disc(x, y, radius)
    return mix(picture, mix(body, c.colour(255, 255, 255), 0.45), ring * (1 - behind) * 0.85 * c.chance(0.6))
