# SPDX-License-Identifier: Apache-2.0
"""Colours of a figure: small differences between pictures of the same thing, and a colour that the prompt asks for."""

import math

import torch
from torch import Tensor

from demo_model.renderer.canvas import Canvas, brightness, mix


def straight(figure: Tensor) -> Tensor:
    """The colours of premultiplied RGBA."""
    return figure[:, :3] / figure[:, 3:].clamp(min=0.02)


def vary(canvas: Canvas, figure: Tensor) -> Tensor:
    """A slightly other hue, saturation and brightness, so that two seeds do not show the very same thing."""
    hue, saturation, light = canvas.random(-0.12, 0.12), canvas.random(0.78, 1.14), canvas.random(0.76, 1.12)
    rgb = straight(figure)
    grey = brightness(rgb)
    chroma = rgb - grey
    # A turn around the grey axis, to first order exact for small angles: the cross product with (1, 1, 1) / sqrt 3.
    turned = torch.stack([chroma[:, 2] - chroma[:, 1], chroma[:, 0] - chroma[:, 2], chroma[:, 1] - chroma[:, 0]], 1)
    chroma = chroma * hue.cos() + turned * (hue.sin() / math.sqrt(3))
    rgb = ((grey + chroma * saturation) * light).clamp(0, 1)
    return torch.cat([rgb * figure[:, 3:], figure[:, 3:]], 1)


def tinted(figure: Tensor, colour: Tensor) -> Tensor:
    """Painted in one colour (n, 3, 1, 1): dark parts stay dark, bright parts nearly white, a trace of the old colours
    stays."""
    rgb = straight(figure)
    light = brightness(rgb)
    seen = figure[:, 3:].clamp(0, 1)
    average = (light * seen).sum((2, 3), keepdim=True) / seen.sum((2, 3), keepdim=True).clamp(min=1)
    middle = average.clamp(0.30, 0.72)
    dark = colour * (0.22 + 0.78 * light / middle)
    bright = mix(colour, torch.ones_like(colour), ((light - middle) / (1 - middle)).clamp(0, 1) * 0.72)
    painted = torch.where(light < middle, dark, bright)
    return torch.cat([mix(rgb, painted, 0.88).clamp(0, 1) * figure[:, 3:], figure[:, 3:]], 1)
