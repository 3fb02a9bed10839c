# SPDX-License-Identifier: Apache-2.0
"""The prompt grammar: one of the many ways in which somebody would ask for a scene.

A prompt is a list of parts in some order. One of them, the main part, names the figures; place, background, style and
light are said inside it or stand for themselves, and words without effect are sprinkled between. Each language is a
module with the same functions; in a mixed prompt every part chooses its language anew.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from demo_model.world.prompts import chinese, english
from demo_model.world.prompts.speaker import Speaker
from demo_model.world.scene import Scene
from demo_model.world.terms import Term
from demo_model.world.vocabulary import PLAIN_STYLE

if TYPE_CHECKING:
    from demo_model.world import Language, Length, World

LANGUAGES = {"zh": chinese, "en": english}
# How many words without effect: the mean of a geometric draw, and what a long prompt has at least.
EXTRA = {"short": (0.0, 0), "middle": (1.1, 0), "long": (3.0, 3)}


def write_prompt(world: World, scene: Scene, rng: random.Random, language: Language, length: Length) -> str:
    speaker = Speaker(world, scene, rng, length)
    main_language = rng.choice(("zh", "en")) if language == "mixed" else language
    tongue = LANGUAGES[main_language]

    def other() -> object:
        return LANGUAGES[rng.choice(("zh", "en"))] if language == "mixed" else tongue

    main, said = tongue.main_part(speaker)
    parts = [other().place_part(speaker) for _ in [0] if scene.place and "place" not in said]
    parts += [other().background_part(speaker) for _ in [0] if scene.background and "background" not in said]
    parts += [other().style_part(speaker) for _ in [0] if scene.style and "style" not in said]
    parts += [other().light_part(speaker) for _ in [0] if scene.light and "light" not in said]
    parts += _idle_parts(speaker, other)
    rng.shuffle(parts)
    where = rng.randint(1, len(parts)) if parts and rng.random() < 0.15 else 0
    if main:
        parts.insert(where, main)
    return _joined(rng, parts, tongue)


def _idle_parts(speaker: Speaker, other) -> list[str]:
    """Quality words and unknown ones; the plain style's names count among them where no style is asked for."""
    rng, scene = speaker.rng, speaker.scene
    mean, least = EXTRA[speaker.length]
    count = least
    while mean and rng.random() < mean / (1 + mean) and count < 9:
        count += 1
    parts = [other().idle_part(speaker) for _ in range(count)]
    if not scene.style and speaker.length != "short" and rng.random() < 0.10:
        parts.append(_any_name(speaker, other(), PLAIN_STYLE))
    if not scene.light and speaker.hides_light and rng.random() < 0.12:
        tongue = other()
        parts.append(_any_name(speaker, tongue, speaker.pick(speaker.world.lights)))
    return parts


def _any_name(speaker: Speaker, tongue, term: Term) -> str:
    return speaker.pick(getattr(term, tongue.NAMES))


def _joined(rng: random.Random, parts: list[str], tongue) -> str:
    separator = rng.choice(tongue.SEPARATORS)
    prompt = separator.join(part for part in parts if part)
    return tongue.finish(prompt, rng)
