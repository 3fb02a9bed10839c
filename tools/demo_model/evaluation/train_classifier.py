# SPDX-License-Identifier: Apache-2.0
"""Trains the judge on renders.

    torchrun --nproc-per-node gpu -m demo_model.evaluation.train_classifier --pictures P --output FILE --seconds 240

With --earlier FILE it goes on from those weights.
"""

import argparse
import sys
import time
from pathlib import Path

import torch
from torch import Tensor, nn

from demo_model.distributed import FlatGradients, Workers, join
from demo_model.evaluation import classifier as judge
from demo_model.evaluation.classifier import Classifier
from demo_model.evaluation.renders import Renders, test_renders
from demo_model.graphs import StepRunner, Values
from demo_model.muon import MuonAndAdamW
from demo_model.pace import Pace, log
from demo_model.renderer import Renderer
from demo_model.renderer.augmentation import augment
from demo_model.seeds import torch_random
from demo_model.world import World

MUON_RATE, ADAM_RATE = 2e-3, 2e-3
WARM_UP_STEPS = 100
LAST_RATE = 0.005
REFRESH_EVERY = 20  # a call of the renderer, beside the training, takes about as long
SHARE_EVERY = 200


def is_hidden(name: str, parameter: nn.Parameter) -> bool:
    return name.startswith("blocks.") and parameter.ndim == 4


def train(classifier: Classifier, renders: Renders, workers: Workers, arguments: argparse.Namespace) -> None:
    parameters = list(classifier.parameters())
    workers.share_(parameters)
    gradients = FlatGradients(parameters)
    optimiser = MuonAndAdamW(classifier.named_parameters(), is_hidden, MUON_RATE, ADAM_RATE, (0.9, 0.999), weight_decay=0.02)

    def forward_and_backward(_key: object, inputs: Values) -> Tensor:
        gradients.clear()
        with torch.no_grad():
            pictures = augment(inputs["pictures"].float() / 255).contiguous(memory_format=torch.channels_last)
        with torch.autocast(workers.device.type, torch.bfloat16, cache_enabled=False):
            scores = classifier(pictures)
        value = judge.loss(scores, inputs)
        value.backward()
        right = (scores["subject"].argmax(1) == inputs["subject"]).float().mean()
        return torch.stack([value, right]).detach()

    runner = StepRunner(forward_and_backward, workers)
    pace = Pace(workers, arguments.seconds, arguments.reserve, 0, 0)
    step, logged, statistics, counted = 0, time.monotonic(), torch.zeros(2, device=workers.device), 0
    while pace.goes_on(step):
        if step % REFRESH_EVERY == 0 and step > 0:  # the first step is captured: nothing may run beside it
            renders.renew()
        if step % SHARE_EVERY == 0:
            workers.share_(parameters)
        pictures, labels = renders.draw(arguments.batch, torch_random(workers.device, "draw", workers.rank, step))
        statistics += runner("all", {"pictures": pictures} | labels)
        workers.average_(gradients.buffer)
        optimiser.step(arguments.peak * max(LAST_RATE, 1 - pace.progress) * min(1, (step + 1) / WARM_UP_STEPS))
        step, counted = step + 1, counted + 1
        if workers.is_first and time.monotonic() - logged > 15:
            value, right = (statistics / counted).tolist()
            log(workers, f"step {step} {pace.progress:.0%} {(time.monotonic() - logged) / counted * 1e3:.1f} ms "
                f"renders {renders.count} loss {value:.3f} first subject {right:.3f}")
            logged, counted = time.monotonic(), 0
            statistics.zero_()
    renders.feeder.close()


@torch.no_grad()
def tested(classifier: Classifier, world: World, renderer: Renderer, calls: int, chunk: int) -> dict[str, float]:
    """On renders of other seeds, without augmentation: the part of the labels it finds."""
    classifier.eval()
    right: dict[str, list[Tensor]] = {}
    for pictures, labels in test_renders(world, renderer, calls, chunk):
        labels = {kind: values.to(pictures.device) for kind, values in labels.items()}
        for kind, scores in classifier(pictures).items():
            found = scores.argmax(1)
            hit = (found == labels[kind]) | ((kind == "subject") & (found == labels["second"] - 1))
            right.setdefault(kind, []).append(hit.float())
    return {kind: torch.cat(hits).mean().item() for kind, hits in right.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pictures", type=Path, required=True, help="tar of the subjects' pictures")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--earlier", type=Path, help="a judge to begin from")
    parser.add_argument("--peak", type=float, default=1.0,
                        help="of the learning rates; below 1 for an --earlier judge that was trained to its end")
    parser.add_argument("--seconds", type=float, default=240)
    parser.add_argument("--reserve", type=float, default=15)
    parser.add_argument("--batch", type=int, default=192)
    parser.add_argument("--fill", type=int, default=4096, help="renders before the first step")
    parser.add_argument("--capacity", type=int, default=65536)
    parser.add_argument("--chunk", type=int, default=256)
    parser.add_argument("--test-calls", type=int, default=8)
    arguments = parser.parse_args()
    sys.setswitchinterval(0.0005)  # the thread that renders lets the one that trains in at once
    workers = join()
    torch.manual_seed(0)
    world = World.load()
    renderer = Renderer(world, arguments.pictures, workers.device)
    renders = Renders(world, renderer, workers, arguments.capacity, arguments.chunk)
    renders.fill(arguments.fill)
    log(workers, f"{renders.count} renders")
    classifier = (judge.load(arguments.earlier, world.label_counts, workers.device).train() if arguments.earlier
                  else Classifier(world.label_counts).to(workers.device))
    train(classifier.to(memory_format=torch.channels_last), renders, workers, arguments)
    if workers.is_first:
        report = tested(classifier, world, renderer, arguments.test_calls, arguments.chunk)
        judge.save(classifier, arguments.output, report)
        log(workers, "right on fresh renders:", *(f"{kind} {value:.4f}" for kind, value in report.items()))
    workers.close()


if __name__ == "__main__":
    main()
