# SPDX-License-Identifier: Apache-2.0
"""Costumes: pieces cut from the pictures of people and things, and where they sit on whoever wears them.

A dressed figure is a stack of layers. A head alone (a fox, a robot) sits on the body of the role and gets its hat; a
whole figure (an owl, a penguin) gets the hat only. All measures are fractions of a picture.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from demo_model.renderer.pictures import SIZE
from demo_model.world.costumes import Anchor, Costume, Wearer

Outline = tuple[tuple[float, float], ...]
HEAD_SCALE = 0.62  # of a head on the body of a role: larger than life, as toys have it
CHIN = 0.605  # where on the body that head ends
HELMET_SCALE = 0.50  # of a head inside the astronaut's helmet
HELMET_HOLE = (0.50, 0.352, 0.232, 0.236)  # centre and radii


@dataclass(frozen=True)
class Piece:
    """A part of a picture. `band` is what meets the wearer's anchor: its centre and width."""

    source: str
    band: Anchor
    outline: Outline | None = None
    skin_from: float = 1.0  # below this line the person's skin is taken away
    change: str = ""  # "lenses", "red", "hole" or "lower"
    tilt: float = 0.0  # radians


@dataclass(frozen=True)
class Layer:
    """A picture of the atlas, its centre at (x, y) of the figure's unit square."""

    picture: str
    x: float = 0.5
    y: float = 0.5
    scale: float = 1.0
    tilt: float = 0.0


def _below(centre: float, left: float = 0.42, right: float = 0.42) -> Outline:
    """A body: everything under the chin, and what is held beside the head."""
    return ((0, left), (0.24, left), (0.27, centre), (0.73, centre), (0.76, right), (1, right), (1, 1), (0, 1))


def _above(*edge: tuple[float, float]) -> Outline:
    """A hat: everything over a lower edge, given from right to left."""
    return ((0, 0), (1, 0), *edge)


BODIES = {
    "chef": ("1f9d1-200d-1f373", _below(0.47)),
    "police": ("1f46e", _below(0.47)),
    "firefighter": ("1f9d1-200d-1f692", _below(0.49, 0.50, 0.50)),
    "doctor": ("1f9d1-200d-2695-fe0f", _below(0.47)),
    "detective": ("1f575-fe0f", _below(0.47)),
    "builder": ("1f477", _below(0.49, 0.5, 0.5)),
    "king": ("1fac5", _below(0.47)),
    "student": ("1f9d1-200d-1f393", _below(0.47, 0.6, 0.6)),
    "painter": ("1f9d1-200d-1f3a8", _below(0.47)),
    "pilot": ("1f9d1-200d-2708-fe0f", _below(0.47)),
    "superhero": ("1f9b8", _below(0.47)),
    "businessman": ("1f9d1-200d-1f4bc", _below(0.47)),
    "farmer": ("1f9d1-200d-1f33e", _below(0.47, 0.6, 0.6)),
    "guard": ("1f482", _below(0.50, 0.5, 0.5)),
    "wizard": ("1f9d9", ((0, 0.33), (0.70, 0.33), (0.70, 0), (1, 0), (1, 1), (0, 1))),
}

