# SPDX-License-Identifier: Apache-2.0
"""The subjects' pictures on the device: premultiplied RGBA bytes at three sizes, and the box that each one fills."""

import io
import tarfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor

SIZE = 256
LEVELS = 3  # 256, 128 and 64 pixels: drawn small, a large picture would flicker


def read_pictures(archive: Path, names: Iterable[str]) -> dict[str, np.ndarray]:
    """name -> uint8 (256, 256, 4), straight alpha. The archive holds assets/NAME.webp, in any folder."""
    wanted = set(names)
    with tarfile.open(archive) as tar:
        packed = {}
        for member in tar:
            name = Path(member.name).stem
            if name in wanted and member.name.endswith(".webp"):
                packed[name] = tar.extractfile(member).read()
    missing = wanted - packed.keys()
    if missing:
        raise FileNotFoundError(f"{archive} lacks {len(missing)} pictures, {sorted(missing)[0]}.webp among them")
    with ThreadPoolExecutor() as pool:
        return dict(zip(packed, pool.map(_decode, packed.values())))


def _decode(data: bytes) -> np.ndarray:
    image = Image.open(io.BytesIO(data)).convert("RGBA")
    return np.asarray(image if image.size == (SIZE, SIZE) else image.resize((SIZE, SIZE), Image.LANCZOS))


class Atlas:
    """All pictures that can be drawn, by index. Boxes are (left, top, right, bottom) as fractions of the picture."""

    def __init__(self, pictures: dict[str, np.ndarray], device: torch.device | str) -> None:
        self.index = {name: number for number, name in enumerate(pictures)}
        full = torch.from_numpy(np.stack(list(pictures.values()))).to(device).permute(0, 3, 1, 2)
        self.levels = self._levels(full)
        self.boxes = self._boxes(full[:, 3])

    @staticmethod
    def _levels(full: Tensor) -> list[Tensor]:
        """In portions: as floats, everything at once would take gigabytes."""
        parts: list[list[Tensor]] = [[] for _ in range(LEVELS)]
        for portion in full.split(128):
            picture = portion.float() / 255
            picture = torch.cat([picture[:, :3] * picture[:, 3:], picture[:, 3:]], 1)
            for level in parts:
                level.append((picture * 255).round().byte())
                picture = F.avg_pool2d(picture, 2)
        return [torch.cat(level) for level in parts]

    @staticmethod
    def _boxes(alpha: Tensor) -> Tensor:
        seen = alpha > 40
        edges = []
        for axis in (1, 2):  # across rows gives left and right, across columns top and bottom
            any_seen = seen.any(axis)
            first = any_seen.float().argmax(1)
            last = SIZE - any_seen.flip(1).float().argmax(1)
            edges.append((first, last))
        (left, right), (top, bottom) = edges
        return torch.stack([left, top, right, bottom], 1).float() / SIZE
