# SPDX-License-Identifier: Apache-2.0
"""What both languages need to speak about a scene: the names of its figures, and dice."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

from demo_model.world.sampling import STYLES_WITHOUT_LIGHT
from demo_model.world.scene import Figure, Scene
from demo_model.world.vocabulary import PLAIN_STYLE

if TYPE_CHECKING:
    from demo_model.world import World

MAIN_NAME = 0.5  # how often the first of several names is taken
VIEW_NAME = 0.6  # how often a view with a name of its own is called by it


class Speaker:
    def __init__(self, world: World, scene: Scene, rng: random.Random, length: str) -> None:
        self.world, self.scene, self.rng, self.length = world, scene, rng, length
        self.hides_light = world.style_key(scene.style) in STYLES_WITHOUT_LIGHT

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def pick(self, choices: Sequence[str]) -> str:
        return self.rng.choice(choices)

    def name(self, figure: Figure, language: str) -> str:
        subject = self.world.subjects[figure.subject]
        view = subject.views[figure.view]
        own: tuple[str, ...] = getattr(view, language)
        if own and not figure.costume and self.chance(VIEW_NAME):
            return self.pick(own)
        names: tuple[str, ...] = getattr(subject, language)
        return names[0] if self.chance(MAIN_NAME) else self.pick(names)

    def other_name(self, language: str) -> str:
        """Of something that the scene need not show."""
        return self.pick(getattr(self.pick(self.world.subjects), language))

    def near_word(self, language: str) -> str:
        """Made of pieces of known words but none itself: only the whole word decides."""
        while True:
            first, second = self.other_name(language), self.other_name(language)
            word = first[:(len(first) + 1) // 2] + second[len(second) // 2:]
            if not self.world.knows(word):
                return word

    def gender(self, figure: Figure) -> str:
        """The figure's gender when it should be said: half of the time that the picture shows one."""
        gender = self.world.picture(figure).gender if not figure.costume else ""
        return gender if gender and self.chance(0.5) else ""

    def kind(self, figure: Figure) -> str:
        return self.world.subjects[figure.subject].kind


def effective_words(world: World) -> set[str]:
    """Every word that changes a picture, in lower case."""
    found: list[str] = []
    for subject in world.subjects:
        found += subject.english + subject.chinese
        for view in subject.views:
            found += view.english + view.chinese
    for term in (*world.colours, *world.styles, *world.lights, PLAIN_STYLE):
        found += term.english + term.chinese
    for colour in world.colours:
        found += [f"{name}背景" for name in colour.chinese] + [f"{name} background" for name in colour.english]
    for place in world.places:
        found += place.english_phrases + place.english_nouns + place.chinese_phrases + place.chinese_nouns
    for costume in world.costumes:
        found += costume.english_roles + costume.chinese_roles + costume.english_wear + costume.chinese_wear
    return {word.lower() for word in found}
