# SPDX-License-Identifier: Apache-2.0
"""A scene: everything about a picture that words can say. What words cannot say (where exactly, how large, which way a
figure looks, the shape of the clouds) the renderer draws from its own generator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demo_model.world import World


@dataclass(frozen=True)
class Figure:
    subject: int  # index into world.subjects
    view: int = 0  # index into the subject's views
    picture: int = 0  # index into the view's pictures (skin tone, gender)
    costume: int = 0  # 0 nothing, else 1 + index into world.costumes
    tint: int = 0  # 0 its own colours, else 1 + index into world.colours


@dataclass(frozen=True)
class Scene:
    """Indices are 0 for none, else 1 + index into the world's list of the same name."""

    figures: tuple[Figure, ...]  # one, or two from left to right, or none in an empty place
    place: int = 0
    background: int = 0  # a colour; never together with a place
    style: int = 0
    light: int = 0
    height: int = 256
    width: int = 256

    def labels(self, world: World) -> dict[str, int]:
        """What a classifier can be asked about the picture; world.label_counts has the number of values of each."""
        first = self.figures[0] if self.figures else Figure(len(world.subjects))  # the last value: nobody
        second = self.figures[1].subject + 1 if len(self.figures) > 1 else 0
        return {
            "subject": first.subject,
            "second": second,
            "place": self.place,
            "background": self.background,
            "style": self.style,
            "light": self.light,
            "tint": first.tint,
            "costume": first.costume,
        }
