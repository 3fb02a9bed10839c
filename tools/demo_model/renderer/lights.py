# SPDX-License-Identifier: Apache-2.0
"""The four kinds of light. Backlight changes figure and ground before they meet; the others the finished picture."""

import torch
from torch import Tensor

from demo_model.renderer.canvas import Canvas, blur, brightness, mix, smooth
from demo_model.renderer.colouring import straight


def backlit_ground(canvas: Canvas, ground: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """A darker ground with the light behind the figure's shoulders, at (x, y)."""
    dim = ground * 0.70
    dim = mix(dim, canvas.colour(255, 216, 150), canvas.glow(x, y, 0.50) * 0.25)
    return mix(dim, canvas.colour(255, 248, 222), canvas.glow(x, y, 0.27) * 0.92)


def backlit_figure(canvas: Canvas, figure: Tensor) -> Tensor:
    """In its own shade, with a warm rim along the outline."""
    alpha = figure[:, 3:]
    inside = blur(alpha, 5)
    rim = (1.7 * (1 - inside)).clamp(0, 1) * alpha
    rgb = straight(figure) * 0.44
    rgb = mix(rgb, canvas.colour(255, 232, 176), (rim * 0.95).clamp(0, 1))
    return torch.cat([rgb.clamp(0, 1) * alpha, alpha], 1)


def cinematic(canvas: Canvas, picture: Tensor) -> Tensor:
    """Teal shadows and amber lights, and a strong vignette."""
    picture = smooth(-0.05, 1.04, picture)
    light = brightness(picture)
    warm = picture * canvas.colour(255, 220, 172) * 1.10
    picture = mix(picture, warm, smooth(0.25, 0.85, light) * 0.85) + canvas.colour(0, 44, 60) * (
        1 - smooth(0.0, 0.55, light)
    )
    across, down = canvas.x / canvas.wide - 0.5, canvas.y / canvas.tall - 0.5
    return picture * (1 - 0.70 * smooth(0.32, 0.78, (across**2 + down**2).sqrt()))


def soft(canvas: Canvas, picture: Tensor) -> Tensor:
    """A bloom over everything, paler and warmer, with the detail kept."""
    wide = blur(picture, 9)
    bloom = 1 - (1 - picture) * (1 - wide * 0.9)
    picture = mix(picture, bloom, 0.42)
    picture = mix(picture, canvas.colour(255, 238, 226), 0.10)
    return mix(picture, blur(picture, 3), 0.40)


def tyndall(canvas: Canvas, picture: Tensor) -> Tensor:
    """Shafts that fan out from a corner above the picture and fade toward the ground."""
    side = canvas.sign()
    from_x = canvas.wide * (0.5 - side * canvas.random(0.42, 0.62))
    across, down = (canvas.x - from_x) * side, canvas.y + 0.16
    angle = torch.atan2(across, down)
    shafts = torch.zeros_like(angle)
    for waves, strength in ((17.0, 0.60), (29.0, 0.40)):
        shafts = shafts + strength * smooth(0.1, 1.0, torch.sin(angle * waves + canvas.random(0, 6.28)))
    distance = (across**2 + down**2).sqrt()
    fan = smooth(-0.1, 0.25, angle) * smooth(1.35, 0.95, angle)
    fall = (1.15 - 0.62 * distance / canvas.tall).clamp(0, 1)
    picture = picture * 0.80 + canvas.colour(255, 240, 192) * (shafts * fan * fall * 0.52)
    source = torch.exp(-((distance / 0.45) ** 2))
    return mix(picture, canvas.colour(255, 248, 220), source * 0.65)
