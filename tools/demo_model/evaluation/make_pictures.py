# SPDX-License-Identifier: Apache-2.0
"""Makes the test's pictures with the program itself: 8 forwards, no guidance, one a prompt and several seeds of some.

    python3 -m demo_model.evaluation.make_pictures --cli BUILD/bin/zaohua-cli --model FOLDER --output DIR

What is there already is kept, so an interrupted run goes on.
"""

import argparse
import shutil
import subprocess
import time
from pathlib import Path

from demo_model.evaluation.prompts import SEEDS, picture_file, seed_prompts, seeds_folder, test_prompts
from demo_model.world import World

STEPS = 8


def generate(cli: Path, model: Path, prompt: str, seed: int, count: int, target: Path) -> None:
    """Into target, which is complete or not there: a file, or for several pictures a folder."""
    unfinished = target.with_name("unfinished-" + target.name)
    if count > 1:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
    command = [cli, "generate", "--model", model, "--prompt", prompt, "--seed", seed, "--count", count,
               "--steps", STEPS, "--guidance", 0, "--width", 256, "--height", 256, "--output", unfinished]
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"zaohua-cli failed on {prompt!r}: {done.stderr.strip()}")
    unfinished.rename(target)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cli", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="the diffusers folder")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--only", type=int, default=0, help="so many prompts, for a trial")
    arguments = parser.parse_args()
    prompts = test_prompts(World.load())
    seeds_folder(arguments.output, 0).parent.mkdir(parents=True, exist_ok=True)
    chosen = range(len(prompts)) if arguments.only == 0 else range(min(arguments.only, len(prompts)))
    begin, made = time.monotonic(), 0
    for number in chosen:
        target = picture_file(arguments.output, number)
        if not target.exists():
            generate(arguments.cli, arguments.model, prompts[number].text, 1000 + number, 1, target)
            made += 1
    for number in seed_prompts(prompts):
        target = seeds_folder(arguments.output, number)
        if number in chosen and not target.exists():
            generate(arguments.cli, arguments.model, prompts[number].text, 1, SEEDS, target)
            made += SEEDS
    print(f"{made} pictures in {time.monotonic() - begin:.0f} s")


if __name__ == "__main__":
    main()
