# SPDX-License-Identifier: Apache-2.0
"""Green places: grass, garden, forest, mountain."""

import torch
from torch import Tensor

from demo_model.renderer.canvas import Canvas, blur, mix, smooth
from demo_model.renderer.scenery.elements import blossoms, bushes, cells, clouds, conifers, lit_ground, meadow, sky, sun


def grass(canvas: Canvas) -> Tensor:
    c = canvas
    picture = sky(c, 0.62)
    x, y = c.wide * c.random(0.1, 0.9), c.tall * c.random(0.10, 0.20)
    picture = sun(c, picture, x, y, 0.055, c.colour(255, 240, 150), c.colour(255, 250, 220))
    picture = clouds(c, picture, 3, 0.12, 0.36)
    picture = mix(picture, c.colour(168, 210, 208), c.under(c.wave_line(c.tall * c.random(0.50, 0.55), 0.03, (1, 3))))
    picture = mix(
        picture, c.colour(148, 204, 138), c.under(c.wave_line(c.tall * c.random(0.57, 0.61), 0.025, (1, 2.5)))
    )
    grove = smooth(-0.3, 0.5, c.noise(2, 0.1)[:, :, :1])  # trees stand together, here and there
    trees = c.tall * 0.645 - grove * (c.tall * 0.645 - bushes(c, c.tall * 0.645, (0.03, 0.085), 9))
    picture = mix(picture, c.colour(96, 168, 98), c.under(trees))
    line = c.wave_line(c.tall * c.random(0.63, 0.67), 0.015, (1, 2.5))
    ground = meadow(c, line)
    picture = mix(picture, ground, c.under(line))
    return blossoms(c, picture, 12, 0.72, 0.99, (0.007, 0.017), ((255, 255, 255), (255, 222, 96), (255, 168, 196)))


HEDGES = (
    ((150, 202, 150), (112, 184, 104), (62, 136, 76)),
    ((120, 176, 170), (70, 150, 130), (30, 100, 96)),
    ((206, 214, 130), (172, 192, 82), (112, 136, 48)),
    ((236, 190, 190), (130, 180, 110), (76, 130, 70)),
)
PATHS = (((250, 236, 208), (232, 208, 170)), ((226, 226, 232), (180, 182, 196)), ((236, 190, 160), (204, 140, 110)))


def garden(canvas: Canvas) -> Tensor:
    """Hedges, rose bushes in bloom, a pale path to the viewer and a bed of large flowers in front."""
    c = canvas
    picture = sky(c, 0.45)
    picture = clouds(c, picture, 2, 0.08, 0.2, (0.05, 0.08))
    pale, bright, deep = c.pick_set(*HEDGES)
    picture = mix(picture, pale, c.under(bushes(c, c.tall * 0.47, (0.06, 0.16), 5)))
    hedge_line = bushes(c, c.tall * 0.54, (0.05, 0.13), 4)
    hedge = mix(bright, deep, smooth(0.34, 0.62, c.y / c.tall))
    picture = mix(picture, (hedge * (1 + 0.07 * c.noise(12))).clamp(0, 1), c.under(hedge_line))
    rose = ((255, 120, 150), (255, 168, 190), (255, 214, 110), (255, 255, 255), (206, 150, 240))
    for _ in range(round(16 * c.wide)):
        x, y = c.wide * c.random(), c.tall * c.random(0.42, 0.58)
        spot = c.disc(x, y, c.random(0.012, 0.02), 0.006)
        picture = mix(picture, c.pick(*rose), spot * c.under(hedge_line + 0.02))
    line = c.wave_line(c.tall * 0.60, 0.008, (1, 2))
    lawn = meadow(c, line)
    picture = mix(picture, lawn, c.under(line))
    depth = ((c.y / c.tall - 0.6) / 0.4).clamp(0, 1)
    middle = c.wide * c.random(0.35, 0.65) + 0.10 * torch.sin(depth * 3 + c.random(0, 6)) * (1 - depth)
    path = c.edge((c.x - middle).abs() - (0.035 + 0.22 * depth), 0.008) * c.under(line)
    picture = mix(picture, mix(*c.pick_set(*PATHS), depth), path * 0.9)
    return blossoms(c, picture, 22, 0.64, 1.0, (0.012, 0.040), rose)


# Light from above, haze, ground, bark and leaves: summer, autumn, a blue morning, late summer, spring.
FORESTS = (
    ((196, 230, 150), (146, 204, 124), (92, 156, 92), (50, 92, 56), (150, 208, 112)),
    ((255, 226, 150), (244, 186, 104), (190, 122, 68), (104, 58, 40), (240, 146, 60)),
    ((204, 232, 236), (134, 192, 196), (74, 136, 144), (30, 72, 84), (104, 176, 150)),
    ((244, 240, 160), (206, 206, 104), (140, 146, 66), (74, 74, 40), (196, 196, 76)),
    ((236, 250, 200), (178, 228, 160), (108, 180, 124), (96, 84, 70), (184, 236, 130)),
)


