# SPDX-License-Identifier: Apache-2.0
"""Prompts in English."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from demo_model.world import filler, prose
from demo_model.world.prompts.speaker import Speaker
from demo_model.world.scene import Figure

NAMES = "english"  # of a Term
SEPARATORS = (", ", ", ", ", ", ", ", " ", ",", ". ", "; ", " - ")
REQUESTS = (
    "a photo of",
    "a picture of",
    "an illustration of",
    "photo of",
    "draw",
    "an image of",
    "portrait of",
    "please draw",
    "make a picture of",
    "I want",
    "create an image with",
    "generate",
    "show me",
)
PURPOSES = ("for a {} {}", "for the {} {}", "to be used on a {} {}", "made for our {} {}")
PURPOSE_NOUNS = ("cover", "poster", "brand", "shop sign", "label", "calendar", "menu", "brochure", "bookmark",
                 "invitation", "packaging", "blog", "newsletter", "exhibition", "company", "club")


def main_part(speaker: Speaker) -> tuple[str, set[str]]:
    """The figures, and what else was said along with them."""
    scene = speaker.scene
    said: set[str] = set()
    if not scene.figures:
        return _bare_place(speaker), {"place"}
    main = _pair(speaker) if len(scene.figures) == 2 else _noun(speaker, scene.figures[0])
    if scene.place and speaker.chance(0.68):
        main = _in_place(speaker, main)
        said.add("place")
    elif scene.background and speaker.chance(0.30):
        pattern = speaker.pick(
            (
                "{main} on a {colour} background",
                "{main} on {colour}",
                "{main} with a {colour} background",
                "{main} against a {colour} background",
                "{main} in front of a {colour} wall",
                "{main} on plain {colour}",
            )
        )
        main = pattern.format(main=main, colour=_colour(speaker, scene.background))
        said.add("background")
    elif len(scene.figures) == 1 and speaker.chance(0.08):
        main += " " + speaker.pick(filler.POSES_EN)
    if scene.light and speaker.chance(0.12):
        light = speaker.pick(speaker.world.lights[scene.light - 1].english)
        main = f"{main} {speaker.pick(('in', 'with', 'under'))} {light}"
        said.add("light")
    return _styled_or_asked(speaker, main, said), said


def _styled_or_asked(speaker: Speaker, main: str, said: set[str]) -> str:
    style = speaker.scene.style
    if style and speaker.chance(0.32):
        said.add("style")
        name = speaker.pick(speaker.world.styles[style - 1].english).removeprefix("as a ").removesuffix(" style")
        return speaker.pick(
            (
                "{style} of {main}",
                "{style} of {main}",
                "{style}: {main}",
                "{style}, {main}",
                "a {style} of {main}",
                "{style} {main}",
                "{main} in {style} style",
                "{main} as {style}",
                "{main} drawn as {style}",
            )
        ).format(style=name, main=main)
    if speaker.chance(0.12):
        return f"{speaker.pick(REQUESTS)} {main}"
    return main


def _bare_place(speaker: Speaker) -> str:
    place = speaker.world.places[speaker.scene.place - 1]
    noun = speaker.pick(place.english_nouns)
    return speaker.pick(
        (
            "{noun}",
            "{noun}",
            "an empty {noun}",
            "{noun} scenery",
            "a view of the {noun}",
            "{noun} landscape",
            "the {noun} with nobody in it",
        )
    ).format(noun=noun)


def _noun(speaker: Speaker, figure: Figure, plain: bool = False) -> str:
    name = speaker.name(figure, "english")
    if gender := speaker.gender(figure):
        name = f"{speaker.pick(('female', 'woman') if gender == 'woman' else ('male', 'man'))} {name}"
    if figure.costume:
        return _dressed(speaker, figure, name)
    adjective = speaker.pick(filler.ADJECTIVES_EN) if not plain and speaker.chance(0.22) else ""
    colour = _colour(speaker, figure.tint) if figure.tint else ""
    if colour and speaker.chance(0.12):
        return _article(speaker, f"{adjective} {name}".strip()) + f" in {colour}"
    order = (adjective, colour, name) if speaker.chance(0.8) else (colour, adjective, name)
    return _article(speaker, " ".join(word for word in order if word))


def _article(speaker: Speaker, phrase: str) -> str:
    article = speaker.pick(("", "a", "a", "a", "the", "one", "some", "this")) if speaker.chance(0.85) else ""
    if article == "a" and phrase[0].lower() in "aeiou":
        article = "an"
    return f"{article} {phrase}".strip()


def _dressed(speaker: Speaker, figure: Figure, name: str) -> str:
    costume = speaker.world.costumes[figure.costume - 1]
    if costume.english_roles and speaker.chance(0.66):
        pattern = speaker.pick(
            (
                "{name} {role}",
                "{name} {role}",
                "{name} {role}",
                "{role} {name}",
                "{name} dressed as a {role}",
                "{name} working as a {role}",
                "{name} who is a {role}",
                "{name} in a {role} costume",
                "{name} as a {role}",
            )
        )
        return _article(speaker, pattern.format(name=name, role=speaker.pick(costume.english_roles)))
    wear = speaker.pick(costume.english_wear)
    pattern = speaker.pick(("{name} wearing {wear}", "{name} wearing {wear}", "{name} with {wear}", "{name} in {wear}"))
    return _article(speaker, pattern.format(name=name, wear=wear))


def _pair(speaker: Speaker) -> str:
    left, right = (_noun(speaker, figure, plain=True) for figure in speaker.scene.figures)
    return speaker.pick(
        (
            "{left} on the left, {right} on the right",
            "{left} on the left and {right} on the right",
            "left: {left}, right: {right}",
            "{right} on the right, {left} on the left",
            "on the left {left}, on the right {right}",
            "{left} and {right}",
            "{left} and {right}",
            "{left} with {right}",
            "{left} next to {right}",
            "{left} beside {right}",
            "{left} together with {right}",
            "{left} & {right}",
            "{left} plus {right}",
            "{left} meets {right}",
            "{left} alongside {right}",
            "{left} paired with {right}",
            "{left}, and also {right}",
        )
    ).format(left=left, right=right)


def _in_place(speaker: Speaker, main: str) -> str:
    place = speaker.world.places[speaker.scene.place - 1]
    phrase, noun = _loosely(speaker, place.english_phrases), _loosely(speaker, place.english_nouns)
    pattern = speaker.pick(
        (
            "{main} {phrase}",
            "{main} {phrase}",
            "{main} {phrase}",
            "{main} {pose} {phrase}",
            "{main} {pose} {phrase}",
            "{phrase}, {main}",
            "{phrase} {main}",
            "{main} with {noun} in the background",
            "{noun} with {main}",
            "{main} and {noun} behind it",
            "{main}, {noun} background",
            "there is {main} {phrase}",
            "{noun} scene with {main}",
            "{main} in front of {noun}",
            "{main} surrounded by {noun}",
        )
    )
    return pattern.format(phrase=phrase, noun=noun, main=main, pose=speaker.pick(filler.POSES_EN))


def _colour(speaker: Speaker, colour: int) -> str:
    names = speaker.world.colours[colour - 1].english
    return names[0] if speaker.chance(0.6) else speaker.pick(names)


def _loosely(speaker: Speaker, names: Sequence[str]) -> str:
    """One of the names; now and then with everyday words before or behind that change nothing."""
    name = speaker.pick(names)
    if not speaker.chance(0.10):
        return name
    idle = _everyday(speaker, 1, 3)
    return f"{idle} {name}" if speaker.chance(0.5) else f"{name} {idle}"


def _everyday(speaker: Speaker, least: int, most: int) -> str:
    return " ".join(speaker.pick(prose.EVERYDAY_EN) for _ in range(speaker.rng.randint(least, most)))


def place_part(speaker: Speaker) -> str:
    place = speaker.world.places[speaker.scene.place - 1]
    noun, phrase = _loosely(speaker, place.english_nouns), _loosely(speaker, place.english_phrases)
    return speaker.pick(
        (
            "{noun}",
            "{noun}",
            "{phrase}",
            "{phrase}",
            "{noun} background",
            "background: {noun}",
            "{noun} scene",
            "{noun} in the background",
        )
    ).format(noun=noun, phrase=phrase)


def background_part(speaker: Speaker) -> str:
    return speaker.pick(
        (
            "{} background",
            "{} background",
            "{} background",
            "on a {} background",
            "plain {} background",
            "{} backdrop",
            "solid {} background",
            "against {}",
            "flat {} backdrop",
            "background in {}",
            "{} as the background",
            "background colour: {}",
            "the background is {}",
            "all {} behind",
        )
    ).format(_colour(speaker, speaker.scene.background))


def style_part(speaker: Speaker) -> str:
    name = speaker.pick(speaker.world.styles[speaker.scene.style - 1].english)
    if name.startswith("as ") or name.endswith("style"):
        return name
    return speaker.pick(("{}", "{}", "{}", "in {} style", "as {}", "done as {}")).format(name)


def light_part(speaker: Speaker) -> str:
    return speaker.pick(("{}", "{}", "{}", "with {}", "in {}")).format(
        speaker.pick(speaker.world.lights[speaker.scene.light - 1].english)
    )


def idle_part(speaker: Speaker) -> str:
    if speaker.chance(0.22):
        return speaker.pick(prose.CLAUSES_EN)
    if speaker.chance(0.45):
        return speaker.pick(filler.QUALITY_EN)
    if speaker.chance(0.5):
        return speaker.pick(speaker.world.idle_palette[0])
    return _purpose(speaker) if speaker.chance(0.25) else unknown(speaker)


def _purpose(speaker: Speaker) -> str:
    """What a picture is for may be called by something that it does not show."""
    return speaker.pick(PURPOSES).format(speaker.other_name("english"), speaker.pick(PURPOSE_NOUNS))


def unknown(speaker: Speaker) -> str:
    """Words that nobody knows: set phrases, everyday words in a row, words that look like known ones, syllables."""
    if speaker.chance(0.45):
        return speaker.pick(filler.UNKNOWN_EN)
    if speaker.chance(0.5):
        return _everyday(speaker, 2, 6)
    if speaker.chance(0.5):
        return speaker.near_word("english")
    words = [
        "".join(speaker.pick(filler.SYLLABLES) for _ in range(speaker.rng.randint(2, 3)))
        for _ in range(speaker.rng.randint(1, 2))
    ]
    return " ".join(words)


def finish(prompt: str, rng: random.Random) -> str:
    """With a full stop and in capitals, as people write: A cat, A Cat, T-Rex, UFO."""
    if rng.random() < 0.08:
        prompt += "."
    draw = rng.random()
    if draw < 0.30:
        return prompt[:1].upper() + prompt[1:]
    if draw < 0.38:
        return re.sub(r"(?<![\w'])[a-z]", lambda first: first[0].upper(), prompt)
    return prompt.upper() if draw < 0.41 else prompt
