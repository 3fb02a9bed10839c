# SPDX-License-Identifier: Apache-2.0
"""Loads an exported folder in diffusers and makes pictures with it: the folder is a model for others too.

    python3 -m demo_model.check --model FOLDER [--output picture.png]
"""

import argparse
from pathlib import Path

import torch
from diffusers import ZImagePipeline

PROMPT = "雪地里的一只狐狸"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--prompt", default=PROMPT)
    parser.add_argument("--output", type=Path)
    arguments = parser.parse_args()
    pipeline = ZImagePipeline.from_pretrained(arguments.model, torch_dtype=torch.float32)
    pipeline.set_progress_bar_config(disable=True)
    for height, width in ((256, 256), (256, 320)):
        picture = pipeline(arguments.prompt, height=height, width=width, num_inference_steps=8, guidance_scale=0.0,
                           generator=torch.Generator().manual_seed(1)).images[0]
        low, high = zip(*picture.getextrema())
        if min(high) - max(low) < 32:
            raise SystemExit(f"{width} x {height}: a picture without contrast")
        print(f"{width} x {height}: a picture with values from {min(low)} to {max(high)}")
    if arguments.output:
        picture.save(arguments.output)


if __name__ == "__main__":
    main()
