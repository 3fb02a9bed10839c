# SPDX-License-Identifier: Apache-2.0
"""Small PNG files as other programs write them, for the tests of core/image_io. Made with Pillow 13.0.0.

    python make_fixtures.py    writes beside itself
"""

import struct
import zlib
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

here = Path(__file__).parent

ASCII = (
    "a cat in the snow\nNegative prompt: blurry\n"
    "Steps: 8, Sampler: Euler, Schedule type: Simple, CFG scale: 1, Seed: 42, Size: 1024x768, Model: z_image_turbo"
)
LATIN = ASCII.replace("a cat", "un café")
CHINESE = ASCII.replace("a cat", "一只猫 😀")


def pixel(x, y):
    """The same formula stands in the test."""
    return (x * 30) % 256, (y * 50) % 256, (x * y * 7) % 256


def picture(width=8, height=5):
    image = Image.new("RGB", (width, height))
    image.putdata([pixel(x, y) for y in range(height) for x in range(width)])
    return image


def with_text(name, text, keyword="parameters", **options):
    info = PngInfo()
    info.add_text(keyword, text, **options)
    picture().save(here / name, pnginfo=info)


def with_itxt(name, text, **options):
    info = PngInfo()
    info.add_itxt("parameters", text, **options)
    picture().save(here / name, pnginfo=info)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def insert_after_header(name, *chunks):
    """What no library offers: chunks as stable-diffusion.cpp writes them."""
    plain = here / name
    picture().save(plain)
    file = plain.read_bytes()
    end_of_header = 8 + 25
    plain.write_bytes(file[:end_of_header] + b"".join(chunks) + file[end_of_header:])


def interlaced(name, width=8, height=5):
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    data = b""
    for x0, y0, dx, dy in passes:
        for y in range(y0, height, dy):
            row = b"".join(bytes(pixel(x, y)) for x in range(x0, width, dx))
            if row:
                data += b"\0" + row
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 1)
    (here / name).write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")
    )


def main():
    with_text("pillow_text_ascii.png", ASCII)
    with_text("pillow_text_latin1.png", LATIN)
    with_text("pillow_text_chinese.png", CHINESE)  # becomes iTXt
    with_text("pillow_ztxt.png", ASCII, zip=True)
    with_itxt("pillow_itxt_language.png", CHINESE, lang="zh-CN", tkey="参数")
    with_itxt("pillow_itxt_compressed.png", CHINESE, zip=True)
    with_text("swarmui.png", '{"sui_image_params":{"prompt":"a cat","steps":8},"sui_extra_data":{}}')
    with_text("comfyui.png", '{"3":{"class_type":"KSampler","inputs":{"seed":42}}}', keyword="prompt")
    raw = CHINESE.replace("Sampler: Euler, Schedule type: Simple", "Guidance: 3.5, RNG: cuda, Sampler: euler simple")
    insert_after_header("sdcpp_raw_utf8.png", chunk(b"tEXt", b"parameters\0" + raw.encode()))

    rgb = picture()
    rgb.save(here / "rgb.png")
    rgba = rgb.convert("RGBA")
    rgba.putalpha(Image.frombytes("L", rgb.size, bytes(range(0, 40 * 6, 6))))
    rgba.save(here / "rgba.png")
    rgb.convert("L").save(here / "grey.png")
    Image.frombytes("1", (8, 5), b"\xaa\x55\xaa\x55\xaa").save(here / "one_bit.png")
    palette = Image.new("P", (8, 5))
    palette.putpalette([value for i in range(40) for value in (i, 2 * i, 3 * i)])
    palette.putdata(list(range(40)))
    palette.save(here / "palette.png")
    palette.save(here / "palette_transparent.png", transparency=bytes(range(40)))
    Image.frombytes("I;16", (8, 5), b"".join(struct.pack("<H", i * 257) for i in range(40))).save(here / "grey_16.png")
    interlaced("interlaced.png")


if __name__ == "__main__":
    main()
