# SPDX-License-Identifier: Apache-2.0
"""The tokenizer: byte-level BPE of the form that Qwen2's has, with 6,144 entries learned from the world's own words.

    cd tools && python3 -m demo_model.tokenizer --output ../build/demo/tokenizer

Chinese is written without spaces, so a tokenizer that learns from sentences joins the end of one word to the beginning
of the next. This one learns from single words, as often as they matter: a known word becomes one or two tokens that
mean it alone.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from demo_model.world import World, filler, prose
from demo_model.world.prompts import chinese

ENTRIES = 6144
SPECIAL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
# Qwen2's own rule for what may be joined at all.
PATTERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
QWEN2_CONFIG = Path(__file__).parents[2] / "resources" / "tokenizers" / "qwen2" / "tokenizer_config.json"
# How often a word counts: what changes the picture most.
SUBJECT, TERM, GLUE, IDLE = 60, 80, 120, 12
GLUE_ZH = (
    "一只 一个 一位 一朵 一辆 一张 一座 这只 背景 背景是 背景为 左边 右边 左边是 右边是 左侧 右侧 旁边是 在一起 生成 "
    "请画 的照片 的图片 画一张 画出 上 里 的 和 与 跟 在 画 中 下 前 有 当 打扮成 扮成 造型 戴着 穿着 戴 穿 坐在 "
    "站在 女 男 场景是 画成 做成 风格 风景"
)
VERBS_ZH = ("头上系着", "头上有", "戴着", "穿着", "系着", "围着", "披着", "头戴", "戴", "穿", "围", "打")
PLACE_ENDINGS_ZH = "上里中下前"
GLUE_EN = (
    "a an the one some this in on at with of and next to beside together left right background backdrop plain solid "
    "photo picture illustration draw image portrait against as dressed wearing costume style scene front "
    "surrounded by user assistant"
)


def chat(prompt: str) -> str:
    """What the text encoder reads for a prompt: Z-Image's chat template, without thinking."""
    return f"<|im_start|>user\n{prompt}<|im_end|>\n<|im_start|>assistant\n"


def build(world: World, entries: int = ENTRIES) -> Tokenizer:
    counted = _word_counts(world)
    # The order of ties follows the corpus, so the corpus is sorted.
    corpus = [word for word in sorted(counted) for _ in range(counted[word])] + ["user\n", "assistant\n", "\n"] * 300
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PATTERN), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator(
        corpus,
        trainers.BpeTrainer(
            vocab_size=entries - len(SPECIAL), special_tokens=[], initial_alphabet=alphabet, show_progress=False
        ),
    )
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in SPECIAL])
    if tokenizer.get_vocab_size() != entries:
        raise ValueError(
            f"the words give {tokenizer.get_vocab_size()} entries, not {entries}: the embedding would not fit"
        )
    return tokenizer


def save(tokenizer: Tokenizer, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    config = json.loads(QWEN2_CONFIG.read_text(encoding="utf-8"))
    added = {
        str(tokenizer.token_to_id(token)): {
            "content": token,
            "lstrip": False,
            "normalized": False,
            "rstrip": False,
            "single_word": False,
            "special": True,
        }
        for token in SPECIAL
    }
    config |= {"added_tokens_decoder": added, "additional_special_tokens": list(SPECIAL[1:]), "model_max_length": 4096}
    text = json.dumps(config, indent=2, ensure_ascii=False, sort_keys=True)
    (folder / "tokenizer_config.json").write_text(text + "\n", encoding="utf-8")


def _word_counts(world: World) -> Counter[str]:
    counted: Counter[str] = Counter()
    for subject in world.subjects:
        count = SUBJECT * (2 if subject.weight > 1 else 1)
        _add(counted, subject.english + subject.chinese, count)
        for view in subject.views:
            _add(counted, view.english + view.chinese, count)
    for term in (*world.colours, *world.styles, *world.lights):
        _add(counted, term.english + term.chinese, TERM)
    for place in world.places:
        _add(counted, place.english_phrases + place.english_nouns + place.chinese_phrases + place.chinese_nouns, TERM)
    for costume in world.costumes:
        _add(counted, costume.english_roles + costume.chinese_roles + costume.english_wear + costume.chinese_wear, TERM)
    _add(counted, GLUE_ZH.split() + GLUE_EN.split(), GLUE)
    _add(counted, (measure for measures in chinese.MEASURES.values() for measure in measures), GLUE)
    _add(
        counted,
        filler.ADJECTIVES_EN
        + filler.POSES_EN
        + filler.QUALITY_EN
        + filler.QUALITY_ZH
        + filler.POSES_ZH
        + filler.POSES_BEFORE_PLACE_ZH
        + tuple(word.removesuffix("的") for word in filler.ADJECTIVES_ZH),
        2 * IDLE,
    )
    _add(counted, prose.CLAUSES_EN + prose.EVERYDAY_EN, IDLE // 4)
    _add(counted, filler.UNKNOWN_EN + filler.UNKNOWN_ZH + world.idle_palette[0] + world.idle_palette[1], IDLE)
    _add(counted, filler.CHARACTERS, 3)
    for mark in (", ", ",", "，", "、", "。", "！", ": ", "：", ". ", "; "):
        counted[mark] += 4 * GLUE
    return counted


def _add(counted: Counter[str], names: Iterable[str], count: int) -> None:
    for name in names:
        pieces = _english_pieces(name, count) if name.isascii() else {piece: count for piece in _chinese_pieces(name)}
        for piece, times in pieces.items():
            counted[piece] += times


def _english_pieces(name: str, count: int) -> dict[str, int]:
    """Words with the space before them; those that matter also as a prompt begins: bare, and with a capital."""
    pieces: dict[str, int] = {}
    for word in name.split():
        pieces[" " + word] = count
        if count > 2 * IDLE:
            pieces[word] = count // 2
            pieces[word[:1].upper() + word[1:]] = count // 6
    return pieces


def _chinese_pieces(name: str) -> list[str]:
    """洒满阳光的草地上 is 洒满阳光, 草地 and 上, 戴着皇冠 is 戴着 and 皇冠: one token would hide the words."""
    if len(name) < 2:
        return [name]
    pieces = []
    for part in name.replace("，", " ").replace("的", " ").split():
        verb = next((verb for verb in VERBS_ZH if part.startswith(verb) and len(part) > len(verb) + 1), "")
        part = part.removeprefix(verb)
        if len(part) > 2 and part[-1] in PLACE_ENDINGS_ZH:
            part = part[:-1]
        pieces.append(part)
    return pieces


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, required=True)
    folder = parser.parse_args().output
    world = World.load()
    tokenizer = build(world)
    save(tokenizer, folder)
    rng = random.Random(1)
    for length in ("short", "middle", "long"):
        counts = sorted(
            len(tokenizer.encode(chat(world.prompt(world.sample(rng, 256, 256), rng, language, length))).ids)
            for language in ("zh", "en", "mixed")
            for _ in range(1000)
        )
        print(
            f"{length}: {counts[len(counts) // 2]} tokens in the middle, "
            f"{counts[int(0.99 * len(counts))]} at most in 99 of 100"
        )


if __name__ == "__main__":
    main()
