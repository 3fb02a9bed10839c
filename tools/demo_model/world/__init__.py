# SPDX-License-Identifier: Apache-2.0
"""The closed world of the demo model: what can be seen, and the words for it in two languages.

    world = World.load()
    scene = world.sample(random.Random(1), 256, 256)
    world.prompt(scene, random.Random(2), language="zh")      # "一只戴着墨镜的熊猫在花园里，水彩"

Everything follows from the tables and the random numbers: the same seed gives the same scenes and prompts everywhere.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Literal

from demo_model.world.costumes import COSTUMES, Costume, Wearer, load_wearers
from demo_model.world.filler import palette_words
from demo_model.world.places import PLACES
from demo_model.world.prompts import write_prompt
from demo_model.world.prompts.speaker import effective_words
from demo_model.world.sampling import sample_scene
from demo_model.world.scene import Figure, Scene
from demo_model.world.subjects import Picture, Subject, load_subjects
from demo_model.world.terms import Place, Term
from demo_model.world.vocabulary import COLOURS, LIGHTS, STYLES

__all__ = ["Figure", "Language", "Length", "Scene", "World"]

Language = Literal["zh", "en", "mixed"]
Length = Literal["short", "middle", "long"]


@dataclass(frozen=True)
class World:
    subjects: tuple[Subject, ...]
    costumes: tuple[Costume, ...] = COSTUMES
    places: tuple[Place, ...] = PLACES
    colours: tuple[Term, ...] = COLOURS
    styles: tuple[Term, ...] = STYLES
    lights: tuple[Term, ...] = LIGHTS
    wearers: dict[str, Wearer] = field(default_factory=dict)  # by subject key
    subject_index: dict[str, int] = field(default_factory=dict)  # key -> index
    idle_palette: tuple[tuple[str, ...], tuple[str, ...]] = (
        (),
        (),
    )  # the program's keywords without effect: English, Chinese
    effective: frozenset[str] = frozenset()  # words that change a picture, in lower case
    _weights: tuple[float, ...] = ()  # cumulative

    @classmethod
    def load(cls) -> World:
        subjects = load_subjects()
        index = {subject.key: number for number, subject in enumerate(subjects)}
        weights = tuple(accumulate(subject.weight for subject in subjects))
        world = cls(subjects, wearers=load_wearers(), subject_index=index, _weights=weights)
        effective = effective_words(world)
        return replace(world, idle_palette=palette_words(effective), effective=frozenset(effective))

    @property
    def wearer_keys(self) -> list[str]:
        return list(self.wearers)

    @property
    def label_counts(self) -> dict[str, int]:
        """How many values each entry of Scene.labels has, the one for none included."""
        return {
            "subject": len(self.subjects) + 1,
            "second": len(self.subjects) + 1,
            "place": len(self.places) + 1,
            "background": len(self.colours) + 1,
            "style": len(self.styles) + 1,
            "light": len(self.lights) + 1,
            "tint": len(self.colours) + 1,
            "costume": len(self.costumes) + 1,
        }

    def sample(self, rng: random.Random, height: int, width: int) -> Scene:
        return sample_scene(self, rng, height, width)

    def prompt(self, scene: Scene, rng: random.Random, language: Language = "zh", length: Length = "middle") -> str:
        """One of the many ways to ask for this scene. mixed: one language with words of the other among them."""
        return write_prompt(self, scene, rng, language, length)

    def knows(self, phrase: str) -> bool:
        """Whether some of its words, or in Chinese some of its characters, change a picture."""
        parts, glue = (phrase.lower().split(), " ") if phrase.isascii() else (list(phrase), "")
        runs = (glue.join(parts[start:end]) for start in range(len(parts)) for end in range(start + 1, len(parts) + 1))
        return any(run in self.effective for run in runs)

    def draw_subject(self, rng: random.Random) -> int:
        return rng.choices(range(len(self.subjects)), cum_weights=self._weights)[0]

    def style_key(self, style: int) -> str:
        return self.styles[style - 1].key if style else "none"

    def picture(self, figure: Figure) -> Picture:
        return self.subjects[figure.subject].views[figure.view].pictures[figure.picture]

    def view_of_picture(self, subject: int, file: str) -> int:
        views = self.subjects[subject].views
        return next(number for number, view in enumerate(views) if any(p.file == file for p in view.pictures))

    def head_views(self, subject: int) -> set[int]:
        """The views of this subject that show a head and no body."""
        views = self.subjects[subject].views
        named = (" face", " head")
        heads = {number for number, view in enumerate(views) if any(name.endswith(named) for name in view.english)}
        wearer = self.wearers.get(self.subjects[subject].key)
        if wearer and wearer.form != "body":
            heads.add(self.view_of_picture(subject, wearer.picture))
        return heads
