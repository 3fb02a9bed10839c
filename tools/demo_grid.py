# SPDX-License-Identifier: Apache-2.0
"""The README's picture: sixteen prompts through zaohua-cli and the demo model, each with its prompt below.

    python tools/demo_grid.py --cli build/release/bin/zaohua-cli --output docs/images/demo-grid.png

Needs Pillow, and a font with Chinese characters (Debian: fonts-noto-cjk).
"""

import argparse
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

PROMPTS = (
    "雪地里的一只狐狸", "a rocket in space", "花园里的一只熊猫", "a fox detective in the rain",
    "海底的章鱼", "a wizard owl in the forest", "日落时的天鹅", "a robot in a neon city",
    "机器人厨师", "a watercolour of a sunflower", "雪地里戴红围巾的企鹅", "a purple mushroom in the forest",
    "一颗钻石，黑色背景", "a panda astronaut in space", "夜晚的城堡", "a frog with a golden crown",
)
COLUMNS = 4
TILE = 256
CAPTION = 34
GAP = 12
FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"


def picture(cli, prompt, seed, folder):
    path = folder / f"{seed}.png"
    subprocess.run([cli, "generate", "--prompt", prompt, "--seed", str(seed), "-o", path], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return Image.open(path).convert("RGB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cli", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=80)
    arguments = parser.parse_args()
    rows = -(-len(PROMPTS) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * (TILE + GAP) + GAP, rows * (TILE + CAPTION + GAP) + GAP), "white")
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(FONT, 17)
    with tempfile.TemporaryDirectory() as folder:
        for index, prompt in enumerate(PROMPTS):
            x = GAP + index % COLUMNS * (TILE + GAP)
            y = GAP + index // COLUMNS * (TILE + CAPTION + GAP)
            sheet.paste(picture(arguments.cli, prompt, arguments.seed + index, Path(folder)), (x, y))
            draw.text((x + TILE / 2, y + TILE + CAPTION / 2), prompt, font=font, fill="#333333", anchor="mm")
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(arguments.output, optimize=True)


if __name__ == "__main__":
    main()
