# SPDX-License-Identifier: Apache-2.0
"""Guidance into the weights. A frozen copy of the trained model says what it would do with guidance (Ho and Salimans
2022), and the model learns to do that by itself (Meng et al. 2023): shapes become clean, and a picture still costs one
forward a step.

    python3 -m demo_model.training.distil --pictures P --tokenizer T --autoencoder A --weights DIR --output DIR \\
        --seconds 120

The copy's word is free of the noise that a picture's own velocity has, so some hundred steps do. Text encoder and the
answers to the strongest noise stay as they are: guidance there makes seeds alike (Kynkäänniemi et al. 2024). Since a
third of the way is not learned in the time, the weights are then stretched: moved on along it.
"""

import argparse
import copy
import itertools
import os
import time
from pathlib import Path

import torch
from torch import Tensor

from demo_model.autoencoder.latents import LatentSpace
from demo_model.distributed import FlatGradients, Workers
from demo_model.muon import MuonAndAdamW
from demo_model.pace import Pace, log
from demo_model.parts import required_parts, save_parts
from demo_model.renderer import Renderer
from demo_model.seeds import python_random, torch_random
from demo_model.training.bank import Bank, Batch, chosen_shape
from demo_model.training.objective import Objective, random_sigmas
from demo_model.training.optimiser import is_hidden, rate
from demo_model.training.prompts import LENGTHS, SHARES, PromptCoder
from demo_model.training.source import SIZES, encoded, make_job
from demo_model.world import World

STATE = "weights"
MUON_RATE, ADAM_RATE = 3e-4, 1.5e-4  # it begins trained
WARM_UP_STEPS = 10
CONSTANT_UNTIL = 0.3
LAST_RATE = 0.02
EMA_DECAY = 0.97


def stretched(before: Tensor, after: Tensor, by: float) -> Tensor:
    return before.float().lerp(after.float(), by).bfloat16()


