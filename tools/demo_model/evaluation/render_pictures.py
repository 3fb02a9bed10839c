# SPDX-License-Identifier: Apache-2.0
"""The test's pictures as the renderer paints them and the autoencoder keeps them: what a faultless transformer would
make. What the judge finds wrong with these is its own mistake, and their seeds differ as much as seeds can.

    python3 -m demo_model.evaluation.render_pictures --pictures P --autoencoder A --output DIR

DIR is like the one of make_pictures, for the same score.
"""

import argparse
import random
from dataclasses import replace
from pathlib import Path

import torch

from demo_model.autoencoder.latents import LatentSpace
from demo_model.autoencoder.sheets import tile
from demo_model.evaluation.prompts import SEEDS, TestPrompt, picture_file, seed_prompts, seeds_folder, test_prompts
from demo_model.renderer import Renderer
from demo_model.seeds import python_random, torch_random
from demo_model.world import Figure, Scene, World
from demo_model.world.sampling import dressed_figure, plain_figure

SIDE = 256


def figure_of(world: World, prompt: TestPrompt, subject: int, rng: random.Random) -> Figure:
    if costume := prompt.wanted.get("costume", 0):
        return dressed_figure(world, rng, world.wearers[world.subjects[subject].key], costume)
    figure = plain_figure(world, rng, subject, prompt.wanted.get("place", 0))
    return replace(figure, tint=prompt.wanted.get("tint", 0))


def scene_of(world: World, prompt: TestPrompt, rng: random.Random) -> Scene:
    figures = tuple(figure_of(world, prompt, subject, rng) for subject in prompt.subjects)
    ground = (prompt.wanted.get(kind, 0) for kind in ("place", "background", "style", "light"))
    return Scene(figures, *ground, SIDE, SIDE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pictures", type=Path, required=True, help="tar of the subjects' pictures")
    parser.add_argument("--autoencoder", type=Path, required=True, help="autoencoder.safetensors")
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    device = torch.device("cpu")
    world, space = World.load(), LatentSpace.load(arguments.autoencoder, device)
    renderer = Renderer(world, arguments.pictures, device)
    prompts = test_prompts(world)
    wanted = [(number, picture_file(arguments.output, number)) for number in range(len(prompts))]
    wanted += [(number, seeds_folder(arguments.output, number) / f"{seed}.png")
               for number in seed_prompts(prompts) for seed in range(SEEDS)]
    for number, file in wanted:
        purpose = ("test", str(file.relative_to(arguments.output)))
        scene = scene_of(world, prompts[number], python_random(*purpose))
        pictures = renderer([scene], torch_random(device, *purpose))
        file.parent.mkdir(parents=True, exist_ok=True)
        tile(space.decode(space.encode(pictures)), 1).save(file)


if __name__ == "__main__":
    main()
