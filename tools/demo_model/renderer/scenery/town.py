# SPDX-License-Identifier: Apache-2.0
"""Made places: street, neon city, room, table."""

import math

import torch
from torch import Tensor

from demo_model.renderer.canvas import Canvas, blur, mix, smooth
from demo_model.renderer.scenery.elements import cells, clouds, sky


def street(canvas: Canvas) -> Tensor:
    """A friendly row of houses in the sun: shops below, windows above, a pavement to stand on."""
    c = canvas
    picture = sky(c, 0.5)
    picture = clouds(c, picture, 2, 0.06, 0.18, (0.05, 0.08))
    foot = c.tall * c.random(0.66, 0.70)
    picture = _houses(
        c, picture, foot - 0.01, 5.2, (0.24, 0.40), ((176, 200, 220), (196, 204, 224), (186, 212, 214)), 0.35
    )
    picture = _houses(
        c,
        picture,
        foot,
        3.1,
        (0.34, 0.60),
        ((246, 190, 150), (250, 222, 160), (240, 160, 150), (170, 214, 200), (180, 200, 236), (246, 240, 226)),
        1.0,
    )
    far, near = c.pick_set(
        ((226, 218, 210), (196, 188, 186)), ((222, 186, 160), (190, 146, 124)), ((190, 204, 220), (150, 166, 190))
    )
    pavement = mix(far, near, ((c.y - foot) / 0.16).clamp(0, 1))
    joints = smooth(0.985, 1.0, torch.cos((c.x - 0.5 * c.wide) / (0.4 + 1.6 * (c.y - foot).clamp(min=0)) * 26))
    picture = mix(picture, pavement * (1 - 0.07 * joints), c.edge(foot - c.y))
    kerb = foot + 0.19 * c.tall
    road = mix(c.colour(120, 122, 134), c.colour(94, 96, 110), ((c.y - kerb) / 0.15).clamp(0, 1))
    picture = mix(picture, c.colour(244, 240, 232), c.edge((c.y - kerb).abs() - 0.008))
    return mix(picture, road, c.edge(kerb + 0.008 - c.y))


def _houses(
    c: Canvas,
    picture: Tensor,
    foot: Tensor,
    across: float,
    height: tuple[float, float],
    colours: tuple[tuple[int, int, int], ...],
    detail: float,
) -> Tensor:
    within, (tall, paint, awning) = cells(c, across, 3)
    top = foot - c.tall * (height[0] + (height[1] - height[0]) * tall)
    palette = torch.tensor(colours, device=c.device).float() / 255
    wall = palette[(paint[:, 0] * len(colours)).long().clamp(max=len(colours) - 1)].permute(0, 3, 1, 2)
    wall = wall * (1.02 - 0.12 * smooth(0.75, 1.0, within))  # a shade where the next house begins
    gap = c.edge(((within - 0.5).abs() - 0.485) / across)
    mask = c.edge(top - c.y) * c.edge(c.y - foot) * gap
    picture = mix(picture, wall.clamp(0, 1), mask)
    picture = mix(picture, wall * 0.72, c.edge((c.y - top - 0.008).abs() - 0.010) * gap * detail)
    columns, rows = (within * 3) % 1, ((c.y - top) * 9.5) % 1
    above_shop = c.edge(c.y - foot + 0.135) * c.edge(top + 0.05 - c.y)
    pane = c.edge(((columns - 0.5).abs() - 0.24) / (3 * across)) * c.edge(((rows - 0.55).abs() - 0.26) / 9.5)
    glass = mix(c.colour(96, 140, 176), c.colour(206, 232, 246), smooth(0.3, 0.9, 1 - rows + 0.3 * columns))
    picture = mix(picture, glass, pane * above_shop * mask * (0.45 + 0.5 * detail))
    if detail < 1:
        return picture
    shop = c.edge(foot - 0.085 - c.y) * c.edge(c.y - foot + 0.012) * c.edge(((within - 0.5).abs() - 0.38) / across)
    picture = mix(
        picture, mix(c.colour(255, 236, 190), c.colour(120, 96, 92), smooth(-0.085, 0.0, c.y - foot)), shop * mask
    )
    stripes = smooth(-0.2, 0.2, torch.sin(within * 2 * math.pi * 6))
    cloth = mix(
        c.colour(255, 252, 246), mix(c.colour(232, 84, 84), c.colour(74, 160, 150), (awning > 0.5).float()), stripes
    )
    shade = c.edge((c.y - foot + 0.100).abs() - 0.020) * c.edge(((within - 0.5).abs() - 0.44) / across)
    return mix(picture, cloth, shade * mask)