class Distillation:
    def __init__(self, objective: Objective, coder: PromptCoder, guidance: float, below: float,
                 device: torch.device):
        self.model, self.guidance, self.below, self.device = objective, guidance, below, device
        self.teacher = copy.deepcopy(objective).eval().requires_grad_(False)
        named = list(objective.transformer.named_parameters())
        self.names, self.parameters = [f"transformer.{name}" for name, _ in named], [p for _, p in named]
        self.gradients = FlatGradients(self.parameters)
        self.optimiser = MuonAndAdamW(named, is_hidden, MUON_RATE, ADAM_RATE)
        self.average = [p.detach().clone() for p in self.parameters]
        self.empty = coder.tensors([coder.empty], LENGTHS[0], device)
        self.steps = 0

    def step(self, batch: Batch, progress: float, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        """The loss, and what it would be without any learning."""
        noise = torch.randn(batch.latents.shape, generator=generator, device=self.device)
        sigma = random_sigmas(len(batch.latents), generator)
        mix = sigma[:, None, None, None]
        noisy = (1 - mix) * batch.latents + mix * noise
        self.gradients.clear()
        with torch.autocast(self.device.type, torch.bfloat16):
            with torch.no_grad():
                prompted, _, _ = self.teacher.velocity(noisy, sigma, batch.ids, batch.lengths)
                unprompted, _, _ = self.teacher.velocity(noisy, sigma, *self.empty)
            velocity, _, _ = self.model.velocity(noisy, sigma, batch.ids, batch.lengths)
        added = self.guidance * (mix <= self.below) * (prompted.float() - unprompted.float())
        loss = (velocity.float() - prompted.float() - added).square().mean()
        loss.backward()
        self._update(progress)
        return loss.detach(), added.square().mean()

    def _update(self, progress: float) -> None:
        self.optimiser.step(rate(progress, self.steps, WARM_UP_STEPS, CONSTANT_UNTIL, LAST_RATE))
        self.steps += 1
        decay = min(EMA_DECAY, (self.steps + 1) / (self.steps + 10))
        torch._foreach_lerp_(self.average, [p.detach() for p in self.parameters], 1 - decay)

    def averaged(self) -> dict[str, Tensor]:
        return dict(zip(self.names, self.average))


def filled_bank(world: World, coder: PromptCoder, renderer: Renderer, space: LatentSpace,
                arguments: argparse.Namespace) -> Bank:
    jobs = (make_job(world, coder, arguments.chunk, "distil", index, size=SIZES[index % len(SIZES)])
            for index in itertools.count())
    items = encoded(jobs, renderer, space, "distil")
    bank = Bank(arguments.fill, len(world.label_counts), space.device)
    for _ in range(max(len(SIZES), arguments.fill // arguments.chunk)):
        bank.add(*next(items))
    return bank


def train(distillation: Distillation, bank: Bank, workers: Workers, arguments: argparse.Namespace) -> None:
    pace = Pace(workers, arguments.seconds, arguments.reserve, 0, 0)
    logged, losses = time.monotonic(), []
    while pace.goes_on(0):
        step = distillation.steps
        (height, width), length = chosen_shape(python_random("distil", step), SIZES, SHARES)
        generator = torch_random(workers.device, "distil", step)
        count = max(2, arguments.tokens // (height * width // 256))
        losses.append(distillation.step(bank.rings[height, width].draw(length, count, generator), pace.progress,
                                        generator))
        if time.monotonic() - logged > arguments.log_seconds:
            loss, nothing = (sum(values).item() / len(losses) for values in zip(*losses))
            log(workers, f"step {step} {pace.progress:.0%} loss {loss:.4f}, {loss / nothing:.0%} of what there is to learn")
            logged, losses = time.monotonic(), []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pictures", type=Path, required=True, help="tar of the subjects' pictures")
    parser.add_argument("--tokenizer", type=Path, required=True, help="tokenizer.json")
    parser.add_argument("--autoencoder", type=Path, required=True, help="autoencoder.safetensors")
    parser.add_argument("--weights", type=Path, required=True, help="folder of training.train")
    parser.add_argument("--output", type=Path, required=True, help="the same kind of folder, with guidance in it")
    parser.add_argument("--guidance", type=float, default=1.2, help="as the program counts it")
    parser.add_argument("--below", type=float, default=0.93, help="only where the noise has at most this sigma")
    parser.add_argument("--stretch", type=float, default=1.5, help="times the way that was learned; 1 leaves it so")
    parser.add_argument("--seconds", type=float, default=120, help="life of this process")
    parser.add_argument("--reserve", type=float, default=10, help="of those, for writing at the end")
    parser.add_argument("--tokens", type=int, default=65536, help="picture tokens a step")
    parser.add_argument("--fill", type=int, default=5120, help="pictures")
    parser.add_argument("--chunk", type=int, default=128, help="pictures of one job")
    parser.add_argument("--log-seconds", type=float, default=20)
    arguments = parser.parse_args()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if device.type == "cpu":
        torch.set_num_threads(os.cpu_count() or 1)
    workers = Workers(0, 1, device)
    tensors, numbers = required_parts(arguments.weights, STATE)
    world, coder = World.load(), PromptCoder(arguments.tokenizer)
    objective = Objective(coder.size, world.label_counts).to(device)
    objective.load_state_dict({name: tensor.float() for name, tensor in tensors.items()})
    objective.text_encoder.requires_grad_(False)
    space = LatentSpace.load(arguments.autoencoder, device)
    bank = filled_bank(world, coder, Renderer(world, arguments.pictures, device), space, arguments)
    log(workers, f"{bank.added} pictures")
    distillation = Distillation(objective, coder, arguments.guidance, arguments.below, device)
    train(distillation, bank, workers, arguments)
    guided = numbers | {"guidance": arguments.guidance, "guided_steps": distillation.steps, "stretch": arguments.stretch}
    learned = {name: stretched(tensors[name], average.cpu(), arguments.stretch)
               for name, average in distillation.averaged().items()}
    save_parts(arguments.output, STATE, tensors | learned, guided)
    log(workers, f"guidance of {arguments.guidance:g} learned in {distillation.steps} steps")


if __name__ == "__main__":
    main()
