# SPDX-License-Identifier: Apache-2.0
"""The styles. Two work on figure and ground before they meet (silhouette, cyberpunk), the others on the finished
picture.

Everywhere `alpha` is the figure's coverage (n, 1, H, W) and `scenic` (n, 1, 1, 1) is 1 where there is a place behind
it.
"""

import torch
import torch.nn.functional as F
from torch import Tensor

from demo_model.renderer.canvas import Canvas, blur, brightness, mix, smooth
from demo_model.renderer.colouring import straight


def silhouette(canvas: Canvas, figure: Tensor, ground: Tensor) -> Tensor:
    """Near black; on a dark ground a pale one, or it could not be seen."""
    dark = brightness(ground).mean((1, 2, 3), keepdim=True) < 0.2
    shade = torch.where(dark, canvas.colour(236, 238, 246), canvas.colour(16, 15, 22))
    return torch.cat([shade * figure[:, 3:], figure[:, 3:]], 1)


def cyberpunk_figure(canvas: Canvas, figure: Tensor) -> Tensor:
    """Indigo, magenta and cyan by brightness, with neon rims of two colours."""
    rgb, alpha = straight(figure), figure[:, 3:]
    light = brightness(rgb)
    duotone = mix(canvas.colour(36, 14, 90), canvas.colour(236, 44, 166), (light / 0.5).clamp(0, 1))
    duotone = mix(duotone, canvas.colour(130, 246, 255), ((light - 0.5) / 0.5).clamp(0, 1))
    rim = (1.9 * (1 - blur(alpha, 3))).clamp(0, 1) * alpha
    rgb = mix(mix(rgb, duotone, 0.70), _two_neons(canvas), rim * 0.9)
    return torch.cat([rgb.clamp(0, 1) * alpha, alpha], 1)


def cyberpunk_ground(canvas: Canvas, ground: Tensor, alpha: Tensor) -> Tensor:
    halo = blur(alpha, 10) * (1 - alpha)
    light = brightness(ground)
    night = mix(canvas.colour(16, 8, 56), canvas.colour(206, 50, 190), (light / 0.72).clamp(0, 1))
    night = mix(night, canvas.colour(130, 226, 255), ((light - 0.72) / 0.28).clamp(0, 1) * 0.8)
    return (mix(ground * 0.75, night, 0.62) + _two_neons(canvas) * halo * 0.75).clamp(0, 1)


def _two_neons(canvas: Canvas) -> Tensor:
    side = smooth(0.38, 0.62, canvas.x / canvas.wide)
    return mix(canvas.colour(255, 60, 200), canvas.colour(60, 240, 255), side)


def pixel(canvas: Canvas, picture: Tensor) -> Tensor:
    """Blocks of eight pixels in few, strong colours."""
    small = F.avg_pool2d(picture, 8)
    small = mix(brightness(small), small, 1.18).clamp(0, 1)
    small = (small * 11).round() / 11
    return F.interpolate(small, (canvas.height, canvas.width), mode="nearest")


def black_and_white(canvas: Canvas, picture: Tensor) -> Tensor:
    light = smooth(-0.06, 1.04, brightness(picture))
    across, down = canvas.x / canvas.wide - 0.5, canvas.y / canvas.tall - 0.5
    vignette = 1 - 0.16 * smooth(0.40, 0.75, (across**2 + down**2).sqrt())
    return (light * vignette).expand(-1, 3, -1, -1)


def ink_wash(canvas: Canvas, picture: Tensor, alpha: Tensor, scenic: Tensor, paper: Tensor) -> Tensor:
    """Diluted ink on rice paper with wet edges, a pale wash behind the figure, and a red seal."""
    light = brightness(picture)
    # Far things dissolve: the scenery is much paler than the figure.
    veil = scenic * (1 - alpha) * 0.42
    light = mix(light, torch.ones_like(light), veil)
    soft = 0.55 * light + 0.45 * blur(light, 4)
    wash = torch.exp(
        -((((canvas.x - 0.5 * canvas.wide) / 0.46) ** 2 + ((canvas.y - 0.56 * canvas.tall) / 0.36) ** 2) ** 1.4)
    )
    wash = wash * (0.10 + 0.06 * canvas.noise(5).clamp(-1, 1)) * (1 - 0.8 * scenic)
    bleeding = 0.030 * canvas.noise(7) * (1 - soft) + 0.006 * canvas.noise(60)
    outline = (blur(light, 4) - light).clamp(0, 1)
    tone = (smooth(0.0, 1.0, soft - wash + bleeding) - 1.6 * outline).clamp(0, 1)
    picture = mix(canvas.colour(30, 33, 40), paper, tone ** canvas.random(0.7, 1.8))  # much or little water
    x, y, half = canvas.wide - 0.105, canvas.tall - 0.105, 0.036
    seal = canvas.box(x - half, y - half, x + half, y + half, 0.008)
    sign = torch.maximum(
        canvas.box(x - 0.020, y - 0.022, x - 0.012, y + 0.022), canvas.box(x - 0.004, y - 0.020, x + 0.022, y - 0.012)
    )
    sign = torch.maximum(
        sign,
        canvas.box(x - 0.004, y - 0.004, x + 0.022, y + 0.022, 0.004)
        - canvas.box(x + 0.004, y + 0.004, x + 0.014, y + 0.014),
    )
    picture = mix(picture, canvas.colour(198, 44, 38), seal * 0.94)
    return mix(picture, canvas.colour(250, 240, 228), sign * seal * 0.9)


