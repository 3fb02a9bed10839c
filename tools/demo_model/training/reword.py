# SPDX-License-Identifier: Apache-2.0
"""Teaches the text encoder alone more ways of saying the same, when the grammar has grown after the training. The
transformer stays as it is, so two CPU cores do.

    python3 -m demo_model.training.reword --tokenizer T --weights DIR --output DIR --seconds 3000

A frozen copy says which prompts are read right already: of those every word keeps its features. Of a prompt that is
misread the features must name what is meant, and the transformer must answer as it does to a prompt of the same scene
that is read right.
"""

import argparse
import copy
import itertools
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from demo_model.distributed import Workers
from demo_model.muon import MuonAndAdamW
from demo_model.pace import Pace, log
from demo_model.parts import required_parts, save_parts
from demo_model.seeds import torch_random
from demo_model.training.objective import OTHER_WEIGHT, SUBJECT_WEIGHT, Objective, shifted
from demo_model.training.optimiser import is_hidden, rate
from demo_model.training.prompts import LENGTHS, PromptCoder, padded_length
from demo_model.training.source import Job, make_job
from demo_model.world import World

STATE = "weights"
SIZE = (192, 192)
MUON_RATE, ADAM_RATE = 5e-4, 5e-4
WARM_UP_STEPS, CONSTANT_UNTIL, LAST_RATE = 20, 0.3, 0.02
STAY_WEIGHT, VELOCITY_WEIGHT = 1.0, 4.0


@dataclass
class Prompts:
    """Of one padded length, as the frozen copy reads them. twins: for a misread one the row of one that has the same
    scene and is read right, -1 where there is none."""

    ids: Tensor
    is_word: Tensor
    labels: Tensor
    captions: Tensor
    misread: Tensor
    twins: Tensor


def twins_of(scenes: Tensor, misread: Tensor) -> Tensor:
    right = {scene: row for row, (scene, wrong) in enumerate(zip(scenes.tolist(), misread.tolist())) if not wrong}
    return torch.tensor([right.get(scene, -1) if wrong else -1
                         for scene, wrong in zip(scenes.tolist(), misread.tolist())])


