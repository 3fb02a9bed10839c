# SPDX-License-Identifier: Apache-2.0
"""Opening a model of Z-Image's real size from the page cache: zaohua-cli beside safetensors in Python.

    PYTHONPATH=/path/to/diffusers python load_bench.py --cli …/zaohua-cli --output results

Writes two diffusers folders with closed-form weights, all of it in bf16 and the same with the transformer in fp32 as it
is published, 20 and 33 GB, into memory or a temporary folder, and removes them. The pictures of both must be those of
`synthetic:z-image-turbo`, which has the same weights without files, byte for byte. --tiny tries the script without a
card.
"""

import argparse
import json
import os
import platform
import shutil
import signal
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from gpu_beside_diffusers import real_model, tiny_model
from measuring import ask_program, markdown_table, say
from model_folder import files_of, write_model

from closed_form import closed_form

import numpy
import torch
from safetensors import safe_open
from safetensors.torch import load_file

SYNTHETIC = "synthetic:z-image-turbo"


def with_closed_form_weights(subject, folder, transformer_dtype, like=None):
    """Everything in bf16 but the transformer; of the second model only the transformer is written."""

    def weights_of(part, shapes):
        if like and part != "transformer":
            return None
        dtype = transformer_dtype if part == "transformer" else torch.bfloat16
        return closed_form(shapes, subject.device, dtype)

    return write_model(subject, folder, weights_of, like)


# -- opening it ------------------------------------------------------------------------------------------------------


def open_with_program(cli, model, device, picture):
    """Seconds of the stage `load`, and of the whole process with its picture."""
    begun = time.perf_counter()
    done = ask_program(cli, "generate", "--model", model, "--device", device, "--dtype", "bf16", "--prompt",
                       "a red robot on the moon", "--width", 256, "--height", 256, "--steps", 1, "--guidance", 0,
                       "--seed", 3, "-o", picture)
    return done["timings"]["load"], time.perf_counter() - begun


