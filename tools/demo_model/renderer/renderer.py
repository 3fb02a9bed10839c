# SPDX-License-Identifier: Apache-2.0
"""The order of painting: ground, light on it, shadows, figures, style, light, weather in front."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from demo_model.renderer import colouring, composition, lights, styles
from demo_model.renderer.canvas import Canvas, blur, mix
from demo_model.renderer.figures import FigureSet, Placement, draw
from demo_model.renderer.pictures import Atlas, read_pictures
from demo_model.renderer.scenery import paint_place
from demo_model.renderer.scenery.water import falling_rain
from demo_model.renderer.wardrobe import cut_pieces, pieces
from demo_model.world import Scene, World
from demo_model.world.vocabulary import COLOUR_VALUES

PAPER_STYLES = ("ink-wash", "sketch")
# Behind a silhouette, at the edge and in the middle: orange, dusk, dawn, a clear evening, a hot one.
SILHOUETTE_SKIES = (
    ((255, 176, 112), (255, 206, 140)),
    ((196, 84, 112), (255, 158, 104)),
    ((255, 170, 180), (255, 232, 206)),
    ((104, 110, 190), (255, 186, 150)),
    ((236, 120, 60), (255, 214, 110)),
)
LARGEST_SHADE = 0.27  # way to white or black: dark orange is not brown yet, light red not pink


class Renderer:
    def __init__(self, world: World, pictures_tar: Path, device: torch.device | str) -> None:
        self.world, self.device = world, torch.device(device)
        names = {picture.file for subject in world.subjects for view in subject.views for picture in view.pictures}
        names |= {wearer.picture for wearer in world.wearers.values()} | {piece.source for piece in pieces().values()}
        pictures = read_pictures(Path(pictures_tar), sorted(names))
        ordered = {name: pictures[name] for name in sorted(names)}
        self.atlas = Atlas(ordered | cut_pieces(ordered), self.device)
        values = [COLOUR_VALUES[term.key] for term in world.colours]
        self.colours = torch.tensor(values, device=self.device).float()[:, :, None, None] / 255
        self.style_index = {term.key: number + 1 for number, term in enumerate(world.styles)}
        self.light_index = {term.key: number + 1 for number, term in enumerate(world.lights)}

    @torch.no_grad()
    def __call__(self, scenes: Sequence[Scene], generator: torch.Generator) -> Tensor:
        height, width = scenes[0].height, scenes[0].width
        if any((scene.height, scene.width) != (height, width) for scene in scenes):
            raise ValueError("all scenes of a call must have one size")
        canvas = Canvas(len(scenes), height, width, self.device, generator)
        return _Painting(self, scenes, canvas).paint()


class _Painting:
    """One batch. Every step changes the pictures that it concerns, by index, and leaves the others alone."""

    def __init__(self, renderer: Renderer, scenes: Sequence[Scene], canvas: Canvas) -> None:
        self.renderer, self.scenes, self.canvas = renderer, scenes, canvas

        def column(values: list[int]) -> Tensor:
            return torch.tensor(values, device=canvas.device)

        self.place = column([scene.place for scene in scenes])
        self.background = column([scene.background for scene in scenes])
        self.style = column([scene.style for scene in scenes])
        self.light = column([scene.light for scene in scenes])
        self.tint = column([scene.figures[0].tint if scene.figures else 0 for scene in scenes])
        places = renderer.world.places
        # A cyberpunk picture without a ground of its own gets the neon city, out of focus.
        neon = next(number + 1 for number, place in enumerate(places) if place.key == "neon")
        self.borrowed = (self.style == renderer.style_index["cyberpunk"]) & (self.place == 0) & (self.background == 0)
        self.seen_place = torch.where(self.borrowed, neon, self.place)
        stands = torch.tensor([False] + [place.stands for place in places], device=canvas.device)
        placed = self.seen_place > 0
        self.ground_kind = composition.Ground(
            stands[self.seen_place] & placed,
            placed & ~stands[self.seen_place],
            self.style == renderer.style_index["pixel"],
        )
        self.paper = torch.zeros_like(placed)
        for key in PAPER_STYLES:
            self.paper |= self.style == renderer.style_index[key]
        self.paper |= (self.style == renderer.style_index["watercolour"]) & (self.background == 0)
        self.paper &= ~placed
        self.place_light = torch.ones(len(scenes), 3, 1, 1, device=canvas.device)

    def paint(self) -> Tensor:
        ground = self._ground()
        figure, shadow, middle = self._figures()
        figure[:, :3] *= self.place_light.sqrt()  # its own colours show through
        ground, figure = self._backlight(ground, figure, middle)
        ground = ground * (1 - shadow)
        ground, figure = self._style_before(ground, figure)
        picture = figure[:, :3] + ground * (1 - figure[:, 3:])
        picture = self._weather(picture.clamp(0, 1))
        picture = self._style_after(picture, figure)
        picture = self._lights(picture)
        return self._style_last(picture).clamp(0, 1)

    # --- who is concerned
    def _with_style(self, key: str) -> Tensor:
        return (self.style == self.renderer.style_index[key]).nonzero()[:, 0]

    def _with_light(self, key: str) -> Tensor:
        return (self.light == self.renderer.light_index[key]).nonzero()[:, 0]

    def _column(self, values: Tensor) -> Tensor:
        return values.float()[:, None, None, None]

    # --- steps
    def _ground(self) -> Tensor:
        canvas = self.canvas
        ground = _gradient(canvas)
        coloured = (self.background > 0).nonzero()[:, 0]
        if len(coloured):
            ground[coloured] = self._shades(coloured).expand(-1, -1, canvas.height, canvas.width)
        bare = (self.paper & (self.background == 0)).nonzero()[:, 0]
        ground[bare] = canvas.colour(250, 247, 240)
        for number, place in enumerate(self.renderer.world.places):
            here = (self.seen_place == number + 1).nonzero()[:, 0]
            if len(here):
                # A little out of focus, as behind a figure that is in it; and an autoencoder holds nothing finer.
                painted, self.place_light[here] = paint_place(place.key, canvas.part(len(here)))
                ground[here] = blur(painted, 1)
        borrowed = self.borrowed.nonzero()[:, 0]
        if len(borrowed):
            ground[borrowed] = blur(ground[borrowed], 5)
        return ground

    def _shades(self, here: Tensor) -> Tensor:
        """One flat colour for each of these pictures, lighter or darker than the word's own; white and black as they are."""
        colour = self.renderer.colours[self.background[here] - 1]
        part = self.canvas.part(len(here))
        shade = mix(colour, 0.5 + 0.5 * part.sign(), part.random(0.0, LARGEST_SHADE))
        extreme = (colour.amin(1, keepdim=True) > 0.9) | (colour.amax(1, keepdim=True) < 0.1)
        return torch.where(extreme, colour, shade)

    def _figures(self) -> tuple[Tensor, Tensor, Tensor]:
        """The figures, their shadow on the ground, and where the light behind them would stand."""
        canvas, shape = self.canvas, (len(self.scenes), 4, self.canvas.height, self.canvas.width)
        figure = torch.zeros(shape, device=canvas.device)
        shadow = torch.zeros_like(figure[:, :1])
        middle = torch.tensor([canvas.wide / 2, canvas.tall * 0.4], device=canvas.device).repeat(len(self.scenes), 1)
        for count in (1, 2):
            numbers = [number for number, scene in enumerate(self.scenes) if len(scene.figures) == count]
            if numbers:
                here = torch.tensor(numbers, device=canvas.device)
                figure[here], shadow[here], middle[here] = self._group(numbers, here, count)
        return figure, shadow, middle

    def _group(self, numbers: list[int], here: Tensor, count: int) -> tuple[Tensor, Tensor, Tensor]:
        renderer, canvas = self.renderer, self.canvas.part(len(numbers))
        ground = self.ground_kind[here]
        sets = [
            FigureSet(renderer.world, renderer.atlas, [self.scenes[n].figures[which] for n in numbers], canvas.device)
            for which in range(count)
        ]
        if count == 1:
            placements: tuple[Placement, ...] = (composition.single(canvas, sets[0], ground),)
        else:
            placements = composition.pair(canvas, sets[0], sets[1], ground)
        figure = torch.zeros(len(numbers), 4, canvas.height, canvas.width, device=canvas.device)
        shadow = torch.zeros_like(figure[:, :1])
        strength = torch.where(ground.stands, 0.46, 0.0)
        for figures, at in zip(sets, placements):
            drawn = colouring.vary(canvas, draw(canvas, renderer.atlas, figures, at))
            figure = drawn + figure * (1 - drawn[:, 3:])
            shadow = torch.maximum(shadow, composition.contact_shadow(canvas, figures, at, strength))
        shadow = torch.maximum(
            shadow, composition.drop_shadow(canvas, figure[:, 3:]) * self._plain_shadow(here, ground)
        )
        figure = self._tinted(figure, self.tint[here])
        x = torch.stack([at.x for at in placements]).mean(0)
        y = torch.stack([at.y - 0.12 * at.scale for at in placements]).mean(0)
        return figure, shadow, torch.stack([x, y], 1)

    def _plain_shadow(self, here: Tensor, ground: composition.Ground) -> Tensor:
        """Only on a gradient: on one flat colour the ground has to stay that colour everywhere."""
        plain = ~ground.stands & ~ground.floats & (self.background[here] == 0) & ~self.paper[here]
        return self._column(plain) * 0.26

    def _tinted(self, figure: Tensor, tint: Tensor) -> Tensor:
        here = (tint > 0).nonzero()[:, 0]
        if len(here):
            figure[here] = colouring.tinted(figure[here], self.renderer.colours[tint[here] - 1])
        return figure

    def _backlight(self, ground: Tensor, figure: Tensor, middle: Tensor) -> tuple[Tensor, Tensor]:
        here = self._with_light("backlight")
        if len(here):
            part = self.canvas.part(len(here))
            x, y = self._column(middle[here, 0]), self._column(middle[here, 1])
            ground[here] = lights.backlit_ground(part, ground[here], x, y)
            figure[here] = lights.backlit_figure(part, figure[here])
        return ground, figure

    def _style_before(self, ground: Tensor, figure: Tensor) -> tuple[Tensor, Tensor]:
        here = self._with_style("silhouette")
        if len(here):
            part = self.canvas.part(len(here))
            edge, middle = part.pick_set(*SILHOUETTE_SKIES)
            warm = part.vertical((0.0, edge), (0.55, middle), (1.0, mix(edge, part.colour(250, 122, 116), 0.5)))
            free = self._column((self.seen_place[here] == 0) & (self.background[here] == 0))
            ground[here] = mix(ground[here], warm, 0.75 * free)
            figure[here] = styles.silhouette(part, figure[here], ground[here])
        here = self._with_style("cyberpunk")
        if len(here):
            part = self.canvas.part(len(here))
            flat = self._column(self.background[here] > 0)
            neon = styles.cyberpunk_ground(part, ground[here], figure[here, 3:])
            ground[here] = mix(neon, ground[here], flat)
            figure[here] = styles.cyberpunk_figure(part, figure[here])
        return ground, figure

    def _weather(self, picture: Tensor) -> Tensor:
        rain = next(number + 1 for number, place in enumerate(self.renderer.world.places) if place.key == "rain")
        here = (self.place == rain).nonzero()[:, 0]
        if len(here):
            picture[here] = falling_rain(self.canvas.part(len(here)), picture[here])
        return picture

    def _style_after(self, picture: Tensor, figure: Tensor) -> Tensor:
        alpha, scenic = figure[:, 3:], self._column(self.seen_place > 0)
        for key, paint in (("ink-wash", styles.ink_wash), ("sketch", styles.sketch)):
            here = self._with_style(key)
            if len(here):
                part = self.canvas.part(len(here))
                picture[here] = paint(part, picture[here], alpha[here], scenic[here], self._paper(part, here, key))
        here = self._with_style("watercolour")
        if len(here):
            free = self._column((self.seen_place[here] == 0) & (self.background[here] == 0))
            picture[here] = styles.watercolour(self.canvas.part(len(here)), picture[here], figure[here], free)
        return picture

    def _paper(self, part: Canvas, here: Tensor, key: str) -> Tensor:
        """White to yellowed paper, or paper of the colour that was asked for."""
        own = part.colour(246, 242, 231) if key == "ink-wash" else part.colour(250, 249, 245)
        own = own * mix(torch.ones_like(own), part.colour(226, 204, 168), part.random())
        mist = part.glow(part.wide * part.random(), part.tall * part.random(0.0, 0.4), 0.55)
        own = own * (1 - part.random(0.0, 0.34) * (1 - mist))
        background = self.background[here]
        asked = self.renderer.colours[(background - 1).clamp(min=0)]
        return torch.where(background[:, None, None, None] > 0, asked, own)

    def _lights(self, picture: Tensor) -> Tensor:
        for key, shine in (("cinematic", lights.cinematic), ("soft", lights.soft), ("tyndall", lights.tyndall)):
            here = self._with_light(key)
            if len(here):
                picture[here] = shine(self.canvas.part(len(here)), picture[here]).clamp(0, 1)
        return picture

    def _style_last(self, picture: Tensor) -> Tensor:
        """What has to come after the light: the light's colours would show in grey, its glow between the blocks."""
        for key, paint in (("pixel", styles.pixel), ("black-and-white", styles.black_and_white)):
            here = self._with_style(key)
            if len(here):
                picture[here] = paint(self.canvas.part(len(here)), picture[here])
        return picture


def _gradient(canvas: Canvas) -> Tensor:
    """Where nothing is asked for: two neighbouring pastel colours, brighter around the middle."""
    hue = canvas.random()
    second = hue + canvas.random(0.08, 0.28)
    angle = canvas.random(0, 6.283)
    along = (
        ((canvas.x / canvas.wide - 0.5) * angle.cos() + (canvas.y / canvas.tall - 0.5) * angle.sin()) * 0.75 + 0.5
    ).clamp(0, 1)
    lightness = canvas.random(0.38, 0.88)
    ground = mix(_pastel(hue, lightness), _pastel(second, lightness - 0.10), along)
    middle = canvas.glow(0.5 * canvas.wide, 0.45 * canvas.tall, 0.55)
    return mix(ground, torch.ones_like(ground), 0.28 * middle)


def _pastel(hue: Tensor, lightness: Tensor) -> Tensor:
    waves = [0.5 + 0.5 * torch.cos(6.283 * (hue + shift)) for shift in (0.0, 0.333, 0.667)]
    return lightness + (1 - lightness) * torch.cat(waves, 1)
