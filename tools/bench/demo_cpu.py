# SPDX-License-Identifier: Apache-2.0
"""Times the demo model in diffusers and in zaohua-cli, in turns, with the same type and number of threads.

    python demo_cpu.py --cli ../../build/release/bin/zaohua-cli --require fp32=2 bf16=1.5

Warm means: two pictures before diffusers' first timed one, and bench's own one before each of ours.
"""

import argparse
import json
import os
import statistics
from pathlib import Path

from measuring import BENCH_PROMPT, STAGES, Stopwatch, ask_program, bench_results, markdown_table, picture_seconds, say

DEMO = Path(__file__).resolve().parents[2] / "resources" / "models" / "demo"


class Diffusers:
    def __init__(self, model, dtype, threads):
        import torch
        from diffusers import ZImagePipeline

        torch.set_num_threads(threads)
        self.torch = torch
        self.watch = Stopwatch()
        self.pipe = ZImagePipeline.from_pretrained(model, dtype={"fp32": torch.float32, "bf16": torch.bfloat16}[dtype])
        self.pipe.set_progress_bar_config(disable=True)
        self.pipe.encode_prompt = self.watch.timed("encode_prompt", self.pipe.encode_prompt)
        self.pipe.transformer.forward = self.watch.timed("forward", self.pipe.transformer.forward)
        self.pipe.vae.decode = self.watch.timed("decode", self.pipe.vae.decode)
        self.made = 0

    def picture(self, size, steps):
        generator = self.torch.Generator("cpu").manual_seed(self.made)
        begun = len(self.watch.times.get("forward", []))
        make = self.watch.timed("picture", self.pipe)
        make(
            BENCH_PROMPT.format(self.made),
            height=size,
            width=size,
            num_inference_steps=steps,
            guidance_scale=0.0,
            generator=generator,
        )
        self.watch.times.setdefault("denoise", []).append(sum(self.watch.times["forward"][begun:]))
        self.made += 1

    def forget(self):
        self.watch.times.clear()


def measure(arguments, dtype):
    say(f"{dtype}: loading the model in diffusers")
    theirs = Diffusers(arguments.model, dtype, arguments.threads)
    for _ in range(2):
        theirs.picture(arguments.size, arguments.steps)
    theirs.forget()

    ours = {name: [] for name in ("picture", *STAGES)}
    said = {}
    for turn in range(arguments.turns):
        for _ in range(arguments.pictures):
            theirs.picture(arguments.size, arguments.steps)
        if arguments.cli:
            said = ask_program(
                arguments.cli, "bench", "--model", arguments.model, "--device", "cpu", "--dtype", dtype,
                "--size", f"{arguments.size}x{arguments.size}", "--steps", arguments.steps,
                "--runs", arguments.pictures, threads=arguments.threads,
            )
            result = bench_results(said)[0]
            ours["picture"] += picture_seconds(result)
            for stage in STAGES:
                ours[stage].append(result["stage_seconds"][stage])
        say(f"{dtype}: turn {turn + 1} of {arguments.turns}")
    if said and (said["threads"] != arguments.threads or said["dtype"] != dtype):
        raise RuntimeError(f"zaohua-cli used {said['threads']} threads and {said['dtype']}")
    return theirs.watch.times, ours


def median_and_best(seconds):
    return f"{statistics.median(seconds):.4f} ({min(seconds):.4f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cli", type=Path, help="zaohua-cli of a release build; without it only diffusers is timed")
    parser.add_argument("--model", type=Path, default=DEMO)
    parser.add_argument("--dtypes", nargs="+", default=["fp32", "bf16"], choices=["fp32", "bf16"])
    parser.add_argument("--size", type=int, default=256)
    parser.add_argument("--steps", type=int, default=8)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--turns", type=int, default=4)
    parser.add_argument("--pictures", type=int, default=2, help="timed pictures of each program in a turn")
    parser.add_argument("--require", nargs="+", default=[], metavar="DTYPE=RATIO", help="fail below this ratio")
    parser.add_argument("--output", type=Path, help="a JSON file for every single time")
    arguments = parser.parse_args()

    busy = os.getloadavg()[0]
    if busy > 0.5:
        say(f"something else runs here (load {busy:.1f}): times of threads that wait for each other mean little then")
    rows, record, ratios = [], {}, {}
    for dtype in arguments.dtypes:
        theirs, ours = measure(arguments, dtype)
        record[dtype] = {"diffusers": theirs, "ours": ours}
        for name in ("picture", *STAGES):
            row = [dtype, name, median_and_best(theirs[name])]
            if arguments.cli:
                ratio = statistics.median(theirs[name]) / max(statistics.median(ours[name]), 1e-9)
                ratios[dtype] = ratios.get(dtype, ratio)
                row += [median_and_best(ours[name]), f"{ratio:.2f}"]
            rows.append(row)
    print(f"\n{arguments.size}x{arguments.size}, {arguments.steps} steps, {arguments.threads} threads, "
          f"{arguments.turns * arguments.pictures} pictures each in {arguments.turns} turns; seconds, median (best)\n")
    print(markdown_table(["type", "stage", "diffusers"] + (["ours", "ratio"] if arguments.cli else []), rows))
    if arguments.output:
        arguments.output.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")

    for demand in arguments.require:
        dtype, wanted = demand.split("=")
        if ratios.get(dtype, 0) < float(wanted):
            raise SystemExit(f"{dtype}: {ratios.get(dtype, 0):.2f} times as fast as diffusers, {wanted} wanted")


if __name__ == "__main__":
    main()
