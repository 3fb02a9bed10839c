# SPDX-License-Identifier: Apache-2.0
"""Fixtures for core/text, made with the `tokenizers` package (see requirements.txt).

    make_tokenizer_fixtures.py            writes tests/data/text/ and core/text/character_ranges.inc
    make_tokenizer_fixtures.py --check N --seed S --encoder build/dev/bin/encode_lines
                                          compares all characters and N random lines with what the program says: its
                                          argument is a tokenizer.json, it reads lines (u32 size, bytes) from standard
                                          input and writes u32 count and u32 ids for each

tests/data/text/tokenizer_lines.bin, little endian, varint = 7 bits a byte, the lowest first:

    "ZHTL", u32 number of lines, then for each line
        varint size, the line in UTF-8
        for each of the tokenizers qwen2 and compact: varint number of ids, u64 FNV-1a over the ids as u32

tests/data/text/tokenizer_long.json: [{"unit", "times", "qwen2": {"count", "hash"}, "compact": {…}}], texts of a million
bytes: unit × times and an x; the hash as above, in hexadecimal.

tests/data/text/tokenizer_variants.json: [{"name", "tokenizer", "cases": [{"text", "ids"}]}], small tokenizers that use
what the two large ones do not.
"""

import argparse
import itertools
import json
import pathlib
import random
import struct
import subprocess
import sys
import unicodedata

from tokenizers import Regex, Tokenizer, pre_tokenizers

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOKENIZERS = {
    "qwen2": ROOT / "resources/tokenizers/qwen2/tokenizer.json",
    "compact": ROOT / "tests/data/tokenizers/compact/tokenizer.json",
}
LINES = 20_000
SEED = 20260801


def is_character(code):
    return not 0xD800 <= code < 0xE000


# ---------------------------------------------------------------------------------------------------------------------
# Random lines. Every pool is something that tokenizers have been wrong about.


def span(*ranges):
    return [chr(code) for first, last in ranges for code in range(first, last + 1)]


MARKS = [chr(c) for c in range(0x110000) if is_character(c) and unicodedata.combining(chr(c))]
EMOJI = span((0x1F300, 0x1F64F), (0x1F680, 0x1F6C5), (0x1F900, 0x1F9FF), (0x2600, 0x27BF))
TONES = span((0x1F3FB, 0x1F3FF))
FLAGS = span((0x1F1E6, 0x1F1FF))
SPACES = list("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") + span((0x2000, 0x200A))
ALMOST_SPACES = list("\x1c\x1d\x1e\x1f\u180e\u200b\u200c\u200d\u2060\ufeff\u00ad")
DECOMPOSABLE = [chr(c) for c in range(0x110000) if is_character(c) and unicodedata.normalize("NFD", chr(c)) != chr(c)]
SPECIAL = [
    "<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|image_pad|>", "<think>", "</think>",
    "<tool_call>", "</tool_response>", "<|fim_prefix|>", "<|file_sep|>", "<|im_start", "<|im_end|", "|>", "<|",
    "<think", "<|im_end|>\n<|im_start|>assistant\n", "<<|im_end|>>", "< |im_end|>", "<|IM_END|>",
]
CONTRACTIONS = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d", "'S", "'T", "'RE", "'Ve", "'lL", "'\u017f",
                "'r", "'v", "'l", "'", "''", "\u2019s", "'x"]
WORDS = ("a cat photo of the old lighthouse at night, masterpiece, 8k, highly detailed; Young Chinese woman in red "
         "Hanfu don't it's they've WE'LL café naïve Ångström Straße Übung e\u0301tude x² ½ №5 42 3.14 100% $19.99 C++ "
         "foo_bar http://example.org/a?b=c&d=1 def f(x): return x**2").split(" ")
CHINESE = "一幅为名造相的项目设计创意海报猫狗红色背景森林夜晚灯光大雁塔西安白色水彩画风格小女孩龍馬錦鯉，。！？「」“”、：；《》（）"


