# SPDX-License-Identifier: Apache-2.0
"""Other augmentations than the renderer's own, for the classifier that judges the model's pictures: it must not lean on
details that only renders have (exact edges, exact colours), since a sampled picture has them a little otherwise."""

import torch
import torch.nn.functional as F
from torch import Tensor

from demo_model.renderer.canvas import Canvas, blur, brightness, mix


def augment(pictures: Tensor) -> Tensor:
    """Shifted, enlarged and turned a little, other tones, softened or sharpened, noise, a covered patch. Random
    numbers come from the device's own generator, which a captured CUDA graph may draw from."""
    count, _, height, width = pictures.shape
    canvas = Canvas(count, height, width, pictures.device, None)
    pictures = _moved(canvas, pictures)
    pictures = _toned(canvas, pictures)
    soft = blur(pictures, 2)
    pictures = mix(pictures, soft, canvas.random(-0.5, 1.0))  # below 0: sharpened
    reduced = F.interpolate(F.interpolate(pictures, scale_factor=0.5, mode="area"), (height, width), mode="bilinear")
    pictures = mix(pictures, reduced, canvas.chance(0.25))
    grain = torch.randn_like(pictures)
    blotches = canvas.noise(24, channels=3)
    pictures = pictures + grain * canvas.random(0, 0.03) + blotches * canvas.random(0, 0.025)
    return _covered(canvas, pictures).clamp(0, 1)


def _moved(canvas: Canvas, pictures: Tensor) -> Tensor:
    angle, size = canvas.random(-0.06, 0.06)[:, 0, 0, 0], canvas.random(0.92, 1.06)[:, 0, 0, 0]
    across, down = canvas.random(-0.06, 0.06)[:, 0, 0, 0], canvas.random(-0.06, 0.06)[:, 0, 0, 0]
    cosine, sine = angle.cos() * size, angle.sin() * size
    theta = torch.stack([torch.stack([cosine, -sine, across], 1), torch.stack([sine, cosine, down], 1)], 1)
    grid = F.affine_grid(theta, list(pictures.shape), align_corners=False)
    return F.grid_sample(pictures, grid, mode="bilinear", padding_mode="reflection", align_corners=False)


def _toned(canvas: Canvas, pictures: Tensor) -> Tensor:
    pictures = pictures * canvas.random(0.92, 1.08) + canvas.random(-0.04, 0.04)
    pictures = mix(brightness(pictures), pictures, canvas.random(0.85, 1.15))
    cast = torch.rand(canvas.count, 3, 1, 1, device=pictures.device, generator=canvas.generator) * 0.06 - 0.03
    return (pictures + cast).clamp(0, 1)


def _covered(canvas: Canvas, pictures: Tensor) -> Tensor:
    """Half of the pictures lose a square, so that no single place decides."""
    x, y, half = canvas.wide * canvas.random(), canvas.tall * canvas.random(), canvas.random(0.03, 0.10)
    patch = canvas.box(x - half, y - half, x + half, y + half) * canvas.chance(0.5)
    return mix(pictures, torch.rand(canvas.count, 3, 1, 1, device=pictures.device, generator=canvas.generator), patch)
