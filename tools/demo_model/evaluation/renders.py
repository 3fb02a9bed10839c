# SPDX-License-Identifier: Apache-2.0
"""What the judge learns from: rendered pictures and what they show."""

import itertools
import random
from collections.abc import Iterator

import torch
from torch import Tensor

from demo_model.distributed import Workers
from demo_model.evaluation.classifier import SIDE, to_side
from demo_model.feeder import Feeder
from demo_model.renderer import Renderer
from demo_model.seeds import python_random, torch_random
from demo_model.world import Scene, World

SIZES = ((256, 256), (256, 256), (320, 256), (256, 384))

Labels = dict[str, Tensor]


def composed(scene: Scene) -> bool:
    return len(scene.figures) > 1 or any(figure.tint or figure.costume for figure in scene.figures)


def half_composed(world: World, rng: random.Random, size: tuple[int, int], count: int) -> list[Scene]:
    """At least every second scene has two figures, a costume or a colour, which are rare and hard to see."""
    scenes = []
    while len(scenes) < count:
        scene = world.sample(rng, *size)
        if composed(scene) or len(scenes) % 2:
            scenes.append(scene)
    return scenes


def label_tensors(world: World, scenes: list[Scene]) -> Labels:
    """In the processor's memory: what a feeder's thread leaves on the GPU would have to outlive its stream."""
    labels = [scene.labels(world) for scene in scenes]
    return {kind: torch.tensor([one[kind] for one in labels]) for kind in world.label_counts}


def training_renders(world: World, renderer: Renderer, chunk: int, rank: int) -> Iterator[tuple[Tensor, Labels]]:
    """Bytes, of the judge's size."""
    for call in itertools.count():
        purpose = ("classifier", rank, call)
        scenes = half_composed(world, python_random("scenes", *purpose), SIZES[call % len(SIZES)], chunk)
        pictures = to_side(renderer(scenes, torch_random(renderer.device, "pixels", *purpose)))
        yield (pictures.clamp(0, 1) * 255).round().byte(), label_tensors(world, scenes)


def test_renders(world: World, renderer: Renderer, calls: int, chunk: int) -> Iterator[tuple[Tensor, Labels]]:
    """Scenes as the world draws them."""
    for call in range(calls):
        rng = python_random("scenes", "classifier test", call)
        scenes = [world.sample(rng, 256, 256) for _ in range(chunk)]
        pictures = renderer(scenes, torch_random(renderer.device, "pixels", "classifier test", call))
        yield pictures, label_tensors(world, scenes)


class Renders:
    """Rendered pictures in memory, the oldest replaced by new ones."""

    def __init__(self, world: World, renderer: Renderer, workers: Workers, capacity: int, chunk: int):
        self.chunk, self.device = chunk, workers.device
        self.pictures = torch.empty(capacity, 3, SIDE, SIDE, dtype=torch.uint8, device=self.device)
        self.labels = {kind: torch.zeros(capacity, dtype=torch.long, device=self.device)
                       for kind in world.label_counts}
        self.feeder = Feeder(training_renders(world, renderer, chunk, workers.rank), self.device)
        self.count = 0

    def fill(self, count: int) -> None:
        while self.count < count:
            self._add(*self.feeder.now())

    def renew(self) -> None:
        self._add(*self.feeder.next())

    def _add(self, pictures: Tensor, labels: Labels) -> None:
        start = self.count % len(self.pictures)
        place = slice(start, min(start + self.chunk, len(self.pictures)))
        self.pictures[place] = pictures[:place.stop - place.start]
        for kind, values in labels.items():
            self.labels[kind][place] = values[:place.stop - place.start].to(self.device)
        self.count += place.stop - place.start

    def draw(self, count: int, generator: torch.Generator) -> tuple[Tensor, Labels]:
        present = min(self.count, len(self.pictures))
        chosen = torch.randint(present, (count,), generator=generator, device=self.device)
        return self.pictures[chosen], {kind: values[chosen] for kind, values in self.labels.items()}