def emoji_sequence(rng):
    kind = rng.randrange(5)
    if kind == 0:
        return rng.choice(EMOJI) + rng.choice(TONES)
    if kind == 1:
        return "\u200d".join(rng.choice(EMOJI) + rng.choice(["", "\ufe0f"]) for _ in range(rng.randint(2, 4)))
    if kind == 2:
        return rng.choice(FLAGS) + rng.choice(FLAGS)
    if kind == 3:
        return rng.choice("0123456789#*") + "\ufe0f\u20e3"
    return "\U0001f3f4" + "".join(chr(0xE0000 + ord(c)) for c in "gbsct") + "\U000e007f"


def random_character(rng):
    while True:
        code = rng.randrange(rng.choice([0x250, 0x3000, 0x10000, 0x20000, 0x110000]))
        if is_character(code):
            return chr(code)


def marked(rng):
    base = rng.choice(["a", "e", "o", "A", "\u05d0", "\u0915", "\u0e01", "\u1100", "\uac00", " ", "\n", "1", "<", ">"])
    return base + "".join(rng.choice(MARKS) for _ in range(rng.randint(1, 6)))


def pool(*lists):
    choices = list(itertools.chain.from_iterable(lists))
    return lambda rng: rng.choice(choices)


POOLS = [
    pool("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    pool("0123456789"),
    pool("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
    pool(SPACES),
    pool(" \n\r\t"),
    pool(ALMOST_SPACES),
    pool(CHINESE),
    pool(span((0x4E00, 0x9FFF))),
    pool(span((0x3041, 0x30FF), (0x20000, 0x20100), (0xF900, 0xFAFF), (0x2F800, 0x2FA1D))),
    pool(span((0xAC00, 0xD7A3))),
    pool(span((0x1100, 0x11FF), (0xA960, 0xA97C), (0xD7B0, 0xD7FB))),
    pool(span((0xC0, 0x24F), (0x1E00, 0x1FFF))),
    pool(MARKS),
    marked,
    pool(DECOMPOSABLE),
    pool(span((0x0900, 0x0DFF), (0x0E00, 0x0FFF), (0x1780, 0x17FF))),
    pool(span((0x0590, 0x06FF), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069), (0xFB1D, 0xFDFF))),
    pool(span((0x0370, 0x052F))),
    pool(span((0x1D400, 0x1D7FF), (0x2070, 0x218F), (0x2460, 0x24FF))),
    pool(EMOJI),
    emoji_sequence,
    pool(span((0, 0x1F), (0x7F, 0x9F))),
    pool(span((0xE000, 0xE0FF), (0xF0000, 0xF00FF), (0x10FF00, 0x10FFFF), (0xFDD0, 0xFDEF), (0xFFF0, 0xFFFF))),
    random_character,
    pool(SPECIAL),
    pool(CONTRACTIONS),
    pool(WORDS),
    pool([" " + word for word in WORDS]),
    pool(["\u0344", "\u0f73", "\u0f75", "\u0f81", "\u0340", "\u0341", "\u0374", "\u1e9b\u0323", "\u212a",
                            "\u212b", "\u0958", "\ufb1d", "\u2adc", "\u115f\u1160", "\u09c7\u09be", "\u1b05\u1b35"]),
]


def random_line(rng):
    if rng.random() < 0.02:
        return POOLS[rng.randrange(len(POOLS))](rng) * rng.randint(20, 120)
    pools = rng.choices(POOLS, k=rng.randint(1, 4))
    length = min(60, 1 + int(rng.expovariate(1 / 9)))
    return "".join(rng.choice(pools)(rng) for _ in range(length))


def random_lines(count, seed):
    rng = random.Random(seed)
    return [random_line(rng) for _ in range(count)]


# ---------------------------------------------------------------------------------------------------------------------
# tokenizer_lines.bin


def varint(number):
    encoded = bytearray()
    while number >= 0x80:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def fnv1a(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


def hash_of_ids(ids):
    return fnv1a(struct.pack(f"<{len(ids)}I", *ids))


def line_fixture(lines, tokenizers):
    parts = [b"ZHTL", struct.pack("<I", len(lines))]
    encodings = [tokenizer.encode_batch(lines) for tokenizer in tokenizers]
    for line, *results in zip(lines, *encodings):
        text = line.encode()
        parts += [varint(len(text)), text]
        for result in results:
            parts += [varint(len(result.ids)), struct.pack("<Q", hash_of_ids(result.ids))]
    return b"".join(parts)


# ---------------------------------------------------------------------------------------------------------------------
# tokenizer_long.json

LONG_UNITS = [" ", "a", "\u0301\u0323", "'", "9", "<", "中", "\U0001f468\u200d", "\u0f73", "\u1100\u1161\u11a8",
              "<|im_start|", " \n", "\r\n  ", "e\u0301", "! ", "\u3000a", "'s", "\0", "ab"]


def long_fixture(tokenizers):
    fixture = []
    for unit in LONG_UNITS:
        case = {"unit": unit, "times": 1_000_000 // len(unit.encode())}
        for name, tokenizer in tokenizers.items():
            ids = tokenizer.encode(unit * case["times"] + "x").ids
            case[name] = {"count": len(ids), "hash": f"{hash_of_ids(ids):016x}"}
        fixture.append(case)
    return fixture


# ---------------------------------------------------------------------------------------------------------------------
# tokenizer_variants.json

ALPHABET = sorted(pre_tokenizers.ByteLevel.alphabet())
BYTE_LEVEL = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False, "use_regex": False}
NFC = {"type": "NFC"}


def qwen2_pre_tokenizer():
    return json.loads(TOKENIZERS["qwen2"].read_text())["pre_tokenizer"]


def added_token(identity, content, **flags):
    token = {"id": identity, "content": content, "single_word": False, "lstrip": False, "rstrip": False}
    return token | {"normalized": False, "special": False} | flags


def variant(words, merges, added=(), normalizer=NFC, pre_tokenizer=None, alphabet=None, **model):
    vocabulary = list(ALPHABET if alphabet is None else alphabet) + words
    ids = {text: i for i, text in enumerate(vocabulary)}
    new_ids = itertools.count(len(vocabulary))
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [added_token(ids.get(text) or next(new_ids), text, **flags) for text, flags in added],
        "normalizer": normalizer,
        "pre_tokenizer": pre_tokenizer or qwen2_pre_tokenizer(),
        "post_processor": None,
        "decoder": None,
        "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None,
                  "end_of_word_suffix": None, "fuse_unk": False, "byte_fallback": False}
        | model | {"vocab": ids, "merges": merges},
    }


