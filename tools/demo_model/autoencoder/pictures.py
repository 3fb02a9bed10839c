# SPDX-License-Identifier: Apache-2.0
"""Pictures that the autoencoder learns from: composed ones out of a bank on the GPU, and flat ones."""

import random

import torch
from torch import Tensor

from demo_model.distributed import Workers
from demo_model.renderer import Renderer
from demo_model.seeds import python_random, torch_random
from demo_model.world import World

# Height and width. The square one twice: it is what most people make.
SIZES = ((256, 256), (320, 320), (256, 256), (256, 384), (384, 256))
# A call of the renderer costs as much for one picture as for a hundred: few, large calls, and every picture is used
# several times, each time cut elsewhere.
REFRESH_EVERY = 80


class PictureBank:
    """Pictures of one size, bytes in the GPU's memory, renewed from time to time."""

    def __init__(self, world: World, renderer: Renderer, workers: Workers, size: tuple[int, int], count: int,
                 chunk: int):
        self.world, self.renderer, self.workers, self.size = world, renderer, workers, size
        self.chunk, self.calls, self.next = chunk, 0, 0
        self.pictures = torch.empty(count, 3, *size, dtype=torch.uint8, device=workers.device)
        for _ in range(0, count, chunk):
            self.renew()

    def renew(self) -> None:
        purpose = ("autoencoder", self.workers.rank, *self.size, self.calls)
        self.calls += 1
        rendered = composed(self.world, self.renderer, self.size, self.chunk, *purpose)
        last = min(self.next + self.chunk, len(self.pictures))
        self.pictures[self.next:last] = (rendered[:last - self.next] * 255).round().byte()
        self.next = last % len(self.pictures)

    def draw(self, count: int, cut: int | None, rng: random.Random) -> Tensor:
        """In -1..1, mirrored or not; cut: the side of a square part from any place, or None for whole pictures."""
        height, width = self.size
        chosen = torch.tensor([rng.randrange(len(self.pictures)) for _ in range(count)], device=self.workers.device)
        batch = self.pictures[chosen]
        if cut is not None:
            top, left = rng.randrange(height - cut + 1), rng.randrange(width - cut + 1)
            batch = batch[:, :, top:top + cut, left:left + cut]
        if rng.random() < 0.5:
            batch = batch.flip(3)
        return batch.float() / 127.5 - 1


def composed(world: World, renderer: Renderer, size: tuple[int, int], count: int, *purpose: object) -> Tensor:
    """Pictures in 0..1 for a purpose; the same purpose gives the same pictures."""
    rng = python_random("scenes", *purpose)
    scenes = [world.sample(rng, *size) for _ in range(count)]
    return renderer(scenes, torch_random(renderer.device, "pixels", *purpose))


def flat(count: int, height: int, width: int, generator: torch.Generator) -> Tensor:
    """Pictures of one colour in -1..1: any colour, often with parts at their end, where the network has to reach
    farthest; and as often a pale or a dark colour or a grey, as grounds are."""
    colours = torch.rand(count, 3, generator=generator, device=generator.device)
    grey = torch.rand(count, 1, generator=generator, device=generator.device)
    kind = torch.arange(count, device=generator.device)[:, None] % 4
    colours = torch.where(kind == 0, (colours * 1.6 - 0.3).clamp(0, 1), colours)
    colours = torch.where(kind == 1, 0.75 + 0.25 * colours, colours)
    colours = torch.where(kind == 2, 0.25 * colours, colours)
    colours = torch.where(kind == 3, (grey * 1.4 - 0.2).clamp(0, 1), colours)  # often wholly black or white
    return (colours * 2 - 1)[:, :, None, None].expand(count, 3, height, width)