# Of a house, and of the picture's height. Smaller ones the autoencoder smears.
WINDOWS_ACROSS, WINDOWS_DOWN = 3, 18


def neon(canvas: Canvas) -> Tensor:
    """A dark street canyon under a magenta sky; lit windows, signs, and their reflections on the wet road."""
    c = canvas
    high, middle, low = c.pick_set(
        ((20, 12, 56), (92, 30, 128), (244, 84, 166)),
        ((10, 16, 60), (30, 60, 150), (70, 200, 236)),
        ((30, 10, 50), (140, 30, 100), (255, 140, 90)),
    )
    picture = c.vertical((0.0, high), (0.42, middle), (0.72, low))
    foot = c.tall * c.random(0.71, 0.75)
    for across, dark, height, glow in ((9, (86, 36, 134), (0.25, 0.50), 0.55), (5.5, (38, 20, 82), (0.12, 0.62), 1.0)):
        within, (tall, tone) = cells(c, across, 2)
        top = foot - c.tall * (height[0] + (height[1] - height[0]) * tall)
        mask = c.edge(top - c.y) * c.edge(c.y - foot)
        body = c.colour(*dark) * (0.8 + 0.5 * smooth(0.0, 1.0, 1 - within))
        columns, rows = (within * WINDOWS_ACROSS) % 1, (c.y * WINDOWS_DOWN) % 1
        grid = torch.rand(
            c.count,
            1,
            math.ceil(WINDOWS_DOWN * c.tall) + 1,
            math.ceil(WINDOWS_ACROSS * across * c.wide) + 6,
            device=c.device,
            generator=c.generator,
        )
        lit = grid[:, :, (c.y[0, 0, :, 0] * WINDOWS_DOWN).long()]
        lit = lit[..., (c.x[0, 0, 0] * across * WINDOWS_ACROSS).long()]
        pane = c.edge(((columns - 0.5).abs() - 0.24) / (WINDOWS_ACROSS * across), 0.005)
        pane = pane * c.edge(((rows - 0.5).abs() - 0.22) / WINDOWS_DOWN, 0.005)
        light = torch.where(
            lit > 0.88,
            c.colour(84, 234, 255),
            torch.where(lit > 0.76, c.colour(255, 100, 204), c.colour(255, 216, 130)),
        )
        picture = mix(picture, mix(body, light, pane * (lit > 0.58).float() * glow), mask)
    picture = _neon_signs(c, picture, foot)
    mirrored = torch.flip(picture, (2,))
    shift = round(float(2 * 0.73 - 1) * c.height)
    mirrored = blur(torch.roll(mirrored, shift, 2), 5)
    depth = ((c.y - foot) / (c.tall - foot)).clamp(0, 1)
    road = mix(c.colour(52, 24, 84), c.colour(18, 12, 42), depth)
    road = (road * 0.70 + mirrored * (0.85 - 0.45 * depth)).clamp(0, 1)
    return mix(picture, road, c.edge(foot - c.y))


