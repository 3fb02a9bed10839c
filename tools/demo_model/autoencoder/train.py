# SPDX-License-Identifier: Apache-2.0
"""Trains the autoencoder from scratch, in pieces.

    torchrun --nproc-per-node gpu -m demo_model.autoencoder.train --pictures P --work DIR --seconds 500

A piece ends within --seconds, its start included. It leaves in DIR: autoencoder.safetensors (the averaged weights in
half precision, the latents' scale, and how far the training is; the next piece goes on from it), report.json and two
sheets.
"""

import argparse
import json
import time
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file

from demo_model.autoencoder.network import Autoencoder
from demo_model.autoencoder.normalisation import GroupNormSilu, use_fused
from demo_model.autoencoder.pictures import REFRESH_EVERY, SIZES, PictureBank, composed, flat
from demo_model.autoencoder.score import judge, latent_statistics
from demo_model.autoencoder.sheets import save_sheets
from demo_model.autoencoder.trainer import Losses, Trainer
from demo_model.distributed import Workers, join
from demo_model.pace import Pace, log
from demo_model.renderer import Renderer
from demo_model.seeds import python_random, seed, torch_random
from demo_model.world import World

WEIGHTS = "autoencoder.safetensors"
NUMBERS = ("step", "seconds", "scaling_factor", "shift_factor")
CUT = 192
# Small parts first: more different pictures for the same time. Whole pictures at the end, where the normalisation and
# the borders are what the program will see.
CUT_UNTIL = 0.6
FLAT_PART = 8  # one flat picture to so many composed ones
LOG_SECONDS = 20
TEST_PICTURES = 128