class Rewording:
    def __init__(self, objective: Objective):
        self.model, self.encoder = objective.requires_grad_(False), objective.text_encoder
        self.teacher = copy.deepcopy(self.encoder)
        named = list(self.encoder.requires_grad_(True).named_parameters())
        self.optimiser = MuonAndAdamW(named, is_hidden, MUON_RATE, ADAM_RATE)
        self.steps = 0

    @torch.no_grad()
    def read(self, job: Job) -> Iterator[Prompts]:
        scenes, slots = (torch.from_numpy(job.lengths) > 0).nonzero().unbind(1)
        lengths = torch.from_numpy(job.lengths).long()[scenes, slots]
        padded = torch.tensor([padded_length(length) for length in lengths.tolist()])
        for length in LENGTHS:
            rows = (padded == length).nonzero()[:, 0]
            if len(rows) == 0:
                continue
            ids = torch.from_numpy(job.ids).long()[scenes[rows], slots[rows], :length]
            labels = torch.from_numpy(job.labels).long()[scenes[rows]]
            is_word = torch.arange(length) < lengths[rows][:, None]
            with torch.autocast("cpu", torch.bfloat16):
                captions = torch.cat([self.teacher(part) for part in ids.split(64)]).float()
                found = torch.stack([scores.argmax(1) for scores in self.model.read(captions, is_word)], 1)
            misread = ((found != labels) & (labels >= 0)).any(1)
            yield Prompts(ids, is_word, labels, captions, misread, twins_of(scenes[rows], misread))

    def step(self, prompts: Prompts, rows: Tensor, pairs: int, progress: float, generator: torch.Generator) -> Tensor:
        """What the log shows: subject and other cross-entropies, subjects found, how far features and velocities are."""
        for parameter in self.encoder.parameters():
            parameter.grad = None
        is_word, wanted = prompts.is_word[rows], prompts.captions[rows]
        with torch.autocast("cpu", torch.bfloat16):
            captions = self.encoder(prompts.ids[rows]).float()
            subject, other, found = self.model.labelled(self.model.read(captions, is_word), prompts.labels[rows])
            stays = (is_word & ~prompts.misread[rows][:, None])[..., None]
            moved = ((captions - wanted).square() * stays).sum() / (wanted.square() * stays).sum().clamp(min=1)
            twins = prompts.twins[rows]
            wrong = (twins >= 0).nonzero()[:pairs, 0]
            answer = torch.zeros(())
            if len(wrong) > 0:
                twin = twins[wrong]
                answer = self._answer_loss((captions[wrong], is_word[wrong]),
                                           (prompts.captions[twin], prompts.is_word[twin]), generator)
        loss = SUBJECT_WEIGHT * subject + OTHER_WEIGHT * other + STAY_WEIGHT * moved + VELOCITY_WEIGHT * answer
        loss.backward()
        self.optimiser.step(rate(progress, self.steps, WARM_UP_STEPS, CONSTANT_UNTIL, LAST_RATE))
        self.steps += 1
        return torch.stack([subject, other, found, moved, answer]).detach()

    def _answer_loss(self, said: tuple[Tensor, Tensor], meant: tuple[Tensor, Tensor], generator: torch.Generator) -> Tensor:
        """One step of the sampler away from pure noise, led by what is meant."""
        count = len(said[0])
        noise = torch.randn(count, 16, SIZE[0] // 8, SIZE[1] // 8, generator=generator)
        sigma = shifted(0.3 + 0.7 * torch.rand(count, generator=generator))
        with torch.no_grad():
            noisy = noise + (1 - sigma)[:, None, None, None] * self.model.transformer(noise, torch.zeros(count), *meant)
            wanted = self.model.transformer(noisy, 1 - sigma, *meant)
        return (self.model.transformer(noisy, 1 - sigma, *said).float() - wanted.float()).square().mean()


def train(rewording: Rewording, world: World, coder: PromptCoder, workers: Workers, arguments: argparse.Namespace) -> None:
    pace = Pace(workers, arguments.seconds, arguments.reserve, 0, 0)
    logged, statistics = time.monotonic(), []
    for index in itertools.count():
        job = make_job(world, coder, arguments.chunk, "reword", index, size=SIZE)
        misread = []
        for prompts in rewording.read(job):
            misread.append(prompts.misread)
            for rows in torch.randperm(len(prompts.ids), generator=torch_random("cpu", "rows", index)).split(arguments.batch):
                if not pace.goes_on(0):
                    return
                generator = torch_random("cpu", "reword", rewording.steps)
                statistics.append(rewording.step(prompts, rows, arguments.pairs, pace.progress, generator))
        if time.monotonic() - logged > arguments.log_seconds:
            subject, other, found, moved, answer = torch.stack(statistics).mean(0).tolist()
            log(workers, f"step {rewording.steps} {pace.progress:.0%} misread before {torch.cat(misread).float().mean():.3f} "
                f"subject {subject:.3f} found {found:.3f} other {other:.3f} moved {moved:.4f} answer {answer:.4f}")
            logged, statistics = time.monotonic(), []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tokenizer", type=Path, required=True, help="tokenizer.json")
    parser.add_argument("--weights", type=Path, required=True, help="folder of training.train or training.distil")
    parser.add_argument("--output", type=Path, required=True, help="the same kind of folder")
    parser.add_argument("--seconds", type=float, default=3000, help="life of this process")
    parser.add_argument("--reserve", type=float, default=5, help="of those, for writing at the end")
    parser.add_argument("--chunk", type=int, default=256, help="scenes of one job")
    parser.add_argument("--batch", type=int, default=64, help="prompts a step")
    parser.add_argument("--pairs", type=int, default=6, help="of those, misread ones whose velocity is compared")
    parser.add_argument("--log-seconds", type=float, default=60)
    arguments = parser.parse_args()
    torch.set_num_threads(os.cpu_count() or 1)
    workers = Workers(0, 1, torch.device("cpu"))
    tensors, numbers = required_parts(arguments.weights, STATE)
    world, coder = World.load(), PromptCoder(arguments.tokenizer)
    objective = Objective(coder.size, world.label_counts)
    objective.load_state_dict({name: tensor.float() for name, tensor in tensors.items()})
    rewording = Rewording(objective)
    train(rewording, world, coder, workers, arguments)
    learned = {f"text_encoder.{name}": p.detach().bfloat16() for name, p in rewording.encoder.named_parameters()}
    save_parts(arguments.output, STATE, tensors | learned, numbers | {"reworded_steps": rewording.steps})
    log(workers, f"{rewording.steps} steps")


if __name__ == "__main__":
    main()
