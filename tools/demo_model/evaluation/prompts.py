# SPDX-License-Identifier: Apache-2.0
"""The test: prompts written by hand as a designer would, outside the training's grammar, with what must be seen."""

import json
from dataclasses import dataclass
from pathlib import Path

from demo_model.world import World

FILE = Path(__file__).with_name("prompts.json")
SEED_PROMPTS, SEEDS = 16, 8


@dataclass(frozen=True)
class TestPrompt:
    language: str
    text: str
    subjects: tuple[int, ...]
    wanted: dict[str, int]  # label by kind, only the kinds that the prompt speaks of; style always, 0 for none


def test_prompts(world: World) -> list[TestPrompt]:
    numbers = {"place": world.places, "background": world.colours, "style": world.styles, "light": world.lights,
               "tint": world.colours, "costume": world.costumes}
    index = {kind: {term.key: number + 1 for number, term in enumerate(terms)} | {"none": 0}
             for kind, terms in numbers.items()}
    prompts = []
    for entry in json.loads(FILE.read_text(encoding="utf-8")):
        wanted = {kind: index[kind][entry[kind]] for kind in numbers if kind in entry}
        subjects = tuple(world.subject_index[key] for key in entry["subjects"])
        prompts.append(TestPrompt(entry["language"], entry["prompt"], subjects, wanted))
    return prompts


def picture_file(folder: Path, number: int) -> Path:
    return folder / f"{number:03}.png"


def seeds_folder(folder: Path, number: int) -> Path:
    """Of one prompt's pictures from several seeds."""
    return folder / "seeds" / f"{number:03}"


def seed_prompts(prompts: list[TestPrompt]) -> list[int]:
    """Those that are made with several seeds: one subject, spread over the whole list."""
    single = [number for number, prompt in enumerate(prompts) if len(prompt.subjects) == 1]
    return single[::max(1, len(single) // SEED_PROMPTS)][:SEED_PROMPTS]
