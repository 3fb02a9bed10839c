# SPDX-License-Identifier: Apache-2.0
"""Trains text encoder and transformer together from scratch, in pieces.

    torchrun --nproc-per-node gpu -m demo_model.training.train --pictures P --tokenizer T --autoencoder A \\
        --work DIR --seconds 530 --budget 1500

A piece ends within --seconds. In DIR it keeps weights.json with its parts (the averaged weights: what travels and what
is exported), sheet.jpg, report.json and log lines; in --scratch, on the machine alone, everything to go on exactly.
"""

import argparse
import itertools
import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import torch

from demo_model.autoencoder.latents import LatentSpace
from demo_model.autoencoder.sheets import tile
from demo_model.distributed import FlatGradients, Workers, join
from demo_model.feeder import Feeder
from demo_model.graphs import StepRunner
from demo_model.pace import Pace, log
from demo_model.parts import load_numbers, load_parts, save_parts
from demo_model.renderer import Renderer
from demo_model.seeds import python_random, torch_random
from demo_model.training.bank import Bank, Batch, chosen_shape
from demo_model.training.earlier import begin_from, trained_steps
from demo_model.training.objective import EMPTY_SHARE, Objective, compile_blocks, random_sigmas
from demo_model.training.optimiser import Optimiser
from demo_model.training.prompts import LENGTHS, SHARES, PromptCoder
from demo_model.training.sampler import sample
from demo_model.training.source import SIZES, Source, encoded, make_job
from demo_model.world import World

STATE, SCRATCH = "weights", "state.pt"
REFRESH_EVERY = 20  # steps for each job, whose rendering and encoding take the GPU from the steps
SHARE_EVERY = 1000
LABEL_WEIGHT, LATE_LABEL_WEIGHT, LATE = 0.15, 0.04, 0.3
SHEET_COLUMNS = 8


@dataclass(frozen=True)
class Shape:
    height: int
    width: int
    length: int  # of the padded prompt
    count: int


