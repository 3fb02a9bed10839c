# SPDX-License-Identifier: Apache-2.0
"""Every random draw follows from what it is for: the purpose, the process, the step."""

import random
import zlib

import torch


def seed(*purpose: object) -> int:
    return zlib.crc32(repr(purpose).encode())


def python_random(*purpose: object) -> random.Random:
    return random.Random(seed(*purpose))


def torch_random(device: torch.device | str, *purpose: object) -> torch.Generator:
    return torch.Generator(device).manual_seed(seed(*purpose))
