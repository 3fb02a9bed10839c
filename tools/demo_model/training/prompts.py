# SPDX-License-Identifier: Apache-2.0
"""Prompts as the text encoder sees them, sorted by the length they are padded to."""

import random
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from demo_model.tokenizer import chat
from demo_model.world import Scene, World

PAD_TO = 32
# Padded length, share of the training steps, and prompts kept for each picture.
LENGTHS = (32, 64, 96)
SHARES = (0.64, 0.30, 0.06)
KEPT = (3, 2, 1)
SLOTS = sum(KEPT)
FIRST_SLOT = (0, 3, 5)
ASKED = (("short", 4), ("middle", 3), ("long", 2))
MIXED_SHARE = 0.06
# Designers pile up keywords: what follows a long prompt to fill the longest length.
PILED_KEYWORDS = (8, 16)


def padded_length(tokens: int) -> int:
    return -(-tokens // PAD_TO) * PAD_TO


class PromptCoder:
    def __init__(self, tokenizer_file: Path):
        self.tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self.size = self.tokenizer.get_vocab_size()
        self.pad = self.tokenizer.token_to_id("<|endoftext|>")
        self.empty = self.encode([""])[0]

    def encode(self, prompts: list[str]) -> list[list[int]]:
        return [encoding.ids for encoding in self.tokenizer.encode_batch([chat(p) for p in prompts])]

    def padded(self, tokens: list[list[int]], length: int) -> tuple[np.ndarray, np.ndarray]:
        ids = np.full((len(tokens), length), self.pad, np.int16)
        for row, one in zip(ids, tokens):
            row[:len(one)] = one
        return ids, np.array([len(one) for one in tokens], np.int16)

    def tensors(self, tokens: list[list[int]], length: int, device: torch.device) -> tuple[Tensor, Tensor]:
        """padded, as the model takes it: ids and lengths."""
        ids, lengths = (torch.from_numpy(part).to(device).long() for part in self.padded(tokens, length))
        return ids, lengths

    def for_scenes(self, world: World, scenes: list[Scene], rng: random.Random) -> tuple[np.ndarray, np.ndarray]:
        """Ids (scenes, SLOTS, 96) and lengths (scenes, SLOTS); a slot without a prompt that fits has length 0."""
        each = [_prompts(world, scene, rng) for scene in scenes]
        tokens = self.encode([prompt for prompts in each for prompt in prompts])
        ids = np.full((len(scenes), SLOTS, LENGTHS[-1]), self.pad, np.int16)
        lengths = np.zeros((len(scenes), SLOTS), np.int16)
        count = len(each[0])
        for index in range(len(scenes)):
            _fill(ids[index], lengths[index], tokens[index * count:(index + 1) * count])
        return ids, lengths


def _prompts(world: World, scene: Scene, rng: random.Random) -> list[str]:
    prompts = []
    for length, count in ASKED:
        for index in range(count):
            language = "mixed" if rng.random() < MIXED_SHARE else ("zh", "en")[index % 2]
            prompts.append(world.prompt(scene, rng, language=language, length=length))
    return [*prompts, _piled_up(world, prompts[-1 - rng.randrange(2)], rng)]


def _piled_up(world: World, prompt: str, rng: random.Random) -> str:
    """Followed by many keywords that change nothing."""
    english, chinese = world.idle_palette
    keywords = rng.choices(english if prompt.isascii() else chinese, k=rng.randint(*PILED_KEYWORDS))
    return rng.choice((", ", ",", " ") if prompt.isascii() else ("，", "、", ",")).join([prompt, *keywords])


def _fill(ids: np.ndarray, lengths: np.ndarray, tokens: list[list[int]]) -> None:
    """By the true number of tokens: a prompt that was asked for as short may have become longer."""
    for padded, first, kept in zip(LENGTHS, FIRST_SLOT, KEPT):
        fitting = [one for one in tokens if padded - PAD_TO < len(one) <= padded][:kept]
        for slot, one in enumerate(fitting, first):
            ids[slot, :len(one)] = one
            lengths[slot] = len(one)
