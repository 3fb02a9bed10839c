# SPDX-License-Identifier: Apache-2.0
"""Equality at the real size where gpu_beside_diffusers.py does not reach: random weights, a size that is no power of
two, several pictures at once, guidance with a negative prompt.

    PYTHONPATH=/path/to/diffusers python gpu_random_equality.py --cli …/zaohua-cli --output results [--scratch /dev/shm]

A checkpoint of random bf16 weights (19.4 GiB) is written to `scratch` and removed again. Each program's final latents
after two steps are held against an fp32 run on the same weights from that program's own caption features: what is
compared is the transformer, its guidance and its batches. `results` gets equality.json and a table on standard output.
--tiny does the same with a fixture's model on the CPU, to try the script itself.
"""

import argparse
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from gpu_beside_diffusers import PARTS, Pipeline, created, real_model, release, tiny_model
from measuring import ask_program, compared, markdown_table, say
from model_folder import write_model

from components import random_weights

import numpy
import torch
from PIL import Image
from safetensors.torch import load_file, save_file

PROMPT = "雨后的江南小镇，青瓦白墙，小桥流水，水彩"
NEGATIVE = "blurry, low quality, text"
STEPS = 2


@dataclass(frozen=True)
class Case:
    name: str
    width: int
    height: int
    count: int = 1
    guidance: float = 0.0

    def noise(self):
        generator = torch.Generator("cpu").manual_seed(self.width + self.count)
        return torch.randn((self.count, 16, self.height // 8, self.width // 8), generator=generator)


CASES = (
    Case("656x1008", 656, 1008),
    Case("three pictures of 512x512", 512, 512, count=3),
    Case("guidance 4, 528x448", 528, 448, guidance=4.0),
)
TINY_CASES = (Case("272x384", 272, 384), Case("three pictures", 256, 256, count=3),
              Case("guidance 4", 304, 256, guidance=4.0))


def with_random_weights(subject, folder):
    def weights_of(part, shapes):
        return random_weights(shapes, PARTS.index(part), subject.device, torch.bfloat16)

    return write_model(subject, folder, weights_of)


def loaded(subject, folder, part, dtype):
    module = created(subject, part, dtype)
    weights = {}
    for file in sorted((folder / part).glob("*.safetensors")):
        weights |= load_file(file, device=subject.device)
    module.load_state_dict(weights)
    return module


def reference_latents(subject, transformer, features, case):
    """features: of the prompt and of the negative prompt."""
    prompt, negative = (f.to(subject.device, transformer.dtype) for f in features)
    final = Pipeline(subject, transformer=transformer).pipe(
        prompt_embeds=[prompt] * case.count,
        negative_prompt_embeds=[negative] * case.count,
        height=case.height,
        width=case.width,
        num_inference_steps=STEPS,
        guidance_scale=case.guidance,
        latents=case.noise().to(subject.device),
        output_type="latent",
    )
    return final.images.float().cpu()


def program_features(subject, cli, model, folder):
    features = []
    for name, prompt in (("prompt", PROMPT), ("negative", NEGATIVE)):
        file = folder / f"{name}.safetensors"
        ask_program(cli, "encode", "--model", model, "--device", subject.device, "--dtype", "bf16", "--prompt", prompt,
                    "-o", file)
        features.append(load_file(file)["prompt_embeds"])
    return features


def program_latents(subject, cli, model, folder, case):
    noise, final = folder / "noise.safetensors", folder / "latents.safetensors"
    save_file({"latents": case.noise()}, noise)
    guided = ("--negative-prompt", NEGATIVE) if case.guidance else ()
    ask_program(cli, "generate", "--model", model, "--device", subject.device, "--dtype", "bf16", "--prompt", PROMPT,
                "--width", case.width, "--height", case.height, "--steps", STEPS, "--count", case.count, "--guidance",
                case.guidance, *guided, "--initial-latents", noise, "--save-latents", final, "-o",
                folder / "picture.png")
    return load_file(final)["latents"]


def pixels(path):
    return torch.from_numpy(numpy.asarray(Image.open(path).convert("RGB")).copy())


@torch.no_grad()
def measure(subject, cli, model, cases, folder):
    ours_features = program_features(subject, cli, model, folder)
    ours = {case.name: program_latents(subject, cli, model, folder, case) for case in cases}
    picture = pixels(folder / "picture.png")
    again = program_latents(subject, cli, model, folder, cases[-1])
    if not torch.equal(again, ours[cases[-1].name]) or not torch.equal(pixels(folder / "picture.png"), picture):
        raise SystemExit("the same request gave another picture the second time")
    say("zaohua-cli has run, the last case twice with the same bits")
    encoder = loaded(subject, model, "text_encoder", torch.bfloat16)
    features = [Pipeline(subject, text_encoder=encoder).embeds(text)[0].cpu() for text in (PROMPT, NEGATIVE)]
    del encoder
    release()
    transformer = loaded(subject, model, "transformer", torch.bfloat16)
    rounded = {case.name: reference_latents(subject, transformer, features, case) for case in cases}
    del transformer
    release()
    say("diffusers in bf16 has run")
    transformer = loaded(subject, model, "transformer", torch.float32)
    rows = {}
    for case in cases:
        exact = [reference_latents(subject, transformer, own, case) for own in (features, ours_features)]
        row = compared(torch.zeros_like(exact[0]), rounded[case.name] - exact[0], ours[case.name] - exact[1])
        rows[case.name] = row | {"scale": exact[0].abs().mean().item()}
    return rows


def table(rows):
    def line(name, row):
        reference, ours = row["reference"], row["ours"]
        return [name, f"{row['scale']:.3g}"] + [
            text for kind in ("mean", "p999")
            for text in (f"{reference[kind]:.3e}", f"{ours[kind]:.3e}", f"{ours[kind] / reference[kind]:.3f}")]

    header = ["latents after two steps", "mean size", "diffusers bf16: mean error", "ours", "ratio",
              "99.9th percentile", "ours", "ratio"]
    return markdown_table(header, [line(name, row) for name, row in rows.items()])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cli", type=Path, required=True, help="zaohua-cli of a release build")
    parser.add_argument("--output", type=Path, required=True, help="folder for equality.json")
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()), help="20 GiB of room")
    parser.add_argument("--tiny", action="store_true", help="a tiny model on the CPU, to try this script")
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    subject = tiny_model(arguments.output) if arguments.tiny else real_model()
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    with tempfile.TemporaryDirectory(dir=arguments.scratch, prefix="zaohua-random-") as scratch:
        model = with_random_weights(subject, Path(scratch) / "model")
        say("the model is written")
        rows = measure(subject, arguments.cli, model, TINY_CASES if arguments.tiny else CASES, Path(scratch))
    (arguments.output / "equality.json").write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    print("\n" + table(rows))


if __name__ == "__main__":
    main()