def _neon_signs(c: Canvas, picture: Tensor, foot: Tensor) -> Tensor:
    for number in range(round(5 * c.wide)):
        colour = c.pick((255, 70, 190), (70, 226, 255), (255, 190, 70), (150, 110, 255))
        x = c.wide * ((number + 0.5) / round(5 * c.wide) + c.random(-0.08, 0.08))
        y, half = c.tall * c.random(0.34, 0.58), c.random(0.03, 0.07)
        upright = c.chance(0.6)
        across, down = mix(half, 0.016, upright), mix(torch.full_like(half, 0.016), half, upright)
        picture = (picture + colour * c.glow(x, y, 0.09) * 0.40).clamp(0, 1)
        picture = mix(picture, colour, c.box(x - across, y - down, x + across, y + down, 0.01))
        picture = mix(
            picture,
            mix(colour, c.colour(255, 255, 255), 0.75),
            c.box(x - across + 0.008, y - down + 0.008, x + across - 0.008, y + down - 0.008, 0.005),
        )
    return picture


WALLS = (
    (244, 226, 206),
    (214, 228, 224),
    (236, 216, 220),
    (226, 224, 240),
    (248, 234, 196),
    (120, 176, 178),
    (236, 156, 134),
    (232, 190, 96),
    (104, 128, 176),
    (158, 190, 140),
    (196, 166, 210),
)
BOARDS = (
    ((222, 172, 122), (186, 130, 86)),
    ((150, 104, 76), (104, 68, 50)),
    ((236, 214, 186), (206, 178, 146)),
    ((190, 186, 184), (146, 142, 146)),
)


def room(canvas: Canvas) -> Tensor:
    """A wall with a window and a picture, a wooden floor with sunlight, a rug."""
    c = canvas
    wall = c.pick(*WALLS)
    board, board_near = c.pick_set(*BOARDS)
    floor_line = c.tall * c.random(0.66, 0.70)
    picture = c.fill(wall) * (1.0 - 0.10 * (c.y / c.tall))
    side = c.sign()
    x = c.wide * (0.5 + side * c.random(0.22, 0.30))
    picture = mix(picture, c.colour(255, 250, 232), c.glow(x, 0.32 * c.tall, 0.46) * 0.55)
    picture = _window(c, picture, x, c.tall * 0.29)
    frame_x, frame_y = c.wide * (0.5 - side * c.random(0.22, 0.30)), c.tall * c.random(0.22, 0.30)
    picture = mix(
        picture,
        c.colour(176, 124, 84),
        c.box(frame_x - 0.085, frame_y - 0.075, frame_x + 0.085, frame_y + 0.075, 0.008),
    )
    art = mix(
        c.pick((250, 190, 130), (150, 200, 220), (240, 160, 160)),
        c.pick((110, 160, 120), (90, 110, 170), (250, 230, 180)),
        smooth(frame_y - 0.03, frame_y + 0.05, c.y + 0.02 * torch.sin(c.x * 40)),
    )
    picture = mix(picture, art, c.box(frame_x - 0.070, frame_y - 0.060, frame_x + 0.070, frame_y + 0.060))
    depth = ((c.y - floor_line) / (c.tall - floor_line)).clamp(0, 1)
    across = (c.x - 0.5 * c.wide) / (0.55 + 0.7 * depth)
    boards = smooth(0.975, 1.0, torch.cos(across * 34).abs())
    wood = mix(board, board_near, depth) * (1 + 0.03 * torch.sin(across * 34 * 0.5 + 1.0))
    wood = wood * (1 - 0.14 * (1 - smooth(0.0, 0.03, torch.cos(across * 34).abs())))
    wood = mix(wood, c.colour(255, 232, 186), _sunlight(c, x, floor_line, depth) * 0.45) * (1 - 0.02 * boards)
    picture = mix(picture, wood.clamp(0, 1), c.edge(floor_line - c.y))
    picture = mix(picture, c.colour(255, 252, 246), c.edge((c.y - floor_line + 0.014).abs() - 0.014))
    rug = c.pick((226, 120, 110), (110, 150, 190), (130, 170, 140), (232, 176, 100), (90, 70, 120), (236, 226, 210))
    middle = c.tall * 0.90
    picture = mix(picture, rug, c.ellipse(0.5 * c.wide, middle, 0.43 * c.wide, 0.085))
    return mix(
        picture,
        mix(rug, c.colour(255, 250, 240), 0.75),
        c.ellipse(0.5 * c.wide, middle, 0.39 * c.wide, 0.070) - c.ellipse(0.5 * c.wide, middle, 0.36 * c.wide, 0.061),
    )


