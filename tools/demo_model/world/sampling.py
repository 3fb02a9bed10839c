# SPDX-License-Identifier: Apache-2.0
"""Draws scenes for training: which things go together, and how often."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from demo_model.world.scene import Figure, Scene

if TYPE_CHECKING:
    from demo_model.world import World
    from demo_model.world.costumes import Wearer

NOBODY = 0.05  # of the pictures with a place
TWO_FIGURES = 0.20
COSTUME = 0.11
TINT = 0.11
COLOUR_BACKGROUND = 0.27
PLACE = 0.50
STYLE = 0.36
LIGHT = 0.26
# An animal's head alone lies oddly on the ground: another view is taken there, mostly.
HEAD_ON_GROUND = 0.15
# Colours that paper has: an ink wash or a sketch on one of them looks drawn.
PAPER_COLOURS = {"white", "yellow", "pink", "cyan", "orange"}
# Their own tone replaces the light: light shows as words only.
STYLES_WITHOUT_LIGHT = {"silhouette", "ink-wash", "sketch"}
TINTED_STYLES = {"none", "pixel", "watercolour"}


def sample_scene(world: World, rng: random.Random, height: int, width: int) -> Scene:
    style = rng.randrange(len(world.styles)) + 1 if rng.random() < STYLE else 0
    place, background = _ground(world, rng, style)
    light = 0
    if world.style_key(style) not in STYLES_WITHOUT_LIGHT and rng.random() < LIGHT:
        light = rng.randrange(len(world.lights)) + 1
    return Scene(_figures(world, rng, place, style), place, background, style, light, height, width)


def _ground(world: World, rng: random.Random, style: int) -> tuple[int, int]:
    draw = rng.random()
    if draw < PLACE:
        return rng.choices(range(1, len(world.places) + 1), [place.weight for place in world.places])[0], 0
    if draw < PLACE + COLOUR_BACKGROUND:
        colour = rng.randrange(len(world.colours)) + 1
        if _shows(world.style_key(style), world.colours[colour - 1].key):
            return 0, colour
    return 0, 0


def _shows(style: str, colour: str) -> bool:
    if style == "black-and-white":
        return colour in ("white", "black", "gray")
    if style == "silhouette":
        return colour != "black"
    if style in ("ink-wash", "sketch"):
        return colour in PAPER_COLOURS
    return True


def _figures(world: World, rng: random.Random, place: int, style: int) -> tuple[Figure, ...]:
    if place and rng.random() < NOBODY:
        return ()
    if rng.random() < TWO_FIGURES:
        first, second = world.draw_subject(rng), world.draw_subject(rng)
        if first != second:
            return tuple(plain_figure(world, rng, subject, place) for subject in (first, second))
    if rng.random() < COSTUME:
        return (_dressed_figure(world, rng),)
    figure = plain_figure(world, rng, world.draw_subject(rng), place)
    if world.style_key(style) in TINTED_STYLES and world.subjects[figure.subject].tintable and rng.random() < TINT:
        figure = Figure(figure.subject, figure.view, figure.picture, tint=rng.randrange(len(world.colours)) + 1)
    return (figure,)


def plain_figure(world: World, rng: random.Random, subject: int, place: int) -> Figure:
    views = world.subjects[subject].views
    heads = world.head_views(subject)
    grounded = place > 0 and world.places[place - 1].stands
    weights = [
        HEAD_ON_GROUND if grounded and view in heads and len(heads) < len(views) else 1.0 for view in range(len(views))
    ]
    view = rng.choices(range(len(views)), weights)[0]
    return Figure(subject, view, rng.randrange(len(views[view].pictures)))


def _dressed_figure(world: World, rng: random.Random) -> Figure:
    while True:
        wearer = world.wearers[rng.choice(world.wearer_keys)]
        costume = rng.randrange(len(world.costumes))
        if wearer.can_wear(world.costumes[costume]):
            return dressed_figure(world, rng, wearer, costume + 1)


def dressed_figure(world: World, rng: random.Random, wearer: Wearer, costume: int) -> Figure:
    subject = world.subject_index[wearer.subject]
    view = world.view_of_picture(subject, wearer.picture)
    pictures = world.subjects[subject].views[view].pictures  # of people: any skin tone
    return Figure(subject, view, rng.randrange(len(pictures)), costume=costume)