HATS = {
    "chef": Piece("1f9d1-200d-1f373", Anchor(0.50, 0.228, 0.40),
                  _above((0.78, 0.20), (0.70, 0.238), (0.30, 0.238), (0.22, 0.20))),
    "police": Piece("1f46e", Anchor(0.50, 0.30, 0.46),
                    _above((0.82, 0.20), (0.75, 0.28), (0.66, 0.335), (0.50, 0.352), (0.34, 0.335), (0.25, 0.28),
                           (0.18, 0.20)),
                    skin_from=0.22),
    "detective": Piece("1f575-fe0f", Anchor(0.48, 0.325, 0.44), _above((1, 0.37), (0, 0.37)), skin_from=0.2),
    "builder": Piece("1f477", Anchor(0.50, 0.36, 0.43),
                     _above((0.77, 0.35), (0.72, 0.378), (0.50, 0.392), (0.28, 0.378), (0.23, 0.35))),
    "pilot": Piece("1f9d1-200d-2708-fe0f", Anchor(0.50, 0.25, 0.42),
                   _above((0.78, 0.20), (0.69, 0.235), (0.60, 0.27), (0.50, 0.283), (0.40, 0.27), (0.31, 0.235),
                          (0.22, 0.20))),
    "painter": Piece("1f9d1-200d-1f3a8", Anchor(0.50, 0.212, 0.42), _above((1, 0.222), (0, 0.222))),
    "wizard": Piece("1f9d9", Anchor(0.50, 0.355, 0.46),
                    ((0.10, 0), (0.72, 0), (0.72, 0.26), (0.775, 0.31), (0.74, 0.345), (0.66, 0.355), (0.50, 0.372),
                     (0.34, 0.37), (0.24, 0.36), (0.18, 0.335), (0.10, 0.30)), skin_from=0.2),
    "guard": Piece("1f482", Anchor(0.50, 0.42, 0.42), _above((1, 0.438), (0, 0.438)), skin_from=0.2),
    "firefighter": Piece("1f9d1-200d-1f692", Anchor(0.50, 0.25, 0.44),
                         _above((0.71, 0.20), (0.72, 0.258), (0.28, 0.258), (0.29, 0.20))),
    "farmer": Piece("1f452", Anchor(0.50, 0.74, 0.66)),
    "king": Piece("1f451", Anchor(0.50, 0.88, 0.72)),
    "student": Piece("1f393", Anchor(0.50, 0.72, 0.62)),
    "santa": Piece("1f385", Anchor(0.475, 0.28, 0.62),
                   _above((1, 0.85), (0.755, 0.85), (0.755, 0.30), (0.50, 0.318), (0, 0.31)), skin_from=0.25),
    "cowboy": Piece("1f920", Anchor(0.50, 0.30, 0.64),
                    _above((1, 0.38), (0.78, 0.38), (0.72, 0.33), (0.50, 0.342), (0.28, 0.33), (0.22, 0.38), (0, 0.38)),
                    skin_from=0.25),
    "soldier": Piece("1fa96", Anchor(0.48, 0.60, 0.86),
                     ((0, 0), (1, 0), (1, 0.44), (0.9, 0.45), (0.05, 0.76), (0, 0.76)), tilt=0.33),
    "angel": Piece("1f607", Anchor(0.50, 0.30, 0.86), _above((1, 0.26), (0, 0.26)), skin_from=0.0),
    "crown": Piece("1f451", Anchor(0.50, 0.88, 0.72)),
    "top-hat": Piece("1f3a9", Anchor(0.50, 0.82, 0.66)),
    "cap": Piece("1f9e2", Anchor(0.50, 0.78, 0.84)),
    "sun-hat": Piece("1f452", Anchor(0.50, 0.74, 0.66)),
    "bow": Piece("1f380", Anchor(0.22, 0.66, 1.25)),
}
GLASSES = {
    "glasses": Piece("1f453", Anchor(0.50, 0.46, 0.90), change="lenses"),
    "sunglasses": Piece("1f576-fe0f", Anchor(0.50, 0.47, 0.90)),
}
NECK = {
    "scarf": Piece("26c4", Anchor(0.50, 0.52, 0.42), ((0.2, 0.44), (0.8, 0.44), (0.8, 0.8), (0.2, 0.8)), change="red"),
    "bow-tie": Piece("1f380", Anchor(0.50, 0.40, 2.0), _above((1, 0.62), (0, 0.62))),
}
HEADPHONES = Piece("1f3a7", Anchor(0.50, 0.80, 0.52), change="lower")
HELMET = Piece("1f9d1-200d-1f680", Anchor(0.50, 0.5, 1.0), change="hole")
HELMET_BACK = "helmet-back"


def pieces() -> dict[str, Piece]:
    """name in the atlas -> piece"""
    cut = {f"hat-{key}": piece for key, piece in HATS.items()}
    cut |= {f"glasses-{key}": piece for key, piece in GLASSES.items()}
    cut |= {f"neck-{key}": piece for key, piece in NECK.items()}
    cut |= {f"body-{key}": Piece(source, Anchor(0.5, 0.5, 1), outline) for key, (source, outline) in BODIES.items()}
    return cut | {"headphones": HEADPHONES, "helmet": HELMET}