def variants():
    words = ["ab", "abc", "bc", "aa", "aaa", "aaaa", "Ġa", "Ġab", "<t", "12"]
    pairs = [["b", "c"], ["a", "b"], ["a", "bc"], ["a", "a"], ["aa", "a"], ["aa", "aa"], ["Ġ", "a"], ["Ġa", "b"],
             ["<", "t"], ["1", "2"]]
    gpt2 = BYTE_LEVEL | {"use_regex": True}
    think = [("<think>", {})] + [(text, {"normalized": True}) for text in ("<t>", "<t>é", "éa")]
    yield "plain", variant(words, pairs)
    yield "merges as texts", variant(words, ["#version: 0.2"] + [" ".join(pair) for pair in pairs])
    yield "a merge twice", variant(words, pairs + [["b", "c"]])
    yield "ignored merges", variant(words + ["abcd", "aĠb"], pairs, ignore_merges=True)
    yield "no normalizer", variant(words, pairs, normalizer=None)
    yield "split like GPT-2", variant(words, pairs, pre_tokenizer=gpt2)
    yield "split like GPT-2 in a sequence", variant(
        words, pairs, pre_tokenizer={"type": "Sequence", "pretokenizers": [gpt2]})
    yield "added tokens after normalization", variant(words, pairs, added=think)
    yield "added tokens within each other", variant(
        words, pairs, added=[("ab", {}), ("abcabc", {}), ("bca", {}), ("<", {}), ("<t>", {}), ("<t><t>a", {})])
    yield "bytes without tokens", variant(["ab", "abc"], [["a", "b"], ["ab", "c"]], alphabet="abcĠ")
    yield "unknown token that is never needed", variant(words + ["<unk>"], pairs, unk_token="<unk>")