def sketch(canvas: Canvas, picture: Tensor, alpha: Tensor, scenic: Tensor, paper: Tensor) -> Tensor:
    """Graphite outlines and slanting hatches in the shade, on paper."""
    light = brightness(picture)
    lines = 2.7 * _slope(_softened(light)) * (1 + 0.35 * scenic * (1 - alpha)) + 0.9 * _slope(_softened(alpha))
    lines = _softened(smooth(0.10, 0.70, lines))  # graphite has no hard edge
    wobble = canvas.noise(6) * 0.35
    hatch = (0.5 + 0.5 * torch.sin((canvas.x + canvas.y) * 92 + wobble * 4)) * smooth(0.64, 0.12, light) * 0.28
    cross = (0.5 + 0.5 * torch.sin((canvas.x - canvas.y) * 84 + wobble * 3)) * smooth(0.36, 0.05, light) * 0.20
    where = torch.maximum(alpha, 0.30 * scenic)
    tone = (lines * 0.88 + (hatch + cross) * where + (1 - light) * 0.15 * torch.maximum(alpha, scenic)).clamp(0, 1)
    return mix(paper, canvas.colour(62, 64, 72), tone)


def _softened(picture: Tensor) -> Tensor:
    return F.avg_pool2d(F.pad(picture, (1, 1, 1, 1), mode="replicate"), 3, 1)


def _slope(picture: Tensor) -> Tensor:
    padded = F.pad(picture, (1, 1, 1, 1), mode="replicate")
    across = padded[:, :, 1:-1, 2:] - padded[:, :, 1:-1, :-2]
    down = padded[:, :, 2:, 1:-1] - padded[:, :, :-2, 1:-1]
    return (across**2 + down**2 + 1e-12).sqrt()


def watercolour(canvas: Canvas, picture: Tensor, figure: Tensor, free: Tensor) -> Tensor:
    """Transparent colour that ran a little: wavering edges, pale middles, darker rims; on bare paper a wash around it.

    `free` (n, 1, 1, 1) is 1 where neither place nor colour was asked for.
    """
    count = canvas.count
    waver = torch.cat([canvas.noise(18), canvas.noise(18)], 1) * 0.010
    grid = (
        torch.cat(
            [
                (canvas.x / canvas.wide * 2 - 1).expand(count, 1, canvas.height, canvas.width),
                (canvas.y / canvas.tall * 2 - 1).expand(count, 1, canvas.height, canvas.width),
            ],
            1,
        )
        + waver
    )
    moved = F.grid_sample(
        torch.cat([picture, figure[:, 3:]], 1),
        grid.permute(0, 2, 3, 1),
        mode="bilinear",
        padding_mode="border",
        align_corners=False,
    )
    colour, alpha = moved[:, :3], moved[:, 3:]
    colour = 0.62 * colour + 0.38 * blur(colour, 4)
    colour = mix(brightness(colour), colour, 1.30)
    colour = mix(colour, torch.ones_like(colour), canvas.random(0.12, 0.28) + 0.085 * canvas.noise(6).clamp(-1.3, 1.3))
    rim = (alpha * (1 - blur(alpha, 2.4))).clamp(0, 1)
    colour = colour * (1 - 0.55 * rim)
    wash = blur(blur(figure[:, :3] + (1 - figure[:, 3:]), 8), 16)
    blot = smooth(0.35, 0.85, blur(figure[:, 3:], 16) + 0.20 * canvas.noise(5)) * (1 - alpha) * free
    colour = mix(colour, mix(wash, torch.ones_like(wash), 0.40), blot * 0.85)
    grain = 1 + 0.007 * canvas.noise(60)
    return (colour * canvas.colour(253, 251, 246) * grain).clamp(0, 1)