def cut_pieces(pictures: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    cut = {name: _cut(pictures[piece.source], piece) for name, piece in pieces().items()}
    return cut | {HELMET_BACK: _helmet_back()}


def _cut(picture: np.ndarray, piece: Piece) -> np.ndarray:
    if piece.change == "lower":  # its bow stands too high for a round head
        height = int(0.66 * SIZE)
        image = Image.new("RGBA", (SIZE, SIZE))
        image.paste(Image.fromarray(picture).resize((SIZE, height), Image.LANCZOS), (0, SIZE - height))
        picture = np.asarray(image)
    colour, alpha = picture[..., :3].astype(np.float32), picture[..., 3].astype(np.float32)
    red, green, blue = (colour[..., channel] for channel in range(3))
    if piece.outline:
        alpha = alpha * _mask(piece.outline)
    if piece.skin_from < 1:
        skin = (red > 150) & (green > 85) & (blue < 0.62 * red) & (red >= green)
        skin[: int(piece.skin_from * SIZE)] = False
        alpha = alpha * _softened(~skin)
    if piece.change == "lenses":  # one sees through glasses
        alpha = np.where(blue > 1.25 * red + 30, alpha * 0.38, alpha)
    if piece.change == "red":  # the snowman's blue scarf alone, and red
        alpha = alpha * _softened((blue > 1.5 * red) & (blue > 110))
        colour = np.stack([blue, green * 0.35, red * 0.8], -1)
    if piece.change == "hole":
        alpha = alpha * (1 - _ellipse(*HELMET_HOLE))
    return np.concatenate([colour, alpha[..., None]], -1).clip(0, 255).astype(np.uint8)


def _helmet_back() -> np.ndarray:
    """The dark inside of the helmet, behind the face."""
    picture = np.empty((SIZE, SIZE, 4), np.float32)
    picture[..., :3] = (74, 66, 84)
    picture[..., 3] = 255 * _ellipse(*HELMET_HOLE[:2], HELMET_HOLE[2] + 0.02, HELMET_HOLE[3] + 0.02)
    return picture.astype(np.uint8)


def _mask(outline: Outline) -> np.ndarray:
    """1 inside, with soft edges."""
    large = Image.new("L", (4 * SIZE, 4 * SIZE))
    ImageDraw.Draw(large).polygon([(4 * SIZE * x, 4 * SIZE * y) for x, y in outline], fill=255)
    return np.asarray(large.resize((SIZE, SIZE), Image.BOX), np.float32) / 255


def _ellipse(x: float, y: float, width: float, height: float) -> np.ndarray:
    angles = np.linspace(0, 2 * np.pi, 180)
    return _mask(tuple((x + width * np.cos(a), y + height * np.sin(a)) for a in angles))


def _softened(mask: np.ndarray) -> np.ndarray:
    """A yes-or-no mask without stairs: the mean over 3 x 3 pixels, made steeper."""
    padded = np.pad(mask.astype(np.float32), 1, mode="edge")
    mean = sum(padded[row:row + SIZE, column:column + SIZE] for row in range(3) for column in range(3)) / 9
    return ((mean - 0.35) / 0.6).clip(0, 1)


def dressed_layers(wearer: Wearer, costume: Costume, picture: str) -> list[Layer]:
    """From back to front. `picture` is the wearer's, or the same with another skin tone."""
    key = costume.key
    if key == "astronaut":
        return _astronaut(wearer)
    if key in BODIES and wearer.form == "head":
        head = Layer(picture, 0.5, CHIN - HEAD_SCALE * ((wearer.neck or wearer.hat).y + 0.02 - 0.5), HEAD_SCALE)
        layers = [Layer(f"body-{key}"), head]
    else:
        head = Layer(picture)
        layers = [head]
    if key in HATS:
        layers.append(_placed(f"hat-{key}", HATS[key], wearer.hat, head))
    elif key in GLASSES:
        layers.append(_placed(f"glasses-{key}", GLASSES[key], wearer.glasses, head))
    elif key in NECK:
        layers.append(_placed(f"neck-{key}", NECK[key], wearer.neck, head))
    elif key == "headphones":
        ears = Anchor(wearer.glasses.x, wearer.glasses.y + 0.05, 1.15 * wearer.glasses.width)
        layers.append(_placed("headphones", HEADPHONES, ears, head))
    return layers


def _astronaut(wearer: Wearer) -> list[Layer]:
    centre_x, centre_y = HELMET_HOLE[:2]
    middle = 0.56 if wearer.neck is None else (wearer.hat.y - 0.08 + wearer.neck.y) / 2
    head = Layer(wearer.picture, centre_x, centre_y + HELMET_SCALE * (0.5 - middle), HELMET_SCALE)
    return [Layer(HELMET_BACK), head, Layer("helmet")]


def _placed(name: str, piece: Piece, anchor: Anchor, on: Layer) -> Layer:
    scale = on.scale * anchor.width / piece.band.width
    x = on.x + on.scale * (anchor.x - 0.5) - scale * (piece.band.x - 0.5)
    y = on.y + on.scale * (anchor.y - 0.5) - scale * (piece.band.y - 0.5)
    return Layer(name, x, y, scale, piece.tilt)
