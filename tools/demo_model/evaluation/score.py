# SPDX-License-Identifier: Apache-2.0
"""Scores folders of the test's pictures side by side.

    python3 -m demo_model.evaluation.score --classifier FILE v0=DIR v1=DIR --output scores.json

Prints a table and what was missed; --sheet also writes the pictures that failed, to be judged by eye: where eyes and
classifier disagree, it is the classifier that is wrong.
"""

import argparse
import itertools
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor

from demo_model.autoencoder.sheets import tile
from demo_model.evaluation import classifier as judge
from demo_model.evaluation.prompts import TestPrompt, picture_file, seed_prompts, seeds_folder, test_prompts
from demo_model.world import World

BATCH = 32
NEARER = 12  # pixels of each side of 256
COMPARED_SIDE = 64  # seeds are compared by what one sees, not by edges a pixel apart


def read_picture(file: Path) -> Tensor:
    pixels = np.asarray(Image.open(file).convert("RGB"))
    return torch.from_numpy(pixels.copy()).permute(2, 0, 1).float() / 255


def looks(pictures: Tensor) -> list[Tensor]:
    """Whoever is not sure looks again: mirrored, and a step nearer."""
    nearer = pictures[:, :, NEARER:-NEARER, NEARER:-NEARER]
    return [pictures, pictures.flip(3), nearer, nearer.flip(3)]


@torch.no_grad()
def seen(classifier: judge.Classifier, pictures: Tensor) -> dict[str, Tensor]:
    """Logarithms of the probabilities, by kind: the mean of all looks."""
    parts = [[classifier(look) for look in looks(part)] for part in pictures.split(BATCH)]
    return {kind: torch.cat([torch.stack([look[kind].log_softmax(1) for look in part]).mean(0) for part in parts])
            for kind in parts[0][0]}


def verdict(prompt: TestPrompt, scores: dict[str, Tensor], number: int) -> dict[str, bool]:
    """By kind. The subjects must be the best ones, as many as there are; ground is the place or the colour."""
    nobody = scores["subject"].shape[1] - 1
    wanted_subjects = set(prompt.subjects) or {nobody}
    best = scores["subject"][number].topk(len(wanted_subjects)).indices.tolist()
    result = {"subject": wanted_subjects == set(best)}
    for kind, wanted in prompt.wanted.items():
        right = scores[kind][number].argmax().item() == wanted
        name = "ground" if kind in ("place", "background") else kind
        result[name] = result.get(name, True) and right
    return result | {"all": all(result.values())}


def totals(verdicts: list[dict[str, bool]]) -> dict[str, float | int]:
    result: dict[str, float | int] = {"prompts": len(verdicts)}
    for kind in ("subject", "ground", "style", "light", "tint", "costume", "all"):
        answers = [one[kind] for one in verdicts if kind in one]
        if answers:
            result[kind] = sum(answers) / len(answers)
    return result


def seed_scores(folder: Path, prompts: list[TestPrompt], classifier: judge.Classifier) -> dict[str, float]:
    """Mean difference of two seeds of one prompt in 255ths, and how often the subject is right all the same."""
    differences, right = [], []
    for number in seed_prompts(prompts):
        files = sorted(seeds_folder(folder, number).glob("*.png"))
        if len(files) < 2:
            continue
        pictures = torch.stack([read_picture(file) for file in files])
        small = F.interpolate(pictures, size=(COMPARED_SIDE, COMPARED_SIDE), mode="area")
        differences += [(a - b).abs().mean().item() * 255 for a, b in itertools.combinations(small, 2)]
        best = seen(classifier, pictures)["subject"].argmax(1)
        right += (best == prompts[number].subjects[0]).tolist()
    if not differences:
        return {}
    return {"seed_difference": sum(differences) / len(differences), "seed_subject": sum(right) / len(right)}


def score_folder(folder: Path, prompts: list[TestPrompt], classifier: judge.Classifier) -> tuple[dict, list[int]]:
    present = [number for number in range(len(prompts)) if picture_file(folder, number).exists()]
    if not present:
        raise SystemExit(f"{folder} holds no pictures")
    scores = seen(classifier, torch.stack([read_picture(picture_file(folder, number)) for number in present]))
    verdicts = [verdict(prompts[number], scores, row) for row, number in enumerate(present)]
    result = totals(verdicts)
    for language in ("zh", "en"):
        result[f"all_{language}"] = totals([one for one, number in zip(verdicts, present)
                                            if prompts[number].language == language]).get("all", 0.0)
    missed = [(number, [kind for kind, right in one.items() if not right and kind != "all"])
              for number, one in zip(present, verdicts) if not one["all"]]
    for number, kinds in missed:
        print(f"{folder.name} {number:03} {', '.join(kinds)}: {prompts[number].text}")
    return result | seed_scores(folder, prompts, classifier), [number for number, _ in missed]


def table(results: dict[str, dict]) -> str:
    rows = list(dict.fromkeys(row for result in results.values() for row in result))
    lines = ["| | " + " | ".join(results) + " |", "|---" * (len(results) + 1) + "|"]
    for row in rows:
        values = (result.get(row) for result in results.values())
        cells = ("" if v is None else str(v) if isinstance(v, int) else f"{v:.3f}" if v <= 1 else f"{v:.1f}"
                 for v in values)
        lines.append(f"| {row} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", help="NAME=FOLDER of demo_model.evaluation.make_pictures")
    parser.add_argument("--classifier", type=Path, required=True)
    parser.add_argument("--output", type=Path, help="scores as JSON")
    parser.add_argument("--sheet", type=Path, help="folder for sheets of the failures")
    arguments = parser.parse_args()
    world = World.load()
    prompts = test_prompts(world)
    classifier = judge.load(arguments.classifier, world.label_counts, torch.device("cpu"))
    results = {}
    for pair in arguments.folders:
        name, folder = pair.split("=", 1)
        results[name], missed = score_folder(Path(folder), prompts, classifier)
        if arguments.sheet and missed:
            arguments.sheet.mkdir(parents=True, exist_ok=True)
            failures = torch.stack([read_picture(picture_file(Path(folder), number)) for number in missed])
            tile(failures, 8).save(arguments.sheet / f"missed-{name}.jpg", quality=85)
    print(table(results))
    if arguments.output:
        arguments.output.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
