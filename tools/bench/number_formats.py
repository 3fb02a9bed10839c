# SPDX-License-Identifier: Apache-2.0
"""What a number format costs in accuracy: pictures of the demo model in it beside the same ones in fp32.

    python number_formats.py --cli …/zaohua-cli --output results [--device cuda] [--formats bf16 fp8 int8]

Cosine of the final latents and PSNR of the pictures, at worst and in the middle of 24 pictures of 4 prompts.
"""

import argparse
import json
import statistics
from pathlib import Path

import numpy
from PIL import Image
from safetensors.numpy import load_file

from measuring import ask_program, markdown_table, say

PROMPTS = ("雪地里的一只狐狸", "a red robot on the moon, pixel art", "雨后的江南小镇，青瓦白墙，小桥流水，水彩", "a bowl of oranges")
SEEDS_OF_PROMPT = 6


def pictures(cli, device, dtype, folder):
    """Final latents and pictures, one row each."""
    latents, images = [], []
    for index, prompt in enumerate(PROMPTS):
        file = folder / f"{dtype}-{index}.safetensors"
        value = ask_program(cli, "generate", "--device", device, "--dtype", dtype, "--prompt", prompt, "--seed", 7,
                            "--count", SEEDS_OF_PROMPT, "--save-latents", file, "-o", folder / f"{dtype}-{index}.png")
        latents.append(load_file(file)["latents"].reshape(SEEDS_OF_PROMPT, -1).astype(numpy.float64))
        for image in value["images"]:
            images.append(numpy.asarray(Image.open(image["path"]).convert("RGB"), dtype=numpy.float64).ravel())
    return numpy.concatenate(latents), numpy.stack(images)


def nearness(exact, other):
    cosines = (exact[0] * other[0]).sum(1) / numpy.linalg.norm(exact[0], axis=1) / numpy.linalg.norm(other[0], axis=1)
    errors = ((exact[1] - other[1]) ** 2).mean(1)
    psnr = 10 * numpy.log10(255.0**2 / numpy.maximum(errors, 1e-9))
    return {"cosine_worst": float(cosines.min()), "cosine_median": statistics.median(cosines.tolist()),
            "psnr_worst": float(psnr.min()), "psnr_median": statistics.median(psnr.tolist())}


def measure(cli, device, formats, folder):
    folder.mkdir(parents=True, exist_ok=True)
    exact = pictures(cli, device, "fp32", folder)
    found = {}
    for dtype in formats:
        found[dtype] = nearness(exact, pictures(cli, device, dtype, folder))
        say(f"  {dtype}: {found[dtype]}")
    return found


def table(found):
    rows = [[dtype, f"{row['cosine_worst']:.5f}", f"{row['cosine_median']:.5f}", f"{row['psnr_worst']:.1f} dB",
             f"{row['psnr_median']:.1f} dB"] for dtype, row in found.items()]
    return markdown_table(["", "cosine, worst", "median", "PSNR, worst", "median"], rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cli", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True, help="folder for the pictures and number_formats.json")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--formats", nargs="+", default=["bf16", "fp8", "int8"])
    arguments = parser.parse_args()
    found = measure(arguments.cli, arguments.device, arguments.formats, arguments.output)
    (arguments.output / "number_formats.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(table(found))


if __name__ == "__main__":
    main()
