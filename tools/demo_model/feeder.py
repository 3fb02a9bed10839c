# SPDX-License-Identifier: Apache-2.0
"""Makes the next pictures beside the training: in a thread and on a CUDA stream of its own. Painting is a thousand small
kernels with waits between them; on the training's own stream the GPU would idle through every wait."""

import contextlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

import torch
from torch import Tensor

Description = TypeVar("Description")


class Feeder(Generic[Description]):
    """items: what is fed, made when it is asked for; a tensor on the device and what is known of it in the processor's
    memory."""

    def __init__(self, items: Iterator[tuple[Tensor, Description]], device: torch.device):
        self.items, self.device = items, device
        self.stream = torch.cuda.Stream() if device.type == "cuda" else None
        self.thread = ThreadPoolExecutor(1)
        self.pending: Future | None = None

    def now(self) -> tuple[Tensor, Description]:
        """The next item, made while the caller waits."""
        return next(self.items)

    def next(self) -> tuple[Tensor, Description]:
        """The one begun at the call before; begins the following one."""
        tensor, description = self.pending.result() if self.pending else self._beside()
        if self.stream is not None:
            tensor.record_stream(torch.cuda.current_stream())
        self.pending = self.thread.submit(self._beside)
        return tensor, description

    def _beside(self) -> tuple[Tensor, Description]:
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
