# SPDX-License-Identifier: Apache-2.0
"""What can be seen: subjects, their views (a cat, a cat's face) and the pictures of each view (skin tones, genders)."""

from dataclasses import dataclass
from pathlib import Path

from demo_model.world.vocabulary import COLOURS

TABLE = Path(__file__).with_name("subjects.tsv")
TONES = ("1f3fb", "1f3fc", "1f3fd", "1f3fe", "1f3ff")
WOMAN, MAN = "1f469", "1f468"
# What has a colour of its own in its name or its meaning is not painted in another one.
COLOURED_KINDS = {"face", "person", "symbol", "flag"}
COLOURED_SUBJECTS = {
    "rainbow",
    "fireworks",
    "shooting-star",
    "painting",
    "world-map",
    "palette",
    "sunrise-over-mountains",
    "earth",
    "thermometer",
    "traffic-light",
}


@dataclass(frozen=True)
class Picture:
    file: str  # the picture's name without its ending: Unicode code points
    gender: str = ""  # "woman", "man" or neither


@dataclass(frozen=True)
class View:
    pictures: tuple[Picture, ...]
    english: tuple[str, ...]  # names that ask for this view and no other
    chinese: tuple[str, ...]


@dataclass(frozen=True)
class Subject:
    key: str
    kind: str  # face, person, nature, food, travel, activity, object, symbol, flag
    weight: float
    english: tuple[str, ...]
    chinese: tuple[str, ...]
    views: tuple[View, ...]

    @property
    def tintable(self) -> bool:
        named = " ".join(self.english[0].split("-")).split()
        coloured = any(term.key in named or term.chinese[0][0] in self.chinese[0] for term in COLOURS)
        return not coloured and self.kind not in COLOURED_KINDS and self.key not in COLOURED_SUBJECTS


def load_subjects(table: Path = TABLE) -> tuple[Subject, ...]:
    lines = (line for line in table.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    grouped: dict[str, list[list[str]]] = {}
    for line in lines:
        fields = ["" if field == "-" else field for field in line.split("\t")]
        grouped.setdefault(fields[0], []).append(fields[1:])
    return tuple(_subject(key, rows) for key, rows in grouped.items())


def _subject(key: str, rows: list[list[str]]) -> Subject:
    _, kind, weight, _, english, chinese = rows[0]
    views = [View(_pictures(rows[0][0], rows[0][3]), (), ())]
    views += [View(_pictures(row[0], row[3]), _names(row[4]), _names(row[5])) for row in rows[1:]]
    return Subject(key, kind, float(weight), _names(english), _names(chinese), tuple(views))


def _names(field: str) -> tuple[str, ...]:
    return tuple(name for name in field.split(",") if name)


def _pictures(file: str, people: str) -> tuple[Picture, ...]:
    """The neutral picture first. How Unicode spells a tone and a gender depends on the kind of sequence."""
    pictures = [Picture(file)]
    if "genders" in people:
        pictures += [Picture(_gendered(file, "woman"), "woman"), Picture(_gendered(file, "man"), "man")]
    if "tones" in people:
        pictures += [Picture(_toned(picture.file, tone), picture.gender) for picture in pictures for tone in TONES]
    return tuple(pictures)


def _gendered(file: str, gender: str) -> str:
    if file.startswith("1f9d1-200d"):  # an occupation: the person itself is exchanged
        return file.replace("1f9d1", WOMAN if gender == "woman" else MAN, 1)
    sign = "2640" if gender == "woman" else "2642"
    return f"{file.removesuffix('-fe0f')}-200d-{sign}-fe0f"


def _toned(file: str, tone: str) -> str:
    """The tone stands directly behind the first code point and replaces its emoji selector."""
    first, *rest = file.split("-")
    if rest and rest[0] == "fe0f":
        rest = rest[1:]
    return "-".join([first, tone, *rest])