def seconds_to_cancel(cli, model, device, picture):
    """From Ctrl-C in the middle of loading to the end of the process."""
    command = [str(cli), "generate", "--model", str(model), "--device", device, "--dtype", "bf16", "--prompt", "a fox",
               "--steps", "1", "-o", str(picture)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    for line in process.stderr:
        if line.startswith("progress: load"):
            break
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    begun = time.perf_counter()
    process.communicate(timeout=60)
    return time.perf_counter() - begun, process.returncode


def peak_host_bytes(cli, model, device, picture):
    """VmHWM of a process that makes a picture; getrusage() would count what this one held when it started the other."""
    command = [str(cli), "generate", "--model", str(model), "--device", device, "--dtype", "bf16", "--prompt", "a fox",
               "--width", "256", "--height", "256", "--steps", "1", "-o", str(picture)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii", errors="replace")
        peak = max([peak] + [int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")])
        time.sleep(0.005)
    return peak


def timed(device, work):
    begun = time.perf_counter()
    held = work()
    if device == "cuda":
        torch.cuda.synchronize()
    seconds = time.perf_counter() - begun
    del held
    return seconds


def with_load_file(model, device):
    return [load_file(file, device=device) for file in files_of(model)]


def through_mapping(model, device):
    """Each tensor from the mapped file to the device and to bf16, one after another."""
    held = []
    for file in files_of(model):
        with safe_open(file, "pt", device="cpu") as opened:
            held += [opened.get_tensor(name).to(device).to(torch.bfloat16) for name in opened.keys()]
    return held


def pixels(path):
    from PIL import Image

    return numpy.asarray(Image.open(path).convert("RGB"))


def bus_rate():
    """Bytes a second of large copies from pinned memory, the best of several."""
    host = torch.empty(1 << 28, dtype=torch.uint8, pin_memory=True)
    card = torch.empty_like(host, device="cuda")
    return max(host.numel() / timed("cuda", lambda: card.copy_(host, non_blocking=True)) for _ in range(8))


def save(output, values):
    (output / "load.json").write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


def measure(cli, models, device, repeats, folder, output):
    rows, values = [], {}
    for name, model in models.items():
        size = sum(file.stat().st_size for file in files_of(model))
        ours = [open_with_program(cli, model, device, folder / f"{name}.png") for _ in range(repeats)]
        stage = [load for load, _ in ours]
        whole = [seconds for _, seconds in ours]
        values[name] = {"bytes": size, "load_seconds": stage, "process_seconds": whole}
        median = statistics.median(stage)
        row = [name, f"{size / 2**30:.2f} GiB", f"{median:.2f} s", f"{min(stage):.2f} s",
               f"{size / median / 1e9:.1f} GB/s", f"{statistics.median(whole):.2f} s"]
        for other, work in (("load_file", with_load_file), ("mapped", through_mapping)) if name == "bf16" else ():
            values[name][f"{other}_seconds"] = timed(device, lambda: work(model, device))
            row.append(f"{values[name][f'{other}_seconds']:.2f} s")
        say(f"{name}: {values[name]}")
        save(output, values)  # a run that is cut short leaves what it has measured
        rows.append(row + [""] * (8 - len(row)))
    header = ["model", "files", "ours: load", "the best", "rate", "whole process", "safetensors load_file",
              "mapped, .to() each"]
    return values, markdown_table(header, rows)


def room_for(bytes_wanted):
    """Memory if there is enough of it, else the disk, through the page cache."""
    places = [Path("/dev/shm"), Path(tempfile.gettempdir())]
    for place in places:
        if place.is_dir() and shutil.disk_usage(place).free > bytes_wanted:
            return place
    raise SystemExit(f"no room for {bytes_wanted / 1e9:.0f} GB in any of {places}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cli", type=Path, required=True, help="zaohua-cli of a release build")
    parser.add_argument("--output", type=Path, required=True, help="folder for load.json and load.md")
    parser.add_argument("--tiny", action="store_true", help="a small model on the CPU, to try this script")
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    subject = tiny_model(arguments.output) if arguments.tiny else real_model()
    device = subject.device
    if device == "cuda" and not torch.cuda.is_available():
        raise SystemExit("no CUDA device here; --tiny tries the script without one")

    with tempfile.TemporaryDirectory(dir=room_for(1 << 30 if arguments.tiny else 48 << 30)) as temporary:
        folder = Path(temporary)
        say(f"writing the models to {folder}")
        models = {"bf16": with_closed_form_weights(subject, folder / "bf16", torch.bfloat16)}
        models["fp32"] = with_closed_form_weights(subject, folder / "fp32", torch.float32, like=models["bf16"])
        torch.cuda.empty_cache()
        say("measuring")
        values, table = measure(arguments.cli, models, device, arguments.repeats, folder,
                                arguments.output)
        values["host_peak_bytes"] = peak_host_bytes(arguments.cli, models["bf16"], device, folder / "peak.png")
        problems = []
        values["cancel_seconds"], status = seconds_to_cancel(arguments.cli, models["fp32"], device, folder / "none.png")
        if not arguments.tiny and status != 130:
            problems.append(f"Ctrl-C while loading ended with {status}")
        found = {name: pixels(folder / f"{name}.png") for name in models}
        if not arguments.tiny:
            open_with_program(arguments.cli, SYNTHETIC, device, folder / "synthetic.png")
            found["synthetic"] = pixels(folder / "synthetic.png")
        for name, picture in found.items():
            if not numpy.array_equal(picture, found["bf16"]):
                problems.append(f"the picture of {name} differs from that of bf16")
        if len(numpy.unique(found["bf16"])) < 8:
            problems.append("the picture is empty")

    card = torch.cuda.get_device_name() if device == "cuda" else platform.processor() or "CPU"
    values |= {"card": card, "processors": os.cpu_count(), "problems": problems}
    if device == "cuda":
        values["bus_bytes_per_second"] = bus_rate()
        card += f", the bus {values['bus_bytes_per_second'] / 1e9:.1f} GB/s"
    table += (f"\n\nCancelled {values['cancel_seconds']:.2f} s after Ctrl-C; at most "
              f"{values['host_peak_bytes'] / 2**30:.2f} GiB of host memory.")
    text = f"{card}, {os.cpu_count()} processors\n\n{table}\n\n" + "\n".join(problems or ["the pictures are equal"])
    save(arguments.output, values)
    (arguments.output / "load.md").write_text(text + "\n", encoding="utf-8")
    print(text)
    if problems:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
