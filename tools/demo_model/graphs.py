# SPDX-License-Identifier: Apache-2.0
"""Forward and backward of a step as one captured CUDA graph for each shape. Launched one by one from Python the kernels
leave the GPU idle a quarter of the time. If the machine cannot capture, the step runs without."""

from collections.abc import Callable, Hashable

import torch
from torch import Tensor

from demo_model.distributed import Workers
from demo_model.pace import log

Values = dict[str, Tensor]


class Step:
    """A shape's inputs at fixed addresses, and what is done with them."""

    def __init__(self, values: Values):
        self.inputs = {name: value.clone() for name, value in values.items()}
        self.graph: torch.cuda.CUDAGraph | None = None
        self.statistics: Tensor | None = None


class StepRunner:
    """body(key, inputs) leaves the gradients in buffers that stay where they are and returns what the log shows. What it
    does may follow from the key and from the inputs' shapes, but from nothing else that changes."""

    def __init__(self, body: Callable[[Hashable, Values], Tensor], workers: Workers):
        self.body, self.workers = body, workers
        self.steps: dict[Hashable, Step] = {}
        self.captures = workers.device.type == "cuda"
        self.pool = torch.cuda.graph_pool_handle() if self.captures else None
        self.side = torch.cuda.Stream() if self.captures else None

    def forget(self) -> None:
        """All captures and their memory; a pool without graphs is of no use any more."""
        self.steps.clear()
        if self.captures:
            torch.cuda.empty_cache()
            self.pool = torch.cuda.graph_pool_handle()

    def __call__(self, key: Hashable, values: Values) -> Tensor:
        if not self.captures:
            return self.body(key, values)
        step = self.steps.get(key) or self._prepared(key, values)
        for name, value in values.items():
            step.inputs[name].copy_(value)
        if step.graph is None:
            return self.body(key, step.inputs)
        step.graph.replay()
        return step.statistics

    def _prepared(self, key: Hashable, values: Values) -> Step:
        step = self.steps[key] = Step(values)
        try:
            self._capture(key, step)
        except torch.cuda.OutOfMemoryError:
            raise
        except Exception as error:
            log(self.workers, "no CUDA graphs:", repr(error)[:300])
            self.captures = False
        return step

    def _capture(self, key: Hashable, step: Step) -> None:
        # Twice beside the main stream first, as PyTorch asks: kernels are tuned and buffers made outside the capture.
        self.side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(self.side):
            for _ in range(2):
                self.body(key, step.inputs)
        torch.cuda.current_stream().wait_stream(self.side)
        torch.cuda.synchronize()
        torch.cuda.empty_cache()  # what the side stream holds no other stream could use
        graph = torch.cuda.CUDAGraph()
        # The shapes share memory: they never run at once, and only statistics and gradients outlive a replay. Of the
        # process's threads only this one is captured: NCCL's own asks the GPU for its events meanwhile.
        with torch.cuda.graph(graph, pool=self.pool, capture_error_mode="thread_local"):
            step.statistics = self.body(key, step.inputs)
        step.graph = graph
