# SPDX-License-Identifier: Apache-2.0
"""Trains the judge on renders.

    torchrun --nproc-per-node gpu -m demo_model.evaluation.train_classifier --pictures P --output FILE --seconds 240
"""

import argparse
import random
import time
from pathlib import Path

import torch
from torch import Tensor, nn

from demo_model.distributed import FlatGradients, Workers, join
from demo_model.evaluation.classifier import Classifier, loss, save
from demo_model.graphs import StepRunner, Values
from demo_model.pace import Pace, log
from demo_model.renderer import Renderer
from demo_model.seeds import python_random, torch_random
from demo_model.world import Scene, World

SIZES = ((256, 256), (256, 256), (320, 256), (256, 384))
RATE = 2e-3
WARM_UP_STEPS = 100
REFRESH_EVERY = 24  # a call of the renderer takes as long as some steps
SHARE_EVERY = 200


def label_tensors(world: World, scenes: list[Scene], device: torch.device) -> dict[str, Tensor]:
    labels = [scene.labels(world) for scene in scenes]
    return {kind: torch.tensor([one[kind] for one in labels], device=device) for kind in world.label_counts}


class Renders:
    """Rendered pictures in memory, brought to one size, the oldest replaced by new ones."""

    def __init__(self, world: World, renderer: Renderer, workers: Workers, capacity: int, chunk: int):
        self.world, self.renderer, self.workers, self.chunk = world, renderer, workers, chunk
        self.pictures = torch.empty(capacity, 3, 256, 256, dtype=torch.uint8, device=workers.device)
        self.labels = {kind: torch.zeros(capacity, dtype=torch.long, device=workers.device)
                       for kind in world.label_counts}
        self.calls = 0
        for _ in range(capacity // chunk):
            self.renew()

    def renew(self) -> None:
        place = self.calls * self.chunk % len(self.pictures)
        scenes, pictures = rendered(self.world, self.renderer, SIZES[self.calls % len(SIZES)], self.chunk,
                                    "classifier", self.workers.rank, self.calls, half_composed=True)
        self.calls += 1
        pictures = nn.functional.interpolate(pictures, size=(256, 256), mode="bilinear", antialias=True)
        self.pictures[place:place + self.chunk] = (pictures.clamp(0, 1) * 255).round().byte()
        for kind, values in label_tensors(self.world, scenes, self.workers.device).items():
            self.labels[kind][place:place + self.chunk] = values

    def draw(self, count: int, generator: torch.Generator) -> tuple[Tensor, dict[str, Tensor]]:
        chosen = torch.randint(len(self.pictures), (count,), generator=generator, device=self.workers.device)
        pictures = self.renderer.augment(self.pictures[chosen].float() / 255, generator)
        return pictures, {kind: values[chosen] for kind, values in self.labels.items()}


def composed(scene: Scene) -> bool:
    return len(scene.figures) > 1 or any(figure.tint or figure.costume for figure in scene.figures)


def scenes_for(world: World, rng: random.Random, size: tuple[int, int], count: int, half_composed: bool) -> list[Scene]:
    scenes = []
    while len(scenes) < count:
        scene = world.sample(rng, *size)
        if composed(scene) or not half_composed or len(scenes) % 2:
            scenes.append(scene)
    return scenes


def rendered(world: World, renderer: Renderer, size: tuple[int, int], count: int, *purpose: object,
             half_composed: bool = False) -> tuple[list[Scene], Tensor]:
    """half_composed: at least every second scene has two figures, a costume or a colour, which are rare and hard to see."""
    scenes = scenes_for(world, python_random("scenes", *purpose), size, count, half_composed)
    return scenes, renderer(scenes, torch_random(renderer.device, "pixels", *purpose))


def train(classifier: Classifier, renders: Renders, workers: Workers, arguments: argparse.Namespace) -> None:
    parameters = list(classifier.parameters())
    workers.share_(parameters)
    gradients = FlatGradients(parameters)
    optimiser = torch.optim.AdamW(parameters, lr=RATE, weight_decay=0.02)

    def forward_and_backward(_key: object, inputs: Values) -> Tensor:
        gradients.clear()
        labels = {kind: inputs[kind] for kind in renders.labels}
        with torch.autocast(workers.device.type, torch.bfloat16, cache_enabled=False):
            scores = classifier(inputs["pictures"])
        value = loss(scores, labels)
        value.backward()
        right = (scores["subject"].argmax(1) == labels["subject"]).float().mean()
        return torch.stack([value, right]).detach()

    runner = StepRunner(forward_and_backward, workers)
    pace = Pace(workers, arguments.seconds, arguments.reserve, 0, 0)
    step, logged = 0, time.monotonic()
    while pace.goes_on(step):
        if step % REFRESH_EVERY == 0:
            renders.renew()
        if step % SHARE_EVERY == 0:
            workers.share_(parameters)
        pictures, labels = renders.draw(arguments.batch, torch_random(workers.device, "draw", workers.rank, step))
        statistics = runner("all", {"pictures": pictures.contiguous(memory_format=torch.channels_last)} | labels)
        workers.average_(gradients.buffer)
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.param_groups[0]["lr"] = RATE * max(0.005, 1 - pace.progress) * min(1, (step + 1) / WARM_UP_STEPS)
        optimiser.step()
        step += 1
        if workers.is_first and time.monotonic() - logged > 15:
            logged = time.monotonic()
            value, right = statistics.tolist()
            log(workers, f"step {step} {pace.progress:.0%} loss {value:.3f} first subject {right:.3f}")


@torch.no_grad()
def tested(classifier: Classifier, world: World, renderer: Renderer, calls: int, chunk: int) -> dict[str, float]:
    """On renders of other seeds, without augmentation: the part of the labels it finds."""
    classifier.eval()
    right: dict[str, list[Tensor]] = {}
    for call in range(calls):
        scenes, pictures = rendered(world, renderer, (256, 256), chunk, "classifier test", call)
        labels = label_tensors(world, scenes, renderer.device)
        for kind, scores in classifier(pictures).items():
            found = scores.argmax(1)
            hit = (found == labels[kind]) | ((kind == "subject") & (found == labels["second"] - 1))
            right.setdefault(kind, []).append(hit.float())
    return {kind: torch.cat(hits).mean().item() for kind, hits in right.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pictures", type=Path, required=True, help="tar of the subjects' pictures")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=240)
    parser.add_argument("--reserve", type=float, default=15)
    parser.add_argument("--batch", type=int, default=192)
    parser.add_argument("--capacity", type=int, default=16384)
    parser.add_argument("--chunk", type=int, default=256)
    parser.add_argument("--test-calls", type=int, default=8)
    arguments = parser.parse_args()
    workers = join()
    torch.manual_seed(0)
    world = World.load()
    renderer = Renderer(world, arguments.pictures, workers.device)
    renders = Renders(world, renderer, workers, arguments.capacity, arguments.chunk)
    log(workers, f"{len(renders.pictures)} pictures")
    classifier = Classifier(world.label_counts).to(workers.device).to(memory_format=torch.channels_last)
    train(classifier, renders, workers, arguments)
    if workers.is_first:
        report = tested(classifier, world, renderer, arguments.test_calls, arguments.chunk)
        save(classifier, arguments.output, report)
        log(workers, "right on fresh renders:", *(f"{kind} {value:.4f}" for kind, value in report.items()))
    workers.close()


if __name__ == "__main__":
    main()