def _window(c: Canvas, picture: Tensor, x: Tensor, y: float) -> Tensor:
    picture = mix(picture, c.colour(255, 255, 252), c.box(x - 0.145, y - 0.185, x + 0.145, y + 0.185, 0.01))
    sky = mix(c.colour(140, 208, 250), c.colour(226, 246, 250), smooth(y - 0.17, y + 0.1, c.y))
    sky = mix(sky, c.colour(146, 206, 130), c.edge(y + 0.09 + 0.02 * torch.sin(c.x * 18) - c.y))
    pane = c.box(x - 0.128, y - 0.168, x + 0.128, y + 0.168)
    bars = torch.maximum(c.edge((c.x - x).abs() - 0.008), c.edge((c.y - y + 0.03).abs() - 0.008))
    picture = mix(picture, sky, pane * (1 - bars))
    return mix(picture, c.colour(240, 232, 220), c.box(x - 0.17, y + 0.185, x + 0.17, y + 0.205, 0.006))


def _sunlight(c: Canvas, x: Tensor, floor_line: Tensor, depth: Tensor) -> Tensor:
    """The window's light on the floor, slanting to the middle."""
    centre = x + (0.5 * c.wide - x) * (0.3 + 0.5 * depth)
    return (
        c.edge((c.x - centre).abs() - (0.13 + 0.06 * depth), 0.02) * smooth(0.05, 0.2, depth) * smooth(0.95, 0.7, depth)
    )


def table(canvas: Canvas) -> Tensor:
    """A wooden table top before a bright, out-of-focus room."""
    c = canvas
    wall = c.pick(*WALLS)
    picture = c.fill(wall) * (1.02 - 0.16 * (c.y / c.tall))
    picture = mix(picture, c.colour(255, 251, 236), c.glow(c.wide * c.random(0.1, 0.9), 0.2 * c.tall, 0.38) * 0.7)
    for _ in range(7):
        spot = c.disc(c.wide * c.random(), c.tall * c.random(0.05, 0.55), c.random(0.04, 0.09), 0.03)
        picture = mix(picture, c.pick((255, 240, 200), (255, 255, 255), (214, 236, 214), (255, 222, 200)), spot * 0.35)
    line = c.tall * c.random(0.60, 0.66)
    depth = ((c.y - line) / (c.tall - line)).clamp(0, 1)
    across = (c.x - 0.5 * c.wide) / (0.6 + 0.6 * depth)
    grain = torch.sin(across * 42 + 1.6 * c.noise(3, 14))
    wood_far, wood_near = c.pick((216, 162, 110), (196, 142, 98), (232, 190, 140), (136, 94, 70), (240, 222, 196)), 0.80
    wood = c.fill(wood_far) * (1 - (1 - wood_near) * depth) * (1 + 0.035 * grain)
    wood = wood * (1 - 0.16 * (1 - smooth(0.0, 0.035, torch.cos(across * 20 + 0.8).abs())))
    wood = mix(wood, c.colour(255, 244, 220), c.ellipse(c.wide * 0.5, line, 0.5 * c.wide, 0.16, 0.14) * 0.25)
    picture = mix(picture, wood.clamp(0, 1), c.edge(line - c.y))
    return mix(picture, (wood_far * 1.12).clamp(0, 1), c.edge((c.y - line - 0.004).abs() - 0.005))
