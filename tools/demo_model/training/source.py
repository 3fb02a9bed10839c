# SPDX-License-Identifier: Apache-2.0
"""Scenes and their prompts, made by processes beside the training. Job j holds the same whoever makes it and whenever:
its seed is the training's start, the rank and j, and jobs are taken in order."""

import multiprocessing
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from torch import Tensor

from demo_model.autoencoder.latents import LatentSpace
from demo_model.renderer import Renderer
from demo_model.seeds import python_random, torch_random
from demo_model.training.prompts import PromptCoder
from demo_model.world import Scene, World

# Height and width. Half of all is square and as large as most people make theirs.
SIZES = ((256, 256), (256, 320), (256, 256), (320, 256), (256, 256), (256, 384), (256, 256), (384, 256), (256, 256),
         (320, 320))
WAITING_JOBS = 3


@dataclass
class Job:
    height: int
    width: int
    scenes: list[Scene]
    ids: np.ndarray  # (scenes, SLOTS, 96)
    lengths: np.ndarray  # (scenes, SLOTS)
    labels: np.ndarray  # (scenes, kinds of labels), -1 where there is none


def make_job(world: World, coder: PromptCoder, count: int, *purpose: object, size: tuple[int, int]) -> Job:
    rng = python_random("job", *purpose)
    height, width = size
    scenes = [world.sample(rng, height, width) for _ in range(count)]
    ids, lengths = coder.for_scenes(world, scenes, rng)
    kinds = list(world.label_counts)
    labels = np.array([[one[kind] for kind in kinds] for one in (scene.labels(world) for scene in scenes)], np.int16)
    return Job(height, width, scenes, ids, lengths, labels)


def encoded(jobs: Iterator[Job], renderer: Renderer, space: LatentSpace, *purpose: object) -> Iterator[tuple[Tensor, Job]]:
    """The jobs with their pictures' latents."""
    for count, job in enumerate(jobs):
        generator = torch_random(space.device, "render", *purpose, count)
        yield space.encode(renderer(job.scenes, generator)), job


def _work(queue, worker: int, workers: int, tokenizer: Path, count: int, rank: int, start: int) -> None:
    os.nice(5)  # the process that feeds the GPU comes first
    world, coder = World.load(), PromptCoder(tokenizer)
    index = worker
    while True:
        size = SIZES[index % len(SIZES)]
        queue.put(make_job(world, coder, count, rank, start, index, size=size))
        index += workers


class Source:
    """Forks: to be made before anything touches the GPU."""

    def __init__(self, tokenizer: Path, count: int, rank: int, start: int, workers: int):
        os.environ["TOKENIZERS_PARALLELISM"] = "false"  # its threads do not survive a fork
        context = multiprocessing.get_context("fork")
        self.queues = [context.Queue(WAITING_JOBS) for _ in range(workers)]
        self.processes = [
            context.Process(target=_work, args=(queue, i, workers, tokenizer, count, rank, start), daemon=True)
            for i, queue in enumerate(self.queues)]
        for process in self.processes:
            process.start()

    def jobs(self) -> Iterator[Job]:
        while True:
            for queue in self.queues:
                yield queue.get(timeout=120)

    def close(self) -> None:
        for process in self.processes:
            process.terminate()
