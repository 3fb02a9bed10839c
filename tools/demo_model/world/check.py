# SPDX-License-Identifier: Apache-2.0
"""Finds mistakes in the tables before a training learns them.

    cd tools && python3 -m demo_model.world.check [--pictures ../build/demo/fluent-emoji.tar]
"""

import argparse
import json
import random
import sys
import tarfile
from collections import Counter
from pathlib import Path

from demo_model.world import World, filler, prose

PROMPTS = Path(__file__).parents[1] / "evaluation" / "prompts.json"
SAMPLES = 3000


def ambiguous_names(world: World) -> list[str]:
    """A name must not ask for two subjects, nor for a subject and a place, style or light."""
    owners = [(name.lower(), subject.key) for subject in world.subjects for name in subject.english + subject.chinese]
    owners += [(name.lower(), subject.key) for subject in world.subjects
               for view in subject.views for name in view.english + view.chinese]
    for term in (*world.styles, *world.lights):
        owners += [(name.lower(), term.key) for name in term.english + term.chinese]
    for place in world.places:
        owners += [(name.lower(), place.key) for name in place.english_nouns + place.chinese_nouns]
    wanted = {name: {owner for other, owner in owners if other == name}
              for name, count in Counter(name for name, _ in owners).items() if count > 1}
    return [f"{name!r} means {', '.join(sorted(keys))}" for name, keys in wanted.items() if len(keys) > 1]


def wrong_wearers(world: World) -> list[str]:
    return [f"{key} in wearers.tsv has no picture {wearer.picture}" for key, wearer in world.wearers.items()
            if key not in world.subject_index
            or not any(picture.file == wearer.picture
                       for view in world.subjects[world.subject_index[key]].views for picture in view.pictures)]


def missing_pictures(world: World, archive: Path) -> list[str]:
    with tarfile.open(archive) as tar:
        there = {Path(name).stem for name in tar.getnames()}
    return [f"{subject.key}: {picture.file}.webp is not in {archive}" for subject in world.subjects
            for view in subject.views for picture in view.pictures if picture.file not in there]


def leaked_prompts() -> list[str]:
    """The held-out prompts must not stand in what training draws from."""
    clauses = set(filler.UNKNOWN_EN + filler.UNKNOWN_ZH + prose.CLAUSES_EN + prose.CLAUSES_ZH)
    prompts = [entry["prompt"] for entry in json.loads(PROMPTS.read_text(encoding="utf-8"))]
    return [f"{prompt!r} contains the training's {clause!r}" for prompt in prompts for clause in clauses
            if len(clause) > 12 and clause in prompt]


def unsaid_scenes(world: World) -> list[str]:
    """Whatever a scene has, a prompt of every kind can be written for it."""
    rng = random.Random(1)
    empty = []
    for number in range(SAMPLES):
        scene = world.sample(rng, 256, 256)
        language, length = ("zh", "en", "mixed")[number % 3], ("short", "middle", "long")[number // 3 % 3]
        if not world.prompt(scene, rng, language, length).strip():
            empty.append(f"an empty prompt for {scene}")
    return empty


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pictures", type=Path)
    archive = parser.parse_args().pictures
    world = World.load()
    mistakes = ambiguous_names(world) + wrong_wearers(world) + leaked_prompts() + unsaid_scenes(world)
    mistakes += missing_pictures(world, archive) if archive else []
    print("\n".join(mistakes) or f"{len(world.subjects)} subjects, {len(world.places)} places: nothing to mend")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
