# SPDX-License-Identifier: Apache-2.0
"""A batch of pictures of one size that are painted at once: coordinates, random numbers, and the small brushes that all
sceneries share. Colours are (n or 1, 3, 1 or H, 1 or W) in 0..1; masks have one channel.

Lengths are in units of the shorter side, so that a circle stays round; (0, 0) is the upper left corner."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def mix(first: Tensor, second: Tensor, amount: Tensor | float) -> Tensor:
    return first + (second - first) * amount


def smooth(start: float | Tensor, end: float | Tensor, value: Tensor) -> Tensor:
    """0 before start, 1 after end, an S between; start may lie after end."""
    position = ((value - start) / (end - start)).clamp(0, 1)
    return position * position * (3 - 2 * position)


def brightness(picture: Tensor) -> Tensor:
    return 0.299 * picture[:, :1] + 0.587 * picture[:, 1:2] + 0.114 * picture[:, 2:3]


def blur(picture: Tensor, pixels: float) -> Tensor:
    """A wide soft blur for little: reduced, smoothed twice, enlarged. `pixels` at 256; kept when smaller than 1."""
    height, width = picture.shape[-2:]
    factor = max(1, round(pixels * min(height, width) / 256))
    if factor > 1:
        small = F.interpolate(picture, (max(4, height // factor), max(4, width // factor)), mode="area")
    else:
        small = picture
    for _ in range(2):
        small = F.avg_pool2d(F.pad(small, (1, 1, 1, 1), mode="replicate"), 3, 1)
    return F.interpolate(small, (height, width), mode="bilinear", align_corners=False) if factor > 1 else small


class Canvas:
    def __init__(
        self, count: int, height: int, width: int, device: torch.device | str,
        generator: torch.Generator | None
    ) -> None:
        self.count, self.height, self.width = count, height, width
        self.device, self.generator = device, generator
        side = min(height, width)
        self.pixel = 1 / side
        self.tall, self.wide = height / side, width / side  # the lower right corner
        rows = (torch.arange(height, device=device) + 0.5) / side
        columns = (torch.arange(width, device=device) + 0.5) / side
        self.y = rows[None, None, :, None]
        self.x = columns[None, None, None, :]

    def part(self, count: int) -> Canvas:
        """The same size and generator for another number of pictures."""
        return Canvas(count, self.height, self.width, self.device, self.generator)

    # --- random numbers, one for each picture
    def random(self, low: float = 0.0, high: float = 1.0) -> Tensor:
        draw = torch.rand(self.count, 1, 1, 1, device=self.device, generator=self.generator)
        return draw * (high - low) + low

    def chance(self, probability: float) -> Tensor:
        return (self.random() < probability).float()

    def sign(self) -> Tensor:
        return torch.where(self.random() < 0.5, -1.0, 1.0)

    def noise(self, cells_across: float, cells_down: float | None = None, channels: int = 1) -> Tensor:
        """Smooth noise around 0 (deviation about 0.7) with so many waves along the shorter side."""
        rows = max(2, round((cells_down or cells_across) * self.tall))
        columns = max(2, round(cells_across * self.wide))
        grid = torch.randn(self.count, channels, rows, columns, device=self.device, generator=self.generator)
        return F.interpolate(grid, (self.height, self.width), mode="bicubic", align_corners=False)

    # --- colours
    def colour(self, red: int, green: int, blue: int) -> Tensor:
        return torch.tensor([red, green, blue], device=self.device).float()[None, :, None, None] / 255

    def pick(self, *colours: tuple[int, int, int]) -> Tensor:
        """One of these colours for each picture."""
        choices = torch.tensor(colours, device=self.device).float() / 255
        which = torch.randint(len(colours), (self.count,), device=self.device, generator=self.generator)
        return choices[which][:, :, None, None]

    def fill(self, colour: Tensor) -> Tensor:
        return colour.expand(self.count, 3, self.height, self.width)

    def pick_set(self, *sets: tuple[tuple[int, int, int], ...]) -> tuple[Tensor, ...]:
        """Colours that belong together: one of these sets for each picture."""
        choices = torch.tensor(sets, device=self.device).float() / 255
        which = torch.randint(len(sets), (self.count,), device=self.device, generator=self.generator)
        return choices[which, :, :, None, None].unbind(1)

    def vertical(self, *stops: tuple[float, Tensor], position: Tensor | None = None) -> Tensor:
        """A gradient from top to bottom; stops are fractions of the height."""
        down = self.y / self.tall if position is None else position
        result = stops[0][1]
        for (start, _), (end, colour) in zip(stops, stops[1:]):
            result = mix(result, colour, ((down - start) / (end - start)).clamp(0, 1))
        return self.fill(result)

    # --- shapes: masks in 0..1 with edges one and a half pixels wide
    def edge(self, distance: Tensor, soft: float = 0.0) -> Tensor:
        """1 where distance is negative."""
        reach = max(soft, 0.75 * self.pixel)
        return smooth(reach, -reach, distance)

    def disc(self, x: Tensor | float, y: Tensor | float, radius: Tensor | float, soft: float = 0.0) -> Tensor:
        return self.edge(((self.x - x) ** 2 + (self.y - y) ** 2).sqrt() - radius, soft)

    def ellipse(
        self, x: Tensor | float, y: Tensor | float, across: Tensor | float, down: Tensor | float, soft: float = 0.0
    ) -> Tensor:
        distance = (((self.x - x) / across) ** 2 + ((self.y - y) / down) ** 2).sqrt() - 1
        smaller = torch.minimum(torch.as_tensor(across, device=self.device), torch.as_tensor(down, device=self.device))
        return self.edge(distance * smaller, soft)

    def glow(self, x: Tensor | float, y: Tensor | float, radius: Tensor | float) -> Tensor:
        return torch.exp(-((self.x - x) ** 2 + (self.y - y) ** 2) / radius**2)

    def box(
        self,
        left: Tensor | float,
        top: Tensor | float,
        right: Tensor | float,
        bottom: Tensor | float,
        round_by: float = 0.0,
        soft: float = 0.0,
    ) -> Tensor:
        across = (self.x - (left + right) / 2).abs() - (right - left) / 2 + round_by
        down = (self.y - (top + bottom) / 2).abs() - (bottom - top) / 2 + round_by
        outside = (across.clamp(min=0) ** 2 + down.clamp(min=0) ** 2).sqrt()
        return self.edge(outside + torch.maximum(across, down).clamp(max=0) - round_by, soft)

    def wave_line(self, level: Tensor | float, height: float, waves: tuple[float, float]) -> Tensor:
        """A gently waving line across the picture: its y at each x. level is in units."""
        first, second = self.random(*waves), self.random(waves[1], waves[1] * 1.8)
        phase_1, phase_2 = self.random(0, 2 * math.pi), self.random(0, 2 * math.pi)
        return level + height * (
            0.7 * torch.sin(self.x * first * math.pi + phase_1) + 0.3 * torch.sin(self.x * second * math.pi + phase_2)
        )

    def ridge_line(self, level: Tensor | float, height: float, peaks: float) -> Tensor:
        """A mountain's outline: straight flanks between random summits, roughened."""
        count = max(2, round(peaks * self.wide)) + 1
        tops = torch.rand(self.count, 1, 1, 2 * count + 1, device=self.device, generator=self.generator)
        tops[..., 1::2] = 0.15 * tops[..., 1::2]  # every second corner is a valley
        tops[..., 0::2] = 0.45 + 0.55 * tops[..., 0::2]
        shift = torch.rand(self.count, 1, 1, 1, device=self.device, generator=self.generator)
        place = (self.x / self.wide) * (2 * count - 2) + 2 * shift
        low = place.floor().long().clamp(0, 2 * count - 1)
        within = place - low
        row = tops.expand(-1, 1, 1, -1)
        start, end = row.gather(3, low), row.gather(3, (low + 1).clamp(max=2 * count))
        rough = self.noise(26, 0.01)[:, :, :1] * 0.012 + self.noise(9, 0.01)[:, :, :1] * 0.02
        return level - height * mix(start, end, within) + rough

    def under(self, line: Tensor, soft: float = 0.0) -> Tensor:
        return self.edge(line - self.y, soft)
