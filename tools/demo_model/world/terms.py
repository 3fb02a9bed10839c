# SPDX-License-Identifier: Apache-2.0
"""The kinds of words that change a picture, each with its names in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """A style, a light or a colour. The first name of each language is the one that lists show."""

    key: str
    english: tuple[str, ...]
    chinese: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """A scenery. Phrases say where something is ("in a garden", 花园里), nouns name the place itself (garden, 花园)."""

    key: str
    english_phrases: tuple[str, ...]
    english_nouns: tuple[str, ...]
    chinese_phrases: tuple[str, ...]
    chinese_nouns: tuple[str, ...]
    stands: bool = True  # False: the subject floats in the middle (space, under water)
    weight: float = 1.0


def words(text: str) -> tuple[str, ...]:
    """`a|b c|d` as a tuple: long word lists stay readable in the source."""
    return tuple(part.strip() for part in text.split("|") if part.strip())
