# SPDX-License-Identifier: Apache-2.0
"""Encoded pictures with their prompts in the GPU's memory, one ring for each size. New pictures replace the oldest."""

import random
from dataclasses import dataclass

import torch
from torch import Tensor

from demo_model.training.prompts import FIRST_SLOT, KEPT, LENGTHS, SLOTS
from demo_model.training.source import Job


@dataclass
class Batch:
    latents: Tensor
    ids: Tensor
    lengths: Tensor
    labels: Tensor


class Ring:
    def __init__(self, capacity: int, height: int, width: int, kinds: int, device: torch.device):
        shape = (capacity, 16, height // 8, width // 8)
        self.latents = torch.empty(shape, dtype=torch.bfloat16, device=device)
        self.ids = torch.zeros(capacity, SLOTS, LENGTHS[-1], dtype=torch.int16, device=device)
        self.lengths = torch.zeros(capacity, SLOTS, dtype=torch.int16, device=device)
        self.labels = torch.zeros(capacity, kinds, dtype=torch.int16, device=device)
        self.next, self.capacity = 0, capacity
        self.prompts: list[Tensor] = []  # for each padded length: pairs of picture and slot

    def add(self, latents: Tensor, job: Job) -> None:
        count = min(len(latents), self.capacity - self.next)
        place = slice(self.next, self.next + count)
        device = self.latents.device
        self.latents[place] = latents[:count].bfloat16()
        self.ids[place] = torch.from_numpy(job.ids[:count]).to(device)
        self.lengths[place] = torch.from_numpy(job.lengths[:count]).to(device)
        self.labels[place] = torch.from_numpy(job.labels[:count]).to(device)
        self.next = (self.next + count) % self.capacity
        self.prompts = [self._found(first, kept) for first, kept in zip(FIRST_SLOT, KEPT)]

    def _found(self, first: int, kept: int) -> Tensor:
        found = (self.lengths[:, first:first + kept] > 0).nonzero()
        found[:, 1] += first
        return found

    def draw(self, length: int, count: int, generator: torch.Generator) -> Batch:
        # A bank of a few pictures may lack a length; then a prompt of another one is cut or padded.
        pairs = next(found for found in (self.prompts[LENGTHS.index(length)], *self.prompts) if len(found))
        chosen = torch.randint(len(pairs), (count,), generator=generator, device=self.latents.device)
        picture, slot = pairs[chosen].unbind(1)
        return Batch(self.latents[picture].float(), self.ids[picture, slot, :length].long(),
                     self.lengths[picture, slot].long(), self.labels[picture].long())


class Bank:
    def __init__(self, capacity: int, kinds: int, device: torch.device):
        self.capacity, self.kinds, self.device = capacity, kinds, device
        self.rings: dict[tuple[int, int], Ring] = {}
        self.added = 0

    def add(self, latents: Tensor, job: Job) -> None:
        size = (job.height, job.width)
        if size not in self.rings:
            share = self.capacity if job.height == job.width == 256 else self.capacity // 4
            self.rings[size] = Ring(max(share, len(latents)), *size, self.kinds, self.device)
        self.rings[size].add(latents, job)
        self.added += len(latents)


def chosen_shape(rng: random.Random, sizes: tuple, shares: tuple[float, ...]) -> tuple[tuple[int, int], int]:
    """Size and padded length of a step: drawn from its number alone, so that all processes compute equally long."""
    return rng.choice(sizes), rng.choices(LENGTHS, shares)[0]
