# SPDX-License-Identifier: Apache-2.0
"""One step of the autoencoder's training, and its state."""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from demo_model.autoencoder.losses import (
    FLAT_WEIGHT,
    KL_WEIGHT,
    SPIKE_WEIGHT,
    SpikeWatch,
    divergence,
    flat_error,
    reconstruction,
)
from demo_model.autoencoder.network import Autoencoder
from demo_model.distributed import FlatGradients, Workers
from demo_model.muon import Muon

MUON_RATE = 2e-3
ADAM_RATE = 1e-3
WARM_UP_STEPS = 100
LAST_RATE = 0.01
EMA_DECAY = 0.998
# The transformer's latents are never quite right: the decoder sees noise of up to this part of their deviation.
LATENT_NOISE = 0.06
# A halved latent must decode to the halved picture. That takes out of the latents what has no meaning at another
# scale, and the transformer learns what is left faster (Kouzelis et al. 2025, "EQ-VAE").
HALVED_PART = 4
HALVED_WEIGHT = 0.25
WATCHED_PICTURES = 8


@dataclass
class Losses:
    """Detached, for the log."""
    reconstruction: Tensor
    flat: Tensor
    spike: Tensor
    kl: Tensor


def is_hidden(name: str, parameter: nn.Parameter) -> bool:
    """What Muon takes: matrices between hidden layers. The ends, which touch pictures and latents, are AdamW's."""
    return parameter.ndim > 1 and "conv_in" not in name and "conv_out" not in name


class Trainer:
    def __init__(self, model: Autoencoder, workers: Workers):
        self.model, self.workers = model, workers
        named = list(model.named_parameters())
        self.names = [name for name, _ in named]
        self.parameters = [parameter for _, parameter in named]
        workers.share_(self.parameters)
        hidden = [p for name, p in named if is_hidden(name, p)]
        rest = [p for name, p in named if not is_hidden(name, p)]
        self.gradients = FlatGradients(self.parameters)
        self.muon = Muon(hidden)
        self.adam = torch.optim.AdamW(rest, lr=ADAM_RATE, betas=(0.9, 0.99), weight_decay=0.0)
        self.average = [p.detach().clone() for p in self.parameters]
        self.watch = SpikeWatch(model, WATCHED_PICTURES)
        self.noise = torch.Generator(workers.device)
        self.step_count, self.since_start = 0, 0

    def backward(self, flats: Tensor, pictures: Tensor) -> Losses:
        """Gradients of a batch: flat pictures first, so that they are among the watched ones."""
        batch = torch.cat([flats[:WATCHED_PICTURES // 2], pictures, flats[WATCHED_PICTURES // 2:]])
        batch = batch.contiguous(memory_format=torch.channels_last)
        first = min(len(flats), WATCHED_PICTURES // 2)
        with torch.autocast(batch.device.type, torch.bfloat16):
            self.watch.start()
            mean, log_variance = self.model.encoder(batch)
            log_variance = log_variance.clamp(-20, 10)
            latents = self._disturbed(mean, log_variance)
            output = self.model.decoder(latents)
            penalty, spike = self.watch.stop()
            part = slice(first, first + max(1, len(pictures) // HALVED_PART))
            halved = self.model.decoder(F.avg_pool2d(latents[part], 2))
        flat_output = torch.cat([output[:first], output[first + len(pictures):]])
        flat_loss = flat_error(flat_output, flats)
        kl = divergence(mean, log_variance)
        main = reconstruction(output, batch)
        loss = (main + FLAT_WEIGHT * flat_loss + SPIKE_WEIGHT * penalty + KL_WEIGHT * kl
                + HALVED_WEIGHT * reconstruction(halved, F.avg_pool2d(batch[part], 2)))
        loss.backward()
        return Losses(main.detach(), flat_loss.detach(), spike, kl.detach())

    def _disturbed(self, mean: Tensor, log_variance: Tensor) -> Tensor:
        def normal() -> Tensor:
            return torch.randn(mean.shape, generator=self.noise, device=mean.device)

        strength = torch.rand(len(mean), 1, 1, 1, generator=self.noise, device=mean.device)
        spread = mean.detach().std() * LATENT_NOISE
        return mean + normal() * (0.5 * log_variance).exp() + normal() * strength * spread

    def step(self, flats: Tensor, pictures: Tensor, progress: float, noise_seed: int) -> Losses:
        self.noise.manual_seed(noise_seed)
        self.gradients.clear()
        losses = self.backward(flats, pictures)
        self.workers.average_(self.gradients.buffer)
        self.step_count += 1
        self.since_start += 1
        rate = self._rate(progress)
        nn.utils.clip_grad_norm_(self.adam.param_groups[0]["params"], 1.0)
        self.adam.param_groups[0]["lr"] = ADAM_RATE * rate
        self.adam.step()
        self.muon.step(MUON_RATE * rate)
        decay = min(EMA_DECAY, (self.step_count + 1) / (self.step_count + 10))
        torch._foreach_lerp_(self.average, [p.detach() for p in self.parameters], 1 - decay)
        return losses

    def _rate(self, progress: float) -> float:
        """Part of the full learning rate: a cosine over the whole training, and a warm-up after each start, because
        momentum does not travel."""
        cosine = LAST_RATE + (1 - LAST_RATE) * 0.5 * (1 + math.cos(math.pi * min(1.0, progress)))
        return cosine * min(1.0, self.since_start / WARM_UP_STEPS)

    def averaged(self) -> dict[str, Tensor]:
        return dict(zip(self.names, self.average))

    @torch.no_grad()
    def load(self, tensors: dict[str, Tensor], step: int) -> None:
        """From the average, which is what travels: a better place than the weights that made it."""
        for name, parameter, average in zip(self.names, self.parameters, self.average):
            parameter.copy_(tensors[name])
            average.copy_(parameter)
        self.step_count = step