def forest(canvas: Canvas) -> Tensor:
    """Three depths of trunks in a green haze, light falling in from above, ferns in front."""
    c = canvas
    high, far, near, dark, leaf = c.pick_set(*FORESTS)
    picture = c.vertical((0.0, high), (0.45, far), (0.75, near))
    picture = mix(picture, c.colour(255, 252, 206), c.glow(c.wide * c.random(0.3, 0.7), 0.15 * c.tall, 0.40) * 0.8)
    for across, depth, width in ((9, 0.35, 0.16), (6, 0.65, 0.20), (3.4, 1.0, 0.24)):
        picture = _trunks(c, picture, across, mix(near, dark, depth), width)
    for depth, reach in enumerate((0.26, 0.17, 0.09)):
        within, (long, _) = cells(c, 4.5 + 1.5 * depth, 2)
        lobe = (1 - (2 * within - 1) ** 2).clamp(min=0).sqrt()
        hanging = c.tall * (reach - 0.04) + (0.04 + 0.06 * long) * lobe + 0.004 * torch.sin(c.x * 80 + c.random(0, 6))
        shade = 0.88 + 0.20 * smooth(0.0, 1.0, c.y / hanging.clamp(min=0.02))
        foliage = mix(leaf, mix(leaf, dark, 0.75), depth / 2)
        picture = mix(picture, (foliage * shade).clamp(0, 1), c.edge(c.y - hanging, 0.006))
    line = c.wave_line(c.tall * c.random(0.70, 0.74), 0.014, (1, 3))
    ground = lit_ground(c, mix(near, dark, 0.85), mix(near, leaf, 0.4), line, 0.3)
    picture = mix(picture, ground, c.under(line))
    pool = c.ellipse(c.wide * c.random(0.3, 0.7), c.tall * 0.86, 0.38, 0.06, 0.05)
    picture = mix(picture, high, pool * 0.38)
    fern = bushes(c, c.tall * 1.0, (0.02, 0.10), 8) + 0.012 * torch.sin(c.x * 90)
    sides = smooth(0.18, 0.46, (c.x / c.wide - 0.5).abs())
    return mix(picture, dark * 0.85, c.under(fern + 0.12 * (1 - sides)) * 0.9)


def _trunks(c: Canvas, picture: Tensor, across: float, colour: Tensor, width: float) -> Tensor:
    within, (place, tree) = cells(c, across, 2)
    centre = 0.3 + 0.4 * place
    flare = 1 + 0.5 * smooth(0.62, 0.76, c.y / c.tall)
    half = width / 2 * (0.7 + 0.6 * tree) * flare
    edge = c.edge(((within - centre).abs() - half) / across)
    side = smooth(-1.0, 1.0, (within - centre) / half)  # lit from the left
    return mix(picture, mix(colour * 1.22, colour * 0.82, side).clamp(0, 1), edge)


# Of the far range and the near one, the shaded flank and the lit one: blue, violet, a rosy morning, brown rock, slate.
RANGES = (
    ((150, 178, 214), (176, 196, 222), (92, 124, 168), (126, 152, 186)),
    ((176, 166, 220), (204, 190, 230), (112, 96, 168), (156, 134, 196)),
    ((196, 166, 190), (246, 196, 190), (128, 104, 146), (230, 152, 148)),
    ((196, 178, 160), (224, 206, 184), (124, 98, 82), (176, 144, 116)),
    ((140, 170, 178), (180, 204, 206), (62, 92, 106), (110, 142, 150)),
)


def mountain(canvas: Canvas) -> Tensor:
    """Blue ranges one behind another, snow on the summits, a lake and firs, a flowering slope in front."""
    c = canvas
    picture = sky(c, 0.55)
    picture = clouds(c, picture, 2, 0.10, 0.24, (0.05, 0.09))
    pale, bright, shade, light = c.pick_set(*RANGES)
    far = c.ridge_line(c.tall * 0.56, 0.30, 1.3)
    picture = mix(picture, _rock(c, far, pale, bright, 0.10), c.under(far))
    near = c.ridge_line(c.tall * 0.60, 0.42, 0.8)
    picture = mix(picture, _rock(c, near, shade, light, 0.13), c.under(near))
    haze = smooth(0.40, 0.62, c.y / c.tall)
    picture = mix(picture, mix(bright, c.colour(255, 255, 255), 0.6), haze * 0.55)
    wood = conifers(c, c.tall * 0.665, (0.04, 0.11), 16)
    picture = mix(picture, c.colour(74, 128, 112), c.under(wood))
    line = c.wave_line(c.tall * c.random(0.655, 0.685), 0.012, (1, 2))
    slope = meadow(c, line, 0.36)
    picture = mix(picture, slope, c.under(line))
    return blossoms(c, picture, 9, 0.76, 0.98, (0.007, 0.015), ((255, 255, 255), (206, 170, 250), (255, 214, 96)))


def _rock(c: Canvas, line: Tensor, shade: Tensor, light: Tensor, snow_depth: float) -> Tensor:
    """Flanks turned to the light are brighter; snow lies from the summits down to a ragged edge."""
    slope = torch.zeros_like(line)
    slope[..., 1:] = (line[..., 1:] - line[..., :-1]) / c.pixel
    facing = smooth(-0.6, 0.6, blur(slope.expand(-1, -1, 4, -1), 5)[:, :, :1])
    rock = mix(light, shade, facing)
    depth = c.y - line
    highest = c.tall * 0.40
    ragged = snow_depth * (highest - line + 0.10).clamp(0, 0.3) / 0.3 + 0.016 * c.noise(22, 10)
    snow = mix(c.colour(255, 255, 255), c.colour(206, 222, 244), facing)
    return mix(rock, snow, c.edge(depth - ragged, 0.006))
