# SPDX-License-Identifier: Apache-2.0
"""All trainings in a row, in the time that there is.

    python3 -m demo_model.train_all --pictures P --tokenizer DIR --work DIR --seconds 1700 [--earlier FOLDER]

What --work holds already goes on, and the autoencoder of --earlier is taken over if it is of this kind: then its decoder
alone is trained, last and only for --decoder of the time, since the transformer needs nothing but the encoder. The judge
of the evaluation learns beside the transformer, which compiles for the first two minutes.
Each stage writes DIR/STAGE.log; one that fails does not keep the others from their turn.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

from demo_model.autoencoder.latents import take_over
from demo_model.autoencoder.train import WEIGHTS

AUTOENCODER = 0.40  # of the whole time, from nothing
JUDGE_SECONDS, JUDGE_SHARE = 330, 0.20
GUIDANCE = 0.08  # for distil
STARTED = time.monotonic()


class Stages:
    def __init__(self, arguments: argparse.Namespace):
        self.arguments = arguments
        self.autoencoder = arguments.work / "autoencoder"

    def left(self, share: float) -> int:
        return int(STARTED + share * self.arguments.seconds - time.monotonic())

    def start(self, stage: str, module: str, seconds: float, *options: object, everywhere: bool = True
              ) -> subprocess.Popen:
        """everywhere: a process for each GPU, else one."""
        processes = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", self.arguments.processes]
        command = [sys.executable, *(processes if everywhere else []), "-m", f"demo_model.{module}", "--pictures",
                   self.arguments.pictures, "--seconds", max(1, int(seconds)), *options]
        with open(self.arguments.work / f"{stage}.log", "w") as log:
            return subprocess.Popen([str(word) for word in command], stdout=log, stderr=subprocess.STDOUT)

    def finish(self, stage: str, process: subprocess.Popen) -> None:
        status = process.wait()
        end = "done" if status == 0 else f"failed ({status}), see {stage}.log"
        print(f"[{time.monotonic() - STARTED:5.0f} s] {stage}: {end}", flush=True)

    def train_autoencoder(self, share: float, *options: str) -> None:
        stage = "decoder" if options else "autoencoder"
        self.finish(stage, self.start(stage, "autoencoder.train", self.left(share), "--work", self.autoencoder,
                                      *options))

    def train_transformer(self, share: float) -> None:
        arguments = self.arguments
        judge = self.start("judge", "evaluation.train_classifier", min(JUDGE_SECONDS, JUDGE_SHARE * arguments.seconds),
                           "--output", arguments.work / "classifier.safetensors")
        begin = ["--earlier", arguments.earlier] if arguments.earlier else []
        training = self.start("training", "training.train", self.left(share), "--work", arguments.work / "training",
                              "--tokenizer", arguments.tokenizer / "tokenizer.json",
                              "--autoencoder", self.autoencoder / WEIGHTS, *begin)
        self.finish("judge", judge)
        self.finish("training", training)

    def distil(self, share: float) -> None:
        work = self.arguments.work
        process = self.start("guided", "training.distil", self.left(share), "--weights", work / "training",
                             "--output", work / "guided", "--tokenizer", self.arguments.tokenizer / "tokenizer.json",
                             "--autoencoder", self.autoencoder / WEIGHTS, everywhere=False)
        self.finish("guided", process)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pictures", type=Path, required=True, help="tar of the subjects' pictures")
    parser.add_argument("--tokenizer", type=Path, required=True, help="folder of demo_model.tokenizer")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--seconds", type=float, required=True, help="for everything")
    parser.add_argument("--earlier", type=Path, help="exported folder of the same shape to begin from")
    parser.add_argument("--decoder", type=float, default=0.1, help="part of the time for the decoder alone; 0: none")
    parser.add_argument("--processes", default="gpu", help="for each training; gpu: one a GPU")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    stages = Stages(arguments)
    weights = stages.autoencoder / WEIGHTS
    if not weights.exists() and not (arguments.earlier and take_over(arguments.earlier / "vae", weights)):
        stages.train_autoencoder(AUTOENCODER)
    stages.train_transformer(1.0 - arguments.decoder - GUIDANCE)
    stages.distil(1.0 - arguments.decoder)
    if arguments.decoder > 0:
        stages.train_autoencoder(1.0, "--decoder-only")


if __name__ == "__main__":
    main()
