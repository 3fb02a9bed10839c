# SPDX-License-Identifier: Apache-2.0
"""Renders and encodes the next pictures beside the training: in a thread and on a CUDA stream of its own. Painting is a
thousand small kernels with waits between them; on the training's own stream the GPU would idle through every wait."""

import contextlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import torch
from torch import Tensor

from demo_model.autoencoder.latents import LatentSpace
from demo_model.renderer import Renderer
from demo_model.seeds import torch_random
from demo_model.training.source import Job


class Feeder:
    def __init__(self, renderer: Renderer, space: LatentSpace, jobs: Iterator[Job], purpose: tuple):
        self.renderer, self.space, self.jobs, self.purpose = renderer, space, jobs, purpose
        self.device = space.device
        self.count = 0
        self.stream = torch.cuda.Stream() if self.device.type == "cuda" else None
        self.thread = ThreadPoolExecutor(1)
        self.pending: Future | None = None

    def now(self) -> tuple[Tensor, Job]:
        """The next job's latents, made while the caller waits."""
        job = next(self.jobs)
        generator = torch_random(self.device, "render", *self.purpose, self.count)
        self.count += 1
        return self.space.encode(self.renderer(job.scenes, generator)), job

    def next(self) -> tuple[Tensor, Job]:
        """Those begun at the call before; begins the following ones."""
        latents, job = self.pending.result() if self.pending else self._beside()
        if self.stream is not None:
            latents.record_stream(torch.cuda.current_stream())
        self.pending = self.thread.submit(self._beside)
        return latents, job

    def _beside(self) -> tuple[Tensor, Job]:
        if self.stream is None:
            return self.now()
        # A thread begins on the first GPU, whichever its process works with.
        torch.cuda.set_device(self.device)
        with torch.cuda.stream(self.stream):
            result = self.now()
            self.stream.synchronize()
        return result

    def close(self) -> None:
        if self.pending:
            with contextlib.suppress(Exception):
                self.pending.result(timeout=30)
        self.thread.shutdown(wait=False, cancel_futures=True)
