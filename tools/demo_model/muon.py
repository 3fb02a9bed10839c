# SPDX-License-Identifier: Apache-2.0
"""Muon: momentum whose update is made orthogonal, for the weights that are matrices (convolutions are, row by output
channel). Matrices of one shape go through the iteration together. What else a network has is AdamW's."""

import math
from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn

# Five steps of this quintic bring all singular values near 1; nobody needs them at 1 exactly.
QUINTIC = (3.4445, -4.7750, 2.0315)
STEPS = 5
# Updates have the root mean square that AdamW's typically have, so that learning rates of the two compare.
UPDATE_SIZE = 0.2
CLIP = 1.0  # of AdamW's gradient; Muon's has no size


def orthogonal(batch: Tensor) -> Tensor:
    """The nearest matrices with singular values near 1, (N, rows, columns)."""
    a, b, c = QUINTIC
    tall = batch.shape[1] > batch.shape[2]
    x = batch.mT if tall else batch
    x = (x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)).bfloat16()
    for _ in range(STEPS):
        square = x @ x.mT
        x = a * x + (b * square + c * (square @ square)) @ x
    return (x.mT if tall else x).float()


class Muon:
    def __init__(self, parameters: list[nn.Parameter], momentum: float = 0.95, weight_decay: float = 0.01):
        groups: dict[tuple[int, int], list[nn.Parameter]] = {}
        for parameter in parameters:
            groups.setdefault((parameter.shape[0], parameter[0].numel()), []).append(parameter)
        self.groups = groups
        self.momentum, self.weight_decay = momentum, weight_decay
        self.buffers = {shape: torch.zeros(len(group), *shape, device=group[0].device)
                        for shape, group in groups.items()}

    @torch.no_grad()
    def step(self, rate: float) -> None:
        for shape, group in self.groups.items():
            gradient = torch.stack([p.grad.reshape(shape) for p in group]).float()
            buffer = self.buffers[shape]
            buffer.lerp_(gradient, 1 - self.momentum)
            update = orthogonal(gradient.lerp(buffer, self.momentum)) * (UPDATE_SIZE * math.sqrt(max(shape)))
            torch._foreach_mul_(group, 1 - rate * self.weight_decay)
            torch._foreach_add_(group, [u.reshape(p.shape) for u, p in zip(update, group)], alpha=-rate)

    def state(self) -> dict[str, Tensor]:
        return {f"{rows}x{columns}": buffer for (rows, columns), buffer in self.buffers.items()}

    def load(self, state: dict[str, Tensor]) -> None:
        for name, buffer in self.state().items():
            buffer.copy_(state[name])


class MuonAndAdamW:
    """hidden says by name and parameter what is Muon's; weight_decay is AdamW's for all but vectors."""

    def __init__(self, named: Iterable[tuple[str, nn.Parameter]], hidden: Callable[[str, nn.Parameter], bool],
                 muon_rate: float, adam_rate: float, betas: tuple[float, float] = (0.9, 0.95), weight_decay: float = 0.0):
        self.muon_rate, self.adam_rate = muon_rate, adam_rate
        mine, self.rest = [], []
        for name, parameter in named:
            (mine if hidden(name, parameter) else self.rest).append(parameter)
        self.muon = Muon(mine)
        self.adam = torch.optim.AdamW(
            [{"params": [p for p in self.rest if p.ndim > 1], "weight_decay": weight_decay},
             {"params": [p for p in self.rest if p.ndim < 2], "weight_decay": 0.0}],
            betas=betas, fused=self.rest[0].is_cuda)

    def step(self, part: float) -> None:
        """part: of both learning rates."""
        nn.utils.clip_grad_norm_(self.rest, CLIP)
        for group in self.adam.param_groups:
            group["lr"] = self.adam_rate * part
        self.adam.step()
        self.muon.step(self.muon_rate * part)

    def state(self) -> dict:
        return {"muon": self.muon.state(), "adam": self.adam.state_dict()}

    def load(self, state: dict) -> None:
        self.muon.load(state["muon"])
        self.adam.load_state_dict(state["adam"])
