# SPDX-License-Identifier: Apache-2.0
"""Opening a model of Z-Image's real size from the page cache: zaohua-cli beside safetensors in Python.

    python load_bench.py --cli …/zaohua-cli --output results

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

from measuring import ask_program, markdown_table, say

from closed_form import closed_form_tensor

import numpy
import torch
from safetensors import safe_open
from safetensors.torch import load_file

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "resources" / "models" / "demo"
SYNTHETIC = "synthetic:z-image-turbo"
STEMS = {"text_encoder": "model", "transformer": "diffusion_pytorch_model", "vae": "diffusion_pytorch_model"}
DTYPE_NAMES = {torch.bfloat16: "BF16", torch.float32: "F32"}
NORMS = ("attention_norm1", "attention_norm2", "ffn_norm1", "ffn_norm2")
MOST_BYTES_OF_A_FILE = 10 * 10**9


# -- the model -------------------------------------------------------------------------------------------------------


def text_encoder_shapes(config):
    hidden, inner, head = config["hidden_size"], config["intermediate_size"], config["head_dim"]
    query, key = config["num_attention_heads"] * head, config["num_key_value_heads"] * head
    shapes = {"embed_tokens.weight": (config["vocab_size"], hidden), "norm.weight": (hidden,)}
    for i in range(config["num_hidden_layers"]):
        shapes |= {f"layers.{i}.{name}.weight": shape for name, shape in {
            "input_layernorm": (hidden,), "post_attention_layernorm": (hidden,),
            "self_attn.q_proj": (query, hidden), "self_attn.k_proj": (key, hidden), "self_attn.v_proj": (key, hidden),
            "self_attn.o_proj": (hidden, query), "self_attn.q_norm": (head,), "self_attn.k_norm": (head,),
            "mlp.gate_proj": (inner, hidden), "mlp.up_proj": (inner, hidden), "mlp.down_proj": (hidden, inner),
        }.items()}
    return shapes


def transformer_shapes(config):
    dim, inner = config["dim"], int(config["dim"] / 3 * 8)
    patch, modulation, caption = 4 * config["in_channels"], min(config["dim"], 256), config["cap_feat_dim"]
    shapes = {"cap_embedder.0.weight": (caption,), "x_pad_token": (1, dim), "cap_pad_token": (1, dim)}

    def linear(name, into, out):
        shapes.update({f"{name}.weight": (out, into), f"{name}.bias": (out,)})

    linear("t_embedder.mlp.0", 256, 1024)
    linear("t_embedder.mlp.2", 1024, modulation)
    linear("all_x_embedder.2-1", patch, dim)
    linear("cap_embedder.1", caption, dim)
    linear("all_final_layer.2-1.linear", dim, patch)
    linear("all_final_layer.2-1.adaLN_modulation.1", modulation, dim)
    for group in ("noise_refiner", "context_refiner", "layers"):
        for i in range(config["n_layers"] if group == "layers" else config["n_refiner_layers"]):
            block = f"{group}.{i}"
            shapes |= {f"{block}.attention.{part}.weight": (dim, dim) for part in ("to_q", "to_k", "to_v", "to_out.0")}
            shapes |= {f"{block}.attention.norm_{part}.weight": (dim // config["n_heads"],) for part in "qk"}
            shapes |= {f"{block}.feed_forward.w{part}.weight": (inner, dim) for part in "13"}
            shapes |= {f"{block}.feed_forward.w2.weight": (dim, inner)}
            shapes |= {f"{block}.{norm}.weight": (dim,) for norm in NORMS}
            if group != "context_refiner":
                linear(f"{block}.adaLN_modulation.0", modulation, 4 * dim)
    return shapes


def vae_shapes(config):
    channels, layers, latent = config["block_out_channels"], config["layers_per_block"], config["latent_channels"]
    shapes = {}

    def pair(name, *weight):
        shapes.update({f"{name}.weight": weight, f"{name}.bias": weight[:1]})

    def resnet(name, into, out):
        pair(f"{name}.norm1", into)
        pair(f"{name}.conv1", out, into, 3, 3)
        pair(f"{name}.norm2", out)
        pair(f"{name}.conv2", out, out, 3, 3)
        if into != out:
            pair(f"{name}.conv_shortcut", out, into, 1, 1)

    for side, order in (("encoder", channels), ("decoder", channels[::-1])):
        encoder = side == "encoder"
        pair(f"{side}.conv_in", order[0], 3 if encoder else latent, 3, 3)
        pair(f"{side}.conv_norm_out", order[-1])
        pair(f"{side}.conv_out", 2 * latent if encoder else 3, order[-1], 3, 3)
        for i in range(2):
            resnet(f"{side}.mid_block.resnets.{i}", channels[-1], channels[-1])
        pair(f"{side}.mid_block.attentions.0.group_norm", channels[-1])
        for part in ("to_q", "to_k", "to_v", "to_out.0"):
            pair(f"{side}.mid_block.attentions.0.{part}", channels[-1], channels[-1])
        width = order[0]
        for level, out in enumerate(order):
            block = f"{side}.{'down' if encoder else 'up'}_blocks.{level}"
            for i in range(layers if encoder else layers + 1):
                resnet(f"{block}.resnets.{i}", width, out)
                width = out
            if level + 1 < len(order):
                pair(f"{block}.{'downsamplers' if encoder else 'upsamplers'}.0.conv", out, out, 3, 3)
    return shapes


SHAPES = {"text_encoder": text_encoder_shapes, "transformer": transformer_shapes, "vae": vae_shapes}
REAL = {
    "text_encoder": {"hidden_size": 2560, "intermediate_size": 9728, "num_hidden_layers": 36, "head_dim": 128,
                     "num_attention_heads": 32, "num_key_value_heads": 8, "max_position_embeddings": 40960,
                     "max_window_layers": 36, "vocab_size": 151936, "bos_token_id": None, "eos_token_id": None},
    "transformer": {"axes_dims": [32, 48, 48], "cap_feat_dim": 2560, "dim": 3840, "n_heads": 30, "n_kv_heads": 30,
                    "n_layers": 30, "n_refiner_layers": 2},
    "vae": {"block_out_channels": [128, 256, 512, 512], "layers_per_block": 2, "sample_size": 1024,
            "scaling_factor": 0.3611, "shift_factor": 0.1159},
}


def config_of(part, tiny):
    config = json.loads((DEMO / part / "config.json").read_text(encoding="utf-8"))
    return config if tiny else config | REAL[part]


def size_of(shape):
    return int(numpy.prod(shape, dtype=numpy.int64))


def write_file(path, shapes, positions, dtype, device):
    """As save_file, without a second copy of everything in memory."""
    header, offset = {}, 0
    for name, shape in shapes.items():
        end = offset + size_of(shape) * dtype.itemsize
        header[name] = {"dtype": DTYPE_NAMES[dtype], "shape": list(shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with path.open("wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for name, shape in shapes.items():
            values = closed_form_tensor(name, positions[name], shape, device, dtype)
            file.write(values.cpu().flatten().view(torch.uint8).numpy())


def write_part(folder, part, config, dtype, device):
    """In shards of at most 10 GB with an index, as published."""
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    shapes = SHAPES[part](config)
    names = sorted(shapes)
    positions = {name: position for position, name in enumerate(names)}
    shards, held = [[]], 0
    for name in names:
        held += size_of(shapes[name]) * dtype.itemsize
        if held > MOST_BYTES_OF_A_FILE:
            shards.append([])
            held = 0
        shards[-1].append(name)
    stem, weight_map = STEMS[part], {}
    for number, chosen in enumerate(shards):
        file = f"{stem}-{number + 1:05}-of-{len(shards):05}.safetensors"
        write_file(folder / file, {name: shapes[name] for name in chosen}, positions, dtype, device)
        weight_map |= dict.fromkeys(chosen, file)
    text = json.dumps({"metadata": {}, "weight_map": weight_map})
    (folder / f"{stem}.safetensors.index.json").write_text(text, encoding="utf-8")


def write_model(folder, transformer_dtype, device, tiny, like=None):
    """`like` is a model whose other parts are taken over."""
    folder.mkdir()
    shutil.copy(DEMO / "model_index.json", folder)
    shutil.copytree(DEMO / "scheduler", folder / "scheduler")
    tokenizer = DEMO / "tokenizer" if tiny else ROOT / "resources" / "tokenizers" / "qwen2"
    shutil.copytree(tokenizer, folder / "tokenizer", ignore=shutil.ignore_patterns("*.md"))
    for part in SHAPES:
        if like and part != "transformer":
            (folder / part).symlink_to(like / part)
        else:
            dtype = transformer_dtype if part == "transformer" else torch.bfloat16
            write_part(folder / part, part, config_of(part, tiny), dtype, device)
    return folder


def files_of(model):
    return sorted(model.glob("*/*.safetensors"))


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
    device = "cpu" if arguments.tiny else "cuda"
    if device == "cuda" and not torch.cuda.is_available():
        raise SystemExit("no CUDA device here; --tiny tries the script without one")

    with tempfile.TemporaryDirectory(dir=room_for(1 << 30 if arguments.tiny else 48 << 30)) as temporary:
        folder = Path(temporary)
        say(f"writing the models to {folder}")
        models = {"bf16": write_model(folder / "bf16", torch.bfloat16, device, arguments.tiny)}
        models["fp32"] = write_model(folder / "fp32", torch.float32, device, arguments.tiny, like=models["bf16"])
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
