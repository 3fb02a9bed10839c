# SPDX-License-Identifier: Apache-2.0
"""What the benchmarks share: medians, our program as a child process, errors against an exact run, tables."""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

# The models and their closed-form weights are described once, beside the fixtures.
REFERENCE_TOOLS = Path(__file__).resolve().parent.parent / "reference"
sys.path.insert(0, str(REFERENCE_TOOLS))

# As in app/cli/bench.cpp, so that both programs see captions of one length.
BENCH_PROMPT = (
    "a young woman in a red silk dress on a stone bridge over a quiet canal at dusk, paper lanterns along the water, "
    "light rain, reflections, old wooden houses with tiled roofs, soft cinematic light, photograph, shallow depth of "
    "field, take {}"
)
STAGES = ("encode_prompt", "denoise", "decode")


def say(text):
    print(f"[{time.strftime('%H:%M:%S')}] {text}", flush=True)


class Stopwatch:
    """Seconds by name. `synchronize` waits for the device, so that a time is the work's and not the queue's."""

    def __init__(self, synchronize=lambda: None):
        self.synchronize = synchronize
        self.times = {}

    def timed(self, name, function):
        def call(*arguments, **keywords):
            self.synchronize()
            begun = time.perf_counter()
            result = function(*arguments, **keywords)
            self.synchronize()
            self.times.setdefault(name, []).append(time.perf_counter() - begun)
            return result

        return call

    def median(self, name):
        return statistics.median(self.times[name])


def ask_program(cli, *arguments, threads=None, timeout=300):
    """Runs zaohua-cli with --json and gives its value; a failure is an exception with the program's own sentence."""
    environment = os.environ | ({"OMP_NUM_THREADS": str(threads)} if threads else {})
    command = [str(cli), *map(str, arguments), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=timeout)
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise RuntimeError(f"{' '.join(command)}: {lines[-1]}")
    return json.loads(done.stdout)


def bench_results(value):
    """The sizes that `zaohua-cli bench --json` has measured."""
    return value["results"]


def picture_seconds(result):
    seconds = result["picture_seconds"]
    return seconds if isinstance(seconds, list) else [seconds]


def compared(exact, reference, ours):
    """Error against the exact run, of the reference's rounding and of ours: mean and 99.9th percentile."""
    import torch

    row = {}
    for name, value in (("reference", reference), ("ours", ours)):
        if tuple(value.shape) != tuple(exact.shape):
            raise RuntimeError(f"shapes differ: {name} {tuple(value.shape)}, exact {tuple(exact.shape)}")
        error = (value.double().cpu() - exact.double().cpu()).abs().flatten()
        rank = max(1, round(0.999 * error.numel()))
        row[name] = {"mean": error.mean().item(), "p999": torch.kthvalue(error, rank).values.item()}
    row["scale"] = exact.double().abs().mean().item()
    return row


def markdown_table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])
