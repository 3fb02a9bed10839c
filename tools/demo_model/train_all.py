# SPDX-License-Identifier: Apache-2.0
"""All trainings in a row, in the time that there is.

    python3 -m demo_model.train_all --pictures P --tokenizer DIR --work DIR --seconds 1700 [--earlier FOLDER]

What --work holds already goes on, and the autoencoder of --earlier is taken over if it is of this kind: then its decoder
alone is trained, last and only for --decoder of the time, since the transformer needs nothing but the encoder. The judge
of the evaluation learns beside the transformer: on the last of several GPUs, or on the only one in the first minutes.
Each stage writes DIR/STAGE.log; one that fails does not keep the others from their turn.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

import torch

from demo_model.autoencoder.latents import take_over
from demo_model.autoencoder.train import WEIGHTS
from demo_model.parts import load_numbers

AUTOENCODER = 0.40  # of the whole time, from nothing
JUDGE_SECONDS, JUDGE_SHARE = 420, 0.40  # where it shares the transformer's GPU
MORE_JUDGE_SECONDS = 200  # where it goes on: while the transformer starts
GUIDANCE_SECONDS, GUIDANCE_SHARE = 145, 0.20  # for distil
TRAINED_PEAK = 0.7  # of the learning rates, for a transformer or judge that was trained before
STARTED = time.monotonic()


class Stages:
    def __init__(self, arguments: argparse.Namespace):
        self.arguments = arguments
        self.autoencoder = arguments.work / "autoencoder"
        self.gpus = [str(number) for number in range(torch.cuda.device_count())]

    def left(self, share: float) -> int:
        return int(STARTED + share * self.arguments.seconds - time.monotonic())

    def start(self, stage: str, module: str, seconds: float, gpus: list[str], *options: object) -> subprocess.Popen:
        """One process for each of the GPUs, or one on the processor if there are none."""
        processes = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", len(gpus)]
        command = [sys.executable, *(processes if len(gpus) > 1 else []), "-m", f"demo_model.{module}", "--pictures",
                   self.arguments.pictures, "--seconds", max(1, int(seconds)), *options]
        with open(self.arguments.work / f"{stage}.log", "w") as log:
            return subprocess.Popen([str(word) for word in command], stdout=log, stderr=subprocess.STDOUT,
                                    env=os.environ | {"CUDA_VISIBLE_DEVICES": ",".join(gpus)})

    def finish(self, stage: str, process: subprocess.Popen) -> None:
        status = process.wait()
        end = "done" if status == 0 else f"failed ({status}), see {stage}.log"
        print(f"[{time.monotonic() - STARTED:5.0f} s] {stage}: {end}", flush=True)

    def train_autoencoder(self, share: float, *options: str) -> None:
        stage = "decoder" if options else "autoencoder"
        self.finish(stage, self.start(stage, "autoencoder.train", self.left(share), self.gpus, "--work",
                                      self.autoencoder, *options))

    def train_transformer(self, share: float) -> None:
        """And the judge."""
        arguments, seconds = self.arguments, self.left(share)
        shares = len(self.gpus) < 2
        judge = self._start_judge(seconds, shares)
        begin = ["--earlier", arguments.earlier] if arguments.earlier else []
        if arguments.earlier or load_numbers(arguments.work / "training", "weights"):
            begin += ["--peak", TRAINED_PEAK]
        training = self.start("training", "training.train", seconds, self.gpus if shares else self.gpus[:-1],
                              "--work", arguments.work / "training",
                              "--tokenizer", arguments.tokenizer / "tokenizer.json",
                              "--autoencoder", self.autoencoder / WEIGHTS, *begin)
        self.finish("training", training)
        self.finish("judge", judge)

    def _start_judge(self, seconds: float, shares: bool) -> subprocess.Popen:
        file = self.arguments.work / "classifier.safetensors"
        begin = ["--earlier", file, "--peak", TRAINED_PEAK] if file.exists() else []
        if shares:
            seconds = min(MORE_JUDGE_SECONDS if begin else JUDGE_SECONDS, JUDGE_SHARE * self.arguments.seconds)
        return self.start("judge", "evaluation.train_classifier", seconds, self.gpus[-1:], "--output", file, *begin)

    def distil(self, share: float) -> None:
        work = self.arguments.work
        process = self.start("guided", "training.distil", self.left(share), self.gpus[:1], "--weights",
                             work / "training", "--output", work / "guided",
                             "--tokenizer", self.arguments.tokenizer / "tokenizer.json",
                             "--autoencoder", self.autoencoder / WEIGHTS)
        self.finish("guided", process)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pictures", type=Path, required=True, help="tar of the subjects' pictures")
    parser.add_argument("--tokenizer", type=Path, required=True, help="folder of demo_model.tokenizer")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--seconds", type=float, required=True, help="for everything")
    parser.add_argument("--earlier", type=Path, help="exported folder of the same shape to begin from")
    parser.add_argument("--decoder", type=float, default=0.1, help="part of the time for the decoder alone; 0: none")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    stages = Stages(arguments)
    weights = stages.autoencoder / WEIGHTS
    if not weights.exists() and not (arguments.earlier and take_over(arguments.earlier / "vae", weights)):
        stages.train_autoencoder(AUTOENCODER)
    guidance = min(GUIDANCE_SHARE, GUIDANCE_SECONDS / arguments.seconds)
    stages.train_transformer(1.0 - arguments.decoder - guidance)
    stages.distil(1.0 - arguments.decoder)
    if arguments.decoder > 0:
        stages.train_autoencoder(1.0, "--decoder-only")


if __name__ == "__main__":
    main()
