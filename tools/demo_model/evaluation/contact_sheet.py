# SPDX-License-Identifier: Apache-2.0
"""A hundred of the test's pictures with their prompts, as one JPEG that fits a repository.

    python3 -m demo_model.evaluation.contact_sheet --pictures DIR --output docs/images/demo-model.jpg

Needs a font with Chinese characters (Debian: fonts-noto-cjk).
"""

import argparse
import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from demo_model.evaluation.prompts import picture_file, test_prompts
from demo_model.world import World

FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
COLUMNS, COUNT = 10, 100
TILE, GAP, LINE, LINES = 150, 8, 13, 3
LARGEST_BYTES = 400_000


def wrapped(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Lines of the tile's width. Chinese breaks anywhere, English between words; what does not fit ends in …"""
    pieces = list(text) if not text.isascii() else [word + " " for word in text.split()]
    lines = [""]
    for piece in pieces:
        if font.getlength((lines[-1] + piece).rstrip()) > TILE and lines[-1]:
            lines.append("")
        lines[-1] += piece
    if len(lines) > LINES:
        lines = [*lines[:LINES - 1], lines[LINES - 1].rstrip()[:-1] + "…"]
    return [line.strip() for line in lines]


def drawn(folder: Path, numbers: list[int], texts: list[str]) -> Image.Image:
    rows = -(-len(numbers) // COLUMNS)
    height = TILE + LINE * LINES + GAP
    sheet = Image.new("RGB", (COLUMNS * (TILE + GAP) + GAP, rows * height + GAP), "white")
    draw, font = ImageDraw.Draw(sheet), ImageFont.truetype(FONT, 10)
    for place, (number, text) in enumerate(zip(numbers, texts)):
        left, top = GAP + place % COLUMNS * (TILE + GAP), GAP + place // COLUMNS * height
        sheet.paste(Image.open(picture_file(folder, number)).convert("RGB").resize((TILE, TILE), Image.LANCZOS),
                    (left, top))
        for line, words in enumerate(wrapped(text, font)):
            draw.text((left, top + TILE + line * LINE), words, font=font, fill="#333333")
    return sheet


def compressed(sheet: Image.Image) -> bytes:
    """The best quality that stays under the limit."""
    for quality in range(90, 30, -2):
        data = io.BytesIO()
        sheet.save(data, "JPEG", quality=quality, optimize=True, progressive=True)
        if data.tell() <= LARGEST_BYTES:
            break
    return data.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pictures", type=Path, required=True, help="folder of demo_model.evaluation.make_pictures")
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    prompts = test_prompts(World.load())
    present = [number for number in range(len(prompts)) if picture_file(arguments.pictures, number).exists()]
    # Evenly through the list, not the best: the sheet is a sample.
    numbers = [present[index * len(present) // COUNT] for index in range(COUNT)] if len(present) > COUNT else present
    sheet = drawn(arguments.pictures, numbers, [prompts[number].text for number in numbers])
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_bytes(compressed(sheet))
    print(f"{len(numbers)} pictures, {arguments.output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
