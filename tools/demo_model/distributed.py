# SPDX-License-Identifier: Apache-2.0
"""One process a GPU. Without torchrun: one process, on the GPU if there is one.

Gradients are averaged here and not by DistributedDataParallel: its hooks do not go into a captured CUDA graph, and one
all-reduce of one flat buffer costs about a millisecond at these sizes.
"""

import os
from dataclasses import dataclass

import torch
import torch.distributed as dist
from torch import Tensor


@dataclass(frozen=True)
class Workers:
    rank: int
    count: int
    device: torch.device

    @property
    def is_first(self) -> bool:
        return self.rank == 0

    def average_(self, tensor: Tensor) -> None:
        if self.count > 1:
            dist.all_reduce(tensor)
            tensor /= self.count

    def share_(self, tensors: list[Tensor]) -> None:
        """Overwrites everybody's tensors with the first process's."""
        if self.count > 1:
            for tensor in tensors:
                dist.broadcast(tensor.detach(), 0)

    def agreed(self, number: float) -> float:
        """The first process's number: clocks differ, and whoever follows its own leaves the others waiting for ever."""
        if self.count == 1:
            return number
        shared = torch.tensor(number, dtype=torch.float64, device=self.device)
        dist.broadcast(shared, 0)
        return shared.item()

    def any(self, flag: bool) -> bool:
        if self.count == 1:
            return flag
        shared = torch.tensor(float(flag), device=self.device)
        dist.all_reduce(shared)
        return shared.item() > 0

    def close(self) -> None:
        if self.count > 1:
            dist.barrier()
            dist.destroy_process_group()


def join() -> Workers:
    rank, count = int(os.environ.get("LOCAL_RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    if torch.cuda.is_available():
        device = torch.device("cuda", rank)
        torch.cuda.set_device(device)
        torch.backends.cudnn.benchmark = True
        torch.set_float32_matmul_precision("high")
    else:
        device = torch.device("cpu")
        torch.set_num_threads(1)
    if count > 1:
        dist.init_process_group("nccl" if device.type == "cuda" else "gloo")
    return Workers(rank, count, device)


class FlatGradients:
    """All gradients in one buffer that stays where it is: one all-reduce, one clear, and a captured graph writes to
    fixed addresses."""

    def __init__(self, parameters: list[torch.nn.Parameter]):
        # Rows of 64 numbers: a view that starts off a 16-byte boundary costs the kernels their wide loads.
        sizes = [-(-p.numel() // 64) * 64 for p in parameters]
        self.buffer = torch.zeros(sum(sizes), device=parameters[0].device)
        self.parameters = parameters
        self.views = []
        for parameter, piece in zip(parameters, self.buffer.split(sizes)):
            view = piece[:parameter.numel()]
            # Autograd copies into a gradient of the parameter's own strides without a detour.
            self.views.append(view.as_strided(parameter.shape, parameter.stride()))
        self.attach()

    def attach(self) -> None:
        for parameter, view in zip(self.parameters, self.views):
            parameter.grad = view

    def clear(self) -> None:
        self.buffer.zero_()
