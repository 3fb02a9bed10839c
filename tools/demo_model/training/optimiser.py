# SPDX-License-Identifier: Apache-2.0
"""Muon for the matrices inside the blocks, AdamW for everything else, an average of the weights for the result."""

import torch
from torch import Tensor, nn

from demo_model.muon import MuonAndAdamW
from demo_model.training.objective import Objective

MUON_RATE = 2e-3
ADAM_RATE = 1e-3
WARM_UP_STEPS = 200
CONSTANT_UNTIL = 0.55
LAST_RATE = 0.01
EMA_DECAY = 0.9993


def rate(progress: float, steps_since_start: int, warm_up: int = WARM_UP_STEPS, constant_until: float = CONSTANT_UNTIL,
         last: float = LAST_RATE) -> float:
    """Part of the full learning rate: constant, then straight down. A warm-up after every start, because AdamW's
    moments do not travel."""
    falling = max(0.0, progress - constant_until) / (1 - constant_until)
    return max(last, 1 - falling) * min(1.0, (steps_since_start + 1) / warm_up)


def is_hidden(name: str, parameter: nn.Parameter) -> bool:
    inside = "layers." in name or "refiner." in name
    return inside and parameter.ndim == 2 and "adaLN" not in name


class Optimiser:
    def __init__(self, objective: Objective, peak: float = 1.0):
        """peak: of the learning rates; below 1 for weights that are trained already."""
        self.peak = peak
        named = dict(objective.named_parameters())
        self.names, self.parameters = list(named), list(named.values())
        self.both = MuonAndAdamW(named.items(), is_hidden, MUON_RATE, ADAM_RATE, weight_decay=0.01)
        self.average = [p.detach().clone() for p in self.parameters]
        self.step_count, self.since_start = 0, 0

    def step(self, progress: float) -> None:
        self.both.step(self.peak * rate(progress, self.since_start))
        self.step_count += 1
        self.since_start += 1
        decay = min(EMA_DECAY, (self.step_count + 1) / (self.step_count + 10))
        torch._foreach_lerp_(self.average, [p.detach() for p in self.parameters], 1 - decay)

    @torch.no_grad()
    def take_as_average(self) -> None:
        """After the weights were set from outside."""
        for parameter, average in zip(self.parameters, self.average):
            average.copy_(parameter)

    @torch.no_grad()
    def swap_average(self) -> None:
        """Between the weights and their average; twice is as before."""
        for parameter, average in zip(self.parameters, self.average):
            kept = parameter.detach().clone()
            parameter.copy_(average)
            average.copy_(kept)

    def averaged(self) -> dict[str, Tensor]:
        return {name: average.bfloat16() for name, average in zip(self.names, self.average)}

    def state(self) -> dict:
        """Everything, to go on exactly on the same machine: 400 MB."""
        return {"weights": [p.detach() for p in self.parameters], "average": self.average,
                "step": self.step_count} | self.both.state()

    @torch.no_grad()
    def load(self, state: dict) -> None:
        for parameter, average, kept, kept_average in zip(self.parameters, self.average, state["weights"],
                                                          state["average"]):
            parameter.copy_(kept)
            average.copy_(kept_average)
        self.both.load(state)
        self.step_count = self.since_start = state["step"]

    @torch.no_grad()
    def load_averaged(self, tensors: dict[str, Tensor], step: int) -> None:
        """From what travels. The average is a better place than the weights that made it; momentum comes back within
        tens of steps, AdamW's moments within the warm-up."""
        for name, parameter in zip(self.names, self.parameters):
            if name in tensors and tensors[name].shape == parameter.shape:
                parameter.copy_(tensors[name])
        self.take_as_average()
        self.step_count = step