def variant_fixture():
    rng = random.Random(SEED)
    texts = ["", "abc", "aaaaaaa", "axbxc", "abcd abc ab", "a b", "  12 's 'S 'll", "<t>e\u0301", "<t>\u0338",
             "<think>\u0338<t>\u0338", "e\u0301<t>\u0301", "<t>é<t>e\u0301é", "e\u0301a<t>\u0301aéa",
             "abcabcabcab<t><t>a<t><", "x\n\n  y \u3000z", "12345 ½²"]
    pieces = ["a", "b", "c", "d", " ", "a", "aa", "<t>", "<", "<think>", "é", "e\u0301", "\u0338", "12", "\n", "'s",
              "'S", "!", "中"]
    texts += ["".join(rng.choices(pieces, k=rng.randint(1, 20))) for _ in range(60)]
    fixture = []
    for name, settings in variants():
        tokenizer = Tokenizer.from_str(json.dumps(settings))
        cases = [{"text": text, "ids": tokenizer.encode(text).ids} for text in texts]
        fixture.append({"name": name, "tokenizer": settings, "cases": cases})
    return fixture


# ---------------------------------------------------------------------------------------------------------------------
# character_ranges.inc


def character_ranges(pattern):
    everything = "".join(chr(code) for code in range(0x110000) if is_character(code))
    split = pre_tokenizers.Split(Regex(pattern + "+"), "removed", invert=True)
    codes = sorted({ord(character) for piece, _ in split.pre_tokenize_str(everything) for character in piece})
    ranges = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return ranges


def range_source():
    lines = ["// Made by tools/reference/make_tokenizer_fixtures.py from the reference tokenizer's answers.", ""]
    for name, pattern in (("letters", r"\p{L}"), ("numbers", r"\p{N}")):
        lines.append(f"constexpr Range {name}[] = {{")
        cells = [f"{{0x{first:x}, 0x{last:x}}}," for first, last in character_ranges(pattern)]
        lines += ["    " + " ".join(cells[i:i + 6]) for i in range(0, len(cells), 6)]
        lines += ["};", ""]
    return "\n".join(lines)


# ---------------------------------------------------------------------------------------------------------------------


CHECKED_AT_ONCE = 100_000  # lines; all of them would fill the memory of a small machine


def lines_to_check(count, seed):
    """Every character alone and in company, then random lines."""
    for form in ("{0}", "a{0}b", " {0}", "{0}\n", "{0}{0}1"):
        yield from (form.format(chr(code)) for code in range(0x110000) if is_character(code))
    rng = random.Random(seed)
    yield from (random_line(rng) for _ in range(count))


def ids_of_program(encoder, path, lines):
    request = b"".join(struct.pack("<I", len(text)) + text for text in (line.encode() for line in lines))
    answer = subprocess.run([encoder, str(path)], input=request, stdout=subprocess.PIPE, check=True).stdout
    offset = 0
    for _ in lines:
        (size,) = struct.unpack_from("<I", answer, offset)
        yield list(struct.unpack_from(f"<{size}I", answer, offset + 4))
        offset += 4 + 4 * size


def check(count, seed, encoder):
    wrong = 0
    for name, path in TOKENIZERS.items():
        tokenizer = Tokenizer.from_file(str(path))
        checked = 0
        remaining = lines_to_check(count, seed)
        while lines := list(itertools.islice(remaining, CHECKED_AT_ONCE)):
            expected = tokenizer.encode_batch(lines)
            for line, ids, encoding in zip(lines, ids_of_program(encoder, path, lines), expected):
                if ids != encoding.ids:
                    wrong += 1
                    print(f"{name}: {ascii(line)}: {ids} instead of {encoding.ids}")
            checked += len(lines)
        print(f"{name}: {checked} lines, {wrong} wrong so far")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--encoder")
    arguments = parser.parse_args()
    if arguments.check is not None:
        sys.exit(1 if check(arguments.check, arguments.seed, arguments.encoder) else 0)
    data = ROOT / "tests/data/text"
    data.mkdir(parents=True, exist_ok=True)
    (ROOT / "core/text/character_ranges.inc").write_text(range_source())
    tokenizers = {name: Tokenizer.from_file(str(path)) for name, path in TOKENIZERS.items()}
    (data / "tokenizer_lines.bin").write_bytes(line_fixture(random_lines(LINES, SEED), tokenizers.values()))
    for name, fixture in (("tokenizer_long", long_fixture(tokenizers)), ("tokenizer_variants", variant_fixture())):
        (data / f"{name}.json").write_text(json.dumps(fixture, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
