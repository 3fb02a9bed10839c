# SPDX-License-Identifier: Apache-2.0
"""Writes the model card, README.md of the exported folder, from what was measured and from the world's words.

    python3 -m demo_model.card --model FOLDER --weights DIR --report REPORT --scores SCORES --classifier FILE \\
        [--seconds-a-picture 0.6]
"""

import argparse
import json
import math
import textwrap
from pathlib import Path

from safetensors import safe_open

from demo_model.parts import load_numbers
from demo_model.word_list import model_card_words
from demo_model.world import World

TEXT = Path(__file__).with_name("card.md")
SPECIAL_TOKENS = 3
LINE = 120
PARTS = (
    ("transformer", "transformer/diffusion_pytorch_model.safetensors", "width 384, 6 heads, 8 layers, 1 + 1 refiners"),
    ("text encoder", "text_encoder/model.safetensors", "Qwen3, width 256, 4 layers, the last a copy never read"),
    ("autoencoder", "vae/diffusion_pytorch_model.safetensors", "16 channels, 8×, one group in every normalisation"),
)
# What the test asks, in the order of the table.
ROWS = {
    "prompts": "prompts",
    "subject": "subject right (both, where there are two)",
    "ground": "place or background right",
    "style": "style right (none, where none was asked for)",
    "light": "light right",
    "tint": "colour of the thing right",
    "costume": "role or thing worn right",
    "all": "everything at once",
    "all_zh": "everything, Chinese prompts",
    "all_en": "everything, English prompts",
    "seed_difference": "mean difference of two seeds of one prompt, of 255",
    "seed_subject": "subject right over those seeds",
}


def mebibytes(file: Path) -> str:
    return f"{file.stat().st_size / (1 << 20):.1f} MiB"


def parts_table(model: Path) -> str:
    lines = ["| part | parameters | stored |", "|---|---|---|"]
    for name, file, form in PARTS:
        with safe_open(model / file, "pt") as stored:
            slices = [stored.get_slice(key) for key in stored.keys()]
            count = sum(math.prod(piece.get_shape()) for piece in slices)
            kind = "fp16" if slices[0].get_dtype() == "F16" else "bf16"
        lines.append(f"| {name} ({form}) | {count / 1e6:.2f} M | {kind}, {mebibytes(model / file)} |")
    entries = len(json.loads((model / "tokenizer/tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"])
    size = mebibytes(model / "tokenizer/tokenizer.json")
    lines.append(f"| tokenizer (byte-level BPE) | {entries:,} words and {SPECIAL_TOKENS} marks | {size} |")
    return "\n".join(lines)


def number(value: float | int | None) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.1%}" if value <= 1 else f"{value:.1f}"


def scores_table(scores: dict[str, dict]) -> str:
    lines = ["| what | " + " | ".join(scores) + " |", "|---" * (len(scores) + 1) + "|"]
    for row, meaning in ROWS.items():
        cells = [number(result.get(row)) for result in scores.values()]
        if any(cells):
            lines.append(f"| {meaning} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def judge_words(classifier: Path) -> str:
    with safe_open(classifier, "pt") as stored:
        right = {kind: float(value) for kind, value in stored.metadata().items()}
    *most, last = (f"the {kind} of {value:.0%}" for kind, value in sorted(right.items()))
    return f"{', '.join(most)} and {last}"


def autoencoder_lines(report: dict) -> str:
    return (f"Autoencoder: {report['psnr']:.1f} dB PSNR (of the mean error, 128 composed pictures). On 64 pictures of "
            f"one colour the worst place of the worst picture is {report['flat_worst']:.1f}/255 off, the median "
            f"picture's worst place {report['flat_median']:.1f}/255. Ringing 4 to 16 pixels beside hard edges: 99 of "
            f"100 values within {report['ringing_99']:.1f}/255.")


def finish_words(training: dict) -> str:
    """What was done to the weights after distil learned."""
    words = []
    if training.get("stretch", 1) != 1:
        words.append(f"The weights were then moved on along that way, to {training['stretch']:g} times its length.")
    if steps := training.get("reworded_steps"):
        words.append(f"Last, when the grammar had grown, the text encoder alone had {steps:,} steps of 64 prompts on two "
                     "CPU cores.")
    return " ".join(words)


def wrapped(text: str) -> str:
    """Paragraphs in lines of one width; tables, lists and titles as they are."""
    blocks = text.split("\n\n")
    return "\n\n".join(block if block.startswith(("#", "|", "*")) else textwrap.fill(block, LINE, break_on_hyphens=False)
                       for block in blocks)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, required=True, help="the exported folder")
    parser.add_argument("--weights", type=Path, required=True, help="folder of training.distil, for its numbers")
    parser.add_argument("--report", type=Path, required=True, help="report.json of autoencoder.train")
    parser.add_argument("--scores", type=Path, required=True, help="scores.json of evaluation.score")
    parser.add_argument("--classifier", type=Path, required=True, help="what evaluation.score judged with")
    parser.add_argument("--seconds-a-picture", type=float, help="256 by 256, 8 forwards, two cores, bfloat16")
    arguments = parser.parse_args()
    world = World.load()
    report = json.loads(arguments.report.read_text())
    training = load_numbers(arguments.weights, "weights")
    speed = arguments.seconds_a_picture
    text = TEXT.read_text(encoding="utf-8").format(
        subjects=len(world.subjects), places=len(world.places), colours=len(world.colours), styles=len(world.styles),
        lights=len(world.lights), costumes=len(world.costumes), parts=parts_table(arguments.model),
        speed=f"A picture takes {speed:.2f} s on two threads of a server CPU." if speed else "",
        autoencoder_steps=report["step"], autoencoder_minutes=round(report["seconds"] / 60), steps=training["step"],
        minutes=round(training["seconds"] / 60), scores=scores_table(json.loads(arguments.scores.read_text())),
        guidance=training["guidance"], guided_steps=training["guided_steps"], finish=finish_words(training),
        autoencoder=autoencoder_lines(report),
        judge=judge_words(arguments.classifier), words=model_card_words(world))
    (arguments.model / "README.md").write_text(wrapped(text).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