class Piece:
    """One run of the program."""

    def __init__(self, arguments: argparse.Namespace, workers: Workers, source: Source, world: World):
        self.arguments, self.workers, self.world = arguments, workers, world
        self.device = workers.device
        self.coder = PromptCoder(arguments.tokenizer)
        self.renderer = Renderer(world, arguments.pictures, self.device)
        self.space = LatentSpace.load(arguments.autoencoder, self.device)
        torch.manual_seed(0)
        self.objective = Objective(self.coder.size, world.label_counts).to(self.device)
        self.optimiser = Optimiser(self.objective, arguments.peak)
        self.spent = self._resume()
        workers.share_(self.optimiser.parameters)
        self.gradients = FlatGradients(self.optimiser.parameters)
        self.runner = StepRunner(self._forward_and_backward, workers)
        if self.device.type == "cuda" and arguments.compile:
            compile_blocks()
        self.bank = Bank(arguments.capacity, len(world.label_counts), self.device)
        items = encoded(source.jobs(), self.renderer, self.space, workers.rank, self.optimiser.step_count)
        self.feeder = Feeder(items, self.device)
        self.tokens = arguments.tokens
        self.empty_ids, self.empty_lengths = self.coder.tensors([self.coder.empty], LENGTHS[0], self.device)

    def _resume(self) -> float:
        """From the machine's own state if it is there, else from what travelled, else from an earlier model, else from
        nothing."""
        exact = self.arguments.scratch / SCRATCH
        if exact.exists():
            state = torch.load(exact, map_location=self.device, weights_only=True)
            self.optimiser.load(state)
            spent = state["seconds"]
        elif found := load_parts(self.arguments.work, STATE):
            tensors, numbers = found
            self.optimiser.load_averaged(tensors, numbers["step"])
            spent = numbers["seconds"]
        else:
            if folder := self.arguments.earlier:
                explained = begin_from(folder, self.objective, self.coder.tokenizer, self.space, self.world,
                                       self.renderer)
                self.optimiser.take_as_average()
                self.optimiser.step_count = trained_steps(folder)
                log(self.workers, f"begins from {folder}, whose latents the new ones explain to {explained:.0%}")
            return 0.0
        log(self.workers, f"goes on from step {self.optimiser.step_count}, {spent:.0f} s spent")
        return spent

    # ---- pictures
    def fill(self) -> None:
        begin = time.monotonic()
        for _ in range(max(len(SIZES), self.arguments.fill // self.arguments.chunk)):
            self.bank.add(*self.feeder.now())
        log(self.workers, f"{self.bank.added} pictures in {time.monotonic() - begin:.0f} s")

    def prepare_validation(self) -> None:
        """Pictures and prompts from seeds that no training draws from; always the same ones."""
        self.held_out = Bank(self.arguments.validation, len(self.world.label_counts), self.device)
        for index in range(max(1, self.arguments.validation // self.arguments.chunk)):
            job = make_job(self.world, self.coder, self.arguments.chunk, "validation", index, size=SIZES[0])
            generator = torch_random(self.device, "validation", index)
            self.held_out.add(self.space.encode(self.renderer(job.scenes, generator)), job)

    # ---- steps
    def _inputs(self, batch: Batch, generator: torch.Generator) -> dict[str, torch.Tensor]:
        count, length = batch.ids.shape
        noise = torch.randn(batch.latents.shape, generator=generator, device=self.device)
        sigma = random_sigmas(count, generator)
        mix = sigma[:, None, None, None]
        if length == LENGTHS[0]:
            empty = torch.rand(count, generator=generator, device=self.device) < EMPTY_SHARE
            batch.ids = torch.where(empty[:, None], self.empty_ids, batch.ids)
            batch.lengths = torch.where(empty, self.empty_lengths, batch.lengths)
            batch.labels = torch.where(empty[:, None], -1, batch.labels)
        late = self.pace.progress > LATE
        return {"noisy": (1 - mix) * batch.latents + mix * noise, "target": batch.latents - noise, "sigma": sigma,
                "ids": batch.ids, "lengths": batch.lengths, "labels": batch.labels,
                "label_weight": torch.full((), LATE_LABEL_WEIGHT if late else LABEL_WEIGHT, device=self.device)}

    def _shape(self, step: int) -> Shape:
        (height, width), length = chosen_shape(python_random("shape", step), SIZES, SHARES)
        tokens = height * width // 256
        return Shape(height, width, length, max(2, self.tokens // tokens // 8 * 8))

    def _forward_and_backward(self, _shape: Shape, inputs: dict[str, torch.Tensor]) -> torch.Tensor:
        self.gradients.clear()
        with torch.autocast(self.device.type, torch.bfloat16, cache_enabled=False):
            loss, statistics = self.objective(**inputs)
        loss.backward()
        return statistics

    def _run(self, shape: Shape, step: int) -> torch.Tensor:
        generator = torch_random(self.device, "step", self.workers.rank, step)
        ring = self.bank.rings[shape.height, shape.width]
        return self.runner(shape, self._inputs(ring.draw(shape.length, shape.count, generator), generator))

    def _new_pace(self) -> Pace:
        arguments = self.arguments
        return Pace(self.workers, arguments.seconds, arguments.reserve, arguments.budget, self.spent)

    def warm_up(self) -> None:
        """Compiles and captures every shape before the first step; halves the batch until all fit."""
        self.pace = self._new_pace()
        while True:
            full = False
            try:
                for (height, width), length in itertools.product(dict.fromkeys(SIZES), reversed(LENGTHS)):
                    count = max(2, self.tokens // (height * width // 256) // 8 * 8)
                    self._run(Shape(height, width, length, count), 0)
            except torch.cuda.OutOfMemoryError:
                full = True
            if not self.workers.any(full):
                break
            self.tokens //= 2
            self.runner.forget()
            log(self.workers, "out of memory: half the batch")
        log(self.workers, f"ready, {self.tokens // 256} square pictures a step and GPU")

    def train(self) -> None:
        optimiser, arguments = self.optimiser, self.arguments
        self.pace = self._new_pace()
        statistics, counted = torch.zeros(4, device=self.device), 0
        logged = shown = saved = time.monotonic()
        while self.pace.goes_on(optimiser.step_count):
            step = optimiser.step_count
            if step % REFRESH_EVERY == 0:
                self.bank.add(*self.feeder.next())
            if step % SHARE_EVERY == 0:
                # Equal gradients keep the processes together to the last bits; this keeps the last bits from adding up.
                self.workers.share_(optimiser.parameters)
            statistics += self._run(self._shape(step), step)
            self.workers.average_(self.gradients.buffer)
            optimiser.step(self.pace.progress)
            counted += 1
            now = time.monotonic()
            if self.workers.is_first and now - logged > arguments.log_seconds:
                self._log_statistics(statistics / counted, (now - logged) / counted)
                statistics.zero_()
                logged, counted = now, 0
            if self.workers.is_first and now - saved > arguments.save_seconds:
                self.save()
                saved = time.monotonic()
            if self.workers.is_first and now - shown > arguments.sheet_seconds:
                self.show()
                shown = time.monotonic()
        self.spent = self.pace.spent
        self.feeder.close()

    def _log_statistics(self, means: torch.Tensor, seconds: float) -> None:
        flow, subject, other, found = means.tolist()
        log(self.workers, f"step {self.optimiser.step_count} {self.pace.progress:.1%} {seconds * 1e3:.1f} ms "
            f"bank {self.bank.added} flow {flow:.4f} subject {subject:.3f} found {found:.3f} other {other:.3f}")

    # ---- what is left behind
    def save(self) -> None:
        numbers = {"step": self.optimiser.step_count, "seconds": self.pace.spent}
        save_parts(self.arguments.work, STATE, self.optimiser.averaged(), numbers)
        unfinished = self.arguments.scratch / (SCRATCH + ".new")
        torch.save(self.optimiser.state() | {"seconds": self.pace.spent}, unfinished)
        unfinished.rename(self.arguments.scratch / SCRATCH)

    @torch.no_grad()
    def show(self) -> None:
        """Validation loss and a sheet, with the averaged weights; without compiled code, which knows no such sizes."""
        prompts = self.arguments.prompts.read_text(encoding="utf-8").splitlines()
        self.optimiser.swap_average()
        with torch.compiler.set_stance("force_eager"):
            loss = self._validation_loss()
            pictures = self.space.decode(sample(self.objective, self.coder, prompts))
        self.optimiser.swap_average()
        tile(pictures, SHEET_COLUMNS).save(self.arguments.work / "sheet.jpg", quality=80)
        report = {"step": self.optimiser.step_count, "seconds": self.pace.spent, "validation": loss}
        with open(self.arguments.work / "report.jsonl", "a") as lines:
            lines.write(json.dumps(report) + "\n")
        log(self.workers, f"validation flow {loss:.4f}")

    def _validation_loss(self) -> float:
        generator = torch_random(self.device, "validation noise")
        total, batches = 0.0, 8
        for index in range(batches):
            batch = self.held_out.rings[SIZES[0]].draw(LENGTHS[index % 2], self.arguments.chunk, generator)
            inputs = self._inputs(batch, generator)
            with torch.autocast(self.device.type, torch.bfloat16):
                total += self.objective(**inputs)[1][0].item()
        return total / batches


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pictures", type=Path, required=True, help="tar of the subjects' pictures")
    parser.add_argument("--tokenizer", type=Path, required=True, help="tokenizer.json")
    parser.add_argument("--autoencoder", type=Path, required=True, help="autoencoder.safetensors")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--scratch", type=Path, help="for what is too large to travel; default: scratch in --work")
    parser.add_argument("--prompts", type=Path, default=Path(__file__).with_name("sheet.txt"),
                        help="one a line, for the sheets")
    parser.add_argument("--earlier", type=Path, help="exported folder of the same shape to begin from")
    parser.add_argument("--seconds", type=float, default=530, help="life of this process")
    parser.add_argument("--reserve", type=float, default=20, help="of those, for writing at the end")
    parser.add_argument("--budget", type=float, default=0, help="seconds of training in all pieces; 0: this one is all")
    parser.add_argument("--peak", type=float, default=1.0,
                        help="of the learning rates; below 1 for an --earlier model that was trained to its end")
    parser.add_argument("--tokens", type=int, default=65536, help="picture tokens a GPU and step")
    parser.add_argument("--fill", type=int, default=7680, help="pictures before the first step")
    parser.add_argument("--chunk", type=int, default=256, help="pictures of one job")
    parser.add_argument("--capacity", type=int, default=200_000, help="pictures of 256 by 256 in memory")
    parser.add_argument("--validation", type=int, default=2048)
    parser.add_argument("--sources", type=int, default=0, help="processes that write prompts; 0: as the cores allow")
    parser.add_argument("--log-seconds", type=float, default=20)
    parser.add_argument("--save-seconds", type=float, default=200)
    parser.add_argument("--sheet-seconds", type=float, default=200)
    parser.add_argument("--no-compile", dest="compile", action="store_false")
    arguments = parser.parse_args()
    arguments.scratch = arguments.scratch or arguments.work / "scratch"
    return arguments


def main() -> None:
    arguments = parse()
    for folder in (arguments.work, arguments.scratch):
        folder.mkdir(parents=True, exist_ok=True)
    processes = int(os.environ.get("WORLD_SIZE", 1))
    rank = int(os.environ.get("LOCAL_RANK", 0))
    sources = arguments.sources or max(1, min(14, (os.cpu_count() or 2) // processes - 2))
    # The start's time would not repeat; what was done before does.
    earlier = trained_steps(arguments.earlier) if arguments.earlier else 0
    start = load_numbers(arguments.work, STATE).get("step", earlier)
    (arguments.work / "finished").unlink(missing_ok=True)
    sys.setswitchinterval(0.0005)  # the thread that renders lets the one that trains in at once
    source = Source(arguments.tokenizer, arguments.chunk, rank, start, sources)
    workers = join()
    piece = Piece(arguments, workers, source, World.load())
    piece.fill()
    if workers.is_first:
        piece.prepare_validation()
    piece.warm_up()
    piece.train()
    if workers.is_first:
        piece.save()
        piece.show()
        (arguments.work / "finished").touch()
    source.close()
    workers.close()


if __name__ == "__main__":
    main()