class Piece:
    """One run of the program."""

    def __init__(self, arguments: argparse.Namespace, workers: Workers):
        self.arguments, self.workers = arguments, workers
        torch.manual_seed(0)
        model = Autoencoder().to(workers.device).to(memory_format=torch.channels_last)
        if workers.device.type == "cuda" and not arguments.plain:
            example = torch.zeros(max(2, arguments.batch // 2), 3, CUT, CUT, device=workers.device)
            example = example.contiguous(memory_format=torch.channels_last)
            log(workers, "fused normalisation:", use_fused(workers.device, lambda: model(example).mean().backward()))
            model.zero_grad(set_to_none=True)
        GroupNormSilu.fused = not workers.any(not GroupNormSilu.fused)
        self.trainer = Trainer(model, workers, arguments.decoder_only)
        self.statistics: tuple[float, float] | None = None
        self.spent = self._resume()
        world = World.load()
        renderer = Renderer(world, arguments.pictures, workers.device)
        sizes = SIZES[:arguments.sizes]
        self.banks = [PictureBank(world, renderer, workers, size, arguments.bank, arguments.chunk) for size in sizes]
        purpose = ("autoencoder test", 256)
        self.test = torch.cat([composed(world, renderer, (256, 256), min(arguments.test, 32), *purpose, i) * 2 - 1
                               for i in range(max(1, arguments.test // 32))]) if workers.is_first else None
        log(workers, f"{len(self.banks)} banks of {arguments.bank} pictures")
        self.budget = arguments.batch * CUT * CUT
        self._fit_memory()

    def _resume(self) -> float:
        file = self.arguments.work / WEIGHTS
        if not file.exists():
            if self.arguments.decoder_only:
                raise SystemExit(f"{file} is missing: without an encoder no decoder can be trained alone")
            return 0.0
        with safe_open(file, "pt") as stored:
            numbers = {key: float(stored.metadata()[key]) for key in NUMBERS}
            self.trainer.load({name: stored.get_tensor(name) for name in stored.keys()}, int(numbers["step"]))
        if self.arguments.decoder_only:
            self.statistics = numbers["scaling_factor"], numbers["shift_factor"]
        log(self.workers, f"goes on from step {self.trainer.step_count}, {numbers['seconds']:.0f} s spent")
        return numbers["seconds"]

    def _batch(self, step: int, cut: int | None) -> tuple[torch.Tensor, torch.Tensor]:
        """All processes draw the same size at a step, so that none waits for another."""
        bank = self.banks[step % len(self.banks)]
        height, width = (cut, cut) if cut else bank.size
        count = max(2, self.budget // (height * width))
        flats = max(1, count // FLAT_PART)
        rng = python_random("batch", self.workers.rank, step)
        grounds = flat(flats, height, width, torch_random(self.workers.device, "flat", self.workers.rank, step))
        return grounds, bank.draw(count - flats, cut, rng)

    def _fit_memory(self) -> None:
        """Halves the batch until every size fits; also where the convolutions are tuned."""
        while True:
            full = False
            for step, cut in [(0, CUT), *((i, None) for i in range(len(self.banks)))]:
                try:
                    for thorough in (True, False):
                        self.trainer.backward(*self._batch(step, cut), thorough)
                except torch.cuda.OutOfMemoryError:
                    full = True
            if not self.workers.any(full):
                break
            self.budget //= 2
            self.trainer.runner.forget()
            log(self.workers, "out of memory: half the batch")

    def _step(self, progress: float) -> Losses:
        step = self.trainer.step_count
        if step % REFRESH_EVERY == 0:
            self.banks[step // REFRESH_EVERY % len(self.banks)].renew()
        batch = self._batch(step, CUT if progress < CUT_UNTIL else None)
        return self.trainer.step(*batch, progress, seed("noise", self.workers.rank, step))

    def train(self) -> None:
        arguments, trainer = self.arguments, self.trainer
        # The decoder alone is trained in one piece with a schedule of its own.
        earlier = 0.0 if arguments.decoder_only else self.spent
        self.pace = Pace(self.workers, arguments.seconds, arguments.reserve, arguments.budget, earlier)
        logged, logged_step = time.monotonic(), trainer.step_count
        while self.pace.goes_on(trainer.step_count):
            losses = self._step(self.pace.progress)
            now = time.monotonic()
            if now - logged > LOG_SECONDS and self.workers.is_first:
                each = (now - logged) / (trainer.step_count - logged_step)
                log(self.workers, f"step {trainer.step_count} {each * 1e3:.1f} ms each, {self.pace.progress:.0%}:",
                    *(f"{name} {value.item():.4f}" for name, value in vars(losses).items()))
                logged, logged_step = now, trainer.step_count
        self.spent += self.pace.spent - earlier

    @torch.no_grad()
    def finish(self) -> None:
        """Writes the weights first: whatever comes after may fail."""
        work, model = self.arguments.work, self.trainer.model
        model.load_state_dict(self.trainer.averaged())
        model.eval()
        weights = {name: tensor.half().contiguous() for name, tensor in model.state_dict().items()}
        # Judged as they are stored, in half precision, and as the program computes.
        GroupNormSilu.fused = False
        model.load_state_dict({name: tensor.float() for name, tensor in weights.items()})
        scale, shift = self.statistics or latent_statistics(model, self.test)
        numbers = {"step": self.trainer.step_count, "seconds": self.spent,
                   "scaling_factor": scale, "shift_factor": shift}
        save_file(weights, work / WEIGHTS, metadata={"format": "pt"} | {key: str(n) for key, n in numbers.items()})
        report = numbers | judge(model, self.test)
        (work / "report.json").write_text(json.dumps(report, indent=1))
        log(self.workers, json.dumps(report))
        save_sheets(model, self.test, work)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pictures", type=Path, required=True, help="tar of the subjects' pictures")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=500, help="life of this process")
    parser.add_argument("--reserve", type=float, default=30, help="of those, for writing and judging at the end")
    parser.add_argument("--budget", type=float, default=0, help="seconds of training in all pieces; 0: this one is all")
    parser.add_argument("--batch", type=int, default=48, help="cut pictures a GPU and step")
    parser.add_argument("--bank", type=int, default=1024, help="pictures of one size in memory")
    parser.add_argument("--chunk", type=int, default=128, help="pictures rendered by one call")
    parser.add_argument("--decoder-only", action="store_true", help="keep the encoder, so that latents stay valid")
    parser.add_argument("--plain", action="store_true", help="nothing compiled")
    parser.add_argument("--sizes", type=int, default=len(SIZES))
    parser.add_argument("--test", type=int, default=TEST_PICTURES)
    return parser.parse_args()


def main() -> None:
    arguments = parse()
    arguments.work.mkdir(parents=True, exist_ok=True)
    workers = join()
    piece = Piece(arguments, workers)
    piece.train()
    if workers.is_first:
        piece.finish()
    workers.close()


if __name__ == "__main__":
    main()
