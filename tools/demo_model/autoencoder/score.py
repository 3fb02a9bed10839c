# SPDX-License-Identifier: Apache-2.0
"""What an autoencoder is worth: PSNR on composed pictures, the worst place of flat ones, ringing beside hard edges."""

import math

import torch
from torch import Tensor

from demo_model.autoencoder.losses import SpikeWatch
from demo_model.autoencoder.network import Autoencoder
from demo_model.autoencoder.pictures import flat
from demo_model.seeds import torch_random

FLAT_PICTURES = 64
SIDE = 256
BATCH = 16
WANTED = {"psnr": 34.0, "flat": 6.0}


def reconstruct(model: Autoencoder, pictures: Tensor) -> Tensor:
    return torch.cat([model(batch).clamp(-1, 1) for batch in pictures.split(BATCH)])


def psnr(output: Tensor, pictures: Tensor) -> float:
    """Of the mean error over all pictures, which one bad picture pulls down."""
    return 10 * math.log10(4 / (output - pictures).square().mean().item())


def flat_test_pictures(device: torch.device) -> Tensor:
    return flat(FLAT_PICTURES, SIDE, SIDE, torch_random(device, "flat test"))


def worst_level(output: Tensor, pictures: Tensor) -> Tensor:
    """Largest difference of each picture in 255ths."""
    return (output - pictures).abs().flatten(1).amax(1) * 127.5


def edges(device: torch.device) -> tuple[Tensor, Tensor]:
    """Discs of one colour on another, and where to look for ringing: 4 to 16 pixels from their edge."""
    count = 16
    generator = torch_random(device, "edges")
    inner, outer = (flat(count, SIDE, SIDE, generator) for _ in range(2))
    axis = torch.arange(SIDE, device=device) + 0.5 - SIDE / 2
    distance = (axis[:, None].square() + axis[None].square()).sqrt() - 70
    coverage = (0.5 - distance).clamp(0, 1)
    return outer + (inner.flip(0) - outer) * coverage, (distance.abs() > 4) & (distance.abs() < 16)


@torch.no_grad()
def judge(model: Autoencoder, pictures: Tensor) -> dict[str, float | bool]:
    """pictures: composed ones in -1..1 that were not trained on."""
    grounds = flat_test_pictures(pictures.device)
    levels = worst_level(reconstruct(model, grounds), grounds)
    discs, beside = edges(pictures.device)
    ringing = (reconstruct(model, discs) - discs).abs()[:, :, beside] * 127.5
    watch = SpikeWatch(model, BATCH)
    watch.start()
    model(pictures[:BATCH])
    spike = watch.stop()[1].item()
    watch.remove()
    result = {
        "psnr": psnr(reconstruct(model, pictures), pictures),
        "flat_worst": levels.max().item(),
        "flat_median": levels.median().item(),
        "ringing_99": ringing.flatten().quantile(0.99).item(),
        "spike": spike,
    }
    return result | {"good": result["psnr"] >= WANTED["psnr"] and result["flat_worst"] <= WANTED["flat"]}


@torch.no_grad()
def latent_statistics(model: Autoencoder, pictures: Tensor) -> tuple[float, float]:
    """Scaling and shift factor: what brings the latents to mean 0 and deviation 1."""
    means = torch.cat([model.encoder(batch)[0] for batch in pictures.split(BATCH)])
    return 1 / means.std().item(), means.mean().item()
