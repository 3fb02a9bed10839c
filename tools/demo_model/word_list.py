# SPDX-License-Identifier: Apache-2.0
"""The words that work, as Markdown for the model card, and which keywords of the program's palette are among them.

cd tools && python3 -m demo_model.word_list              # the sections of the model card
cd tools && python3 -m demo_model.word_list --keywords   # ids of resources/keywords.json that change the picture
cd tools && python3 -m demo_model.word_list --mark       # marks them there, and no others
"""

import argparse
import json
import re
from collections.abc import Iterable

from demo_model.world import World
from demo_model.world.filler import PALETTE
from demo_model.world.prompts.speaker import effective_words
from demo_model.world.subjects import Subject
from demo_model.world.terms import Term

KINDS = {
    "nature": "Animals and plants",
    "food": "Food and drink",
    "travel": "Travel, places, weather",
    "object": "Objects",
    "activity": "Activities",
    "person": "People",
    "face": "Faces, hearts, creatures",
    "symbol": "Signs",
    "flag": "Flags",
}


MARK = ', "demo": true'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--keywords", action="store_true", help="list the palette's keywords instead")
    chosen.add_argument("--mark", action="store_true", help="mark them in the palette")
    arguments = parser.parse_args()
    world = World.load()
    if arguments.mark:
        PALETTE.write_text(marked(PALETTE.read_text(encoding="utf-8"), effective_keywords(world)), encoding="utf-8")
    else:
        print("\n".join(effective_keywords(world)) if arguments.keywords else model_card_words(world))


def marked(palette: str, keywords: list[str]) -> str:
    """The palette has a keyword a line, which a JSON writer would not keep."""
    lines = []
    for line in palette.replace(MARK, "").split("\n"):
        known = any(f'"id": "{keyword}"' in line for keyword in keywords)
        lines.append(re.sub(r"\}(?=[^}]*$)", MARK + "}", line, count=1) if known else line)
    return "\n".join(lines)


def model_card_words(world: World) -> str:
    sections = ["## Words that work", _terms(world), "### Subjects"]
    for kind, title in KINDS.items():
        subjects = [subject for subject in world.subjects if subject.kind == kind]
        sections.append(f"**{title}** ({len(subjects)}): {', '.join(_subject(subject) for subject in subjects)}")
    return "\n\n".join(sections)


def effective_keywords(world: World) -> list[str]:
    """A keyword counts when both of its names, as the palette spells them, are words of the world. Materials never do:
    crystal is a thing here, nothing that a fox could be made of."""
    known = effective_words(world)
    categories = json.loads(PALETTE.read_text(encoding="utf-8"))["categories"]
    return [
        keyword["id"]
        for category in categories
        for keyword in category["keywords"]
        if not category.get("negative")
        and category["id"] != "material"
        and keyword["zh"].lower() in known
        and keyword["en"].lower() in known
    ]


def _terms(world: World) -> str:
    places = "; ".join(
        f"{place.english_nouns[0]} {place.chinese_nouns[0]} "
        f"({', '.join(place.english_nouns[1:4] + place.chinese_nouns[1:4])})"
        for place in world.places
    )
    roles = "; ".join(
        f"{costume.english_roles[0]} {costume.chinese_roles[0]}" for costume in world.costumes if costume.english_roles
    )
    things = "; ".join(
        f"{costume.english_wear[0]} {costume.chinese_wear[0]}"
        for costume in world.costumes
        if not costume.english_roles
    )
    wearers = ", ".join(world.subjects[world.subject_index[key]].english[0] for key in world.wearers)
    return "\n".join(
        (
            f"* Places ({len(world.places)}): {places}.",
            f"* Backgrounds ({len(world.colours)}): {_pairs(world.colours)}, each with 背景 or "
            "background. The same colours paint things: "
            "蓝色的汽车, a green elephant.",
            f"* Styles ({len(world.styles)}): {_pairs(world.styles)}.",
            f"* Light ({len(world.lights)}): {_pairs(world.lights)}.",
            f"* Roles: {roles}.",
            f"* Things to wear: {things}.",
            f"* Who can take a role or wear something: {wearers}.",
            "* Two subjects: 左边…右边…, …和…, … and …, … next to …. A place alone: 花园, an empty beach.",
        )
    )


def _pairs(terms: Iterable[Term]) -> str:
    return ", ".join(f"{term.english[0]} {term.chinese[0]}" for term in terms)


def _subject(subject: Subject) -> str:
    return f"{subject.english[0]} {subject.chinese[0]}"


if __name__ == "__main__":
    main()
