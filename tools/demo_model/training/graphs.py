# SPDX-License-Identifier: Apache-2.0
"""Forward and backward of a step as one captured CUDA graph for each shape. Launched one by one from Python the kernels
leave the GPU idle a quarter of the time. If the machine cannot compile or capture, the step runs without."""

from dataclasses import dataclass

import torch
import torch.fx.experimental._config
from torch import Tensor

from demo_model.distributed import FlatGradients, Workers
from demo_model.model.text_encoder import Layer
from demo_model.model.transformer import Block
from demo_model.pace import log
from demo_model.training.objective import Objective


@dataclass(frozen=True)
class Shape:
    height: int
    width: int
    length: int  # of the padded prompt
    count: int


class Step:
    """A shape's inputs at fixed addresses, and what is done with them."""

    def __init__(self, shape: Shape, kinds: int, device: torch.device):
        latent = (shape.count, 16, shape.height // 8, shape.width // 8)
        self.inputs = {
            "noisy": torch.zeros(latent, device=device), "target": torch.zeros(latent, device=device),
            "sigma": torch.full((shape.count,), 0.5, device=device),
            "ids": torch.zeros(shape.count, shape.length, dtype=torch.long, device=device),
            "lengths": torch.full((shape.count,), 8, device=device),
            "labels": torch.zeros(shape.count, kinds, dtype=torch.long, device=device),
            "label_weight": torch.zeros((), device=device),
        }
        self.graph: torch.cuda.CUDAGraph | None = None
        self.statistics: Tensor | None = None


class StepRunner:
    def __init__(self, objective: Objective, gradients: FlatGradients, workers: Workers):
        self.objective, self.gradients, self.workers = objective, gradients, workers
        self.device = workers.device
        self.steps: dict[Shape, Step] = {}
        self.captures = self.device.type == "cuda"
        self.pool = torch.cuda.graph_pool_handle() if self.captures else None
        self.side = torch.cuda.Stream() if self.captures else None

    @staticmethod
    def compile() -> None:
        """The class's forward, not the whole model: all blocks of a kind share one compilation, for all lengths."""
        torch._dynamo.config.recompile_limit = 64
        torch.fx.experimental._config.use_duck_shape = False  # a batch of 256 is not a length of 256
        for kind in (Block, Layer):
            kind.forward = torch.compile(kind.forward, dynamic=True)

    def forget(self) -> None:
        """All captures and their memory; a pool without graphs is of no use any more."""
        self.steps.clear()
        if self.captures:
            torch.cuda.empty_cache()
            self.pool = torch.cuda.graph_pool_handle()

    def __call__(self, shape: Shape, values: dict[str, Tensor]) -> Tensor:
        """Leaves the gradients in the flat buffer; returns the statistics."""
        step = self.steps.get(shape) or self._prepared(shape)
        for name, value in values.items():
            step.inputs[name].copy_(value)
        if step.graph is None:
            return self._body(step)
        step.graph.replay()
        return step.statistics

    def _body(self, step: Step) -> Tensor:
        self.gradients.clear()
        with torch.autocast(self.device.type, torch.bfloat16, cache_enabled=False):
            loss, statistics = self.objective(**step.inputs)
        loss.backward()
        return statistics

    def _prepared(self, shape: Shape) -> Step:
        step = Step(shape, len(self.objective.kinds), self.device)
        self.steps[shape] = step
        if self.captures:
            try:
                self._capture(step)
            except torch.cuda.OutOfMemoryError:
                raise
            except Exception as error:
                log(self.workers, "no CUDA graphs:", repr(error)[:300])
                self.captures = False
        return step

    def _capture(self, step: Step) -> None:
        # Twice beside the main stream first, as PyTorch asks: kernels are tuned and buffers made outside the capture.
        self.side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(self.side):
            for _ in range(2):
                self._body(step)
        torch.cuda.current_stream().wait_stream(self.side)
        torch.cuda.synchronize()
        torch.cuda.empty_cache()  # what the side stream holds no other stream could use
        graph = torch.cuda.CUDAGraph()
        # The shapes share memory: they never run at once, and only statistics and gradients outlive a replay. Of the
        # process's threads only this one is captured: NCCL's own asks the GPU for its events meanwhile.
        with torch.cuda.graph(graph, pool=self.pool, capture_error_mode="thread_local"):
            step.statistics = self._body(step)
        step.graph = graph
