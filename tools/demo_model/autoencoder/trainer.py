# SPDX-License-Identifier: Apache-2.0
"""One step of the autoencoder's training, and its state."""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from demo_model.autoencoder.losses import (
    KL_WEIGHT,
    SPIKE_WEIGHT,
    SpikeWatch,
    divergence,
    flat_error,
    reconstruction,
    wanted,
)
from demo_model.autoencoder.network import LATENT_CHANNELS, Autoencoder
from demo_model.distributed import FlatGradients, Workers
from demo_model.graphs import StepRunner
from demo_model.muon import MuonAndAdamW

MUON_RATE = 2e-3
ADAM_RATE = 1e-3
WARM_UP_STEPS = 100
LAST_RATE = 0.01
SQUARES_WEIGHT, FLAT_WEIGHT = 2.0, 2.0
# A decoder alone begins trained: smaller steps, and less to win in the small differences than in the large ones.
DECODER_ONLY_RATE = 0.5
DECODER_ONLY_SQUARES, DECODER_ONLY_FLAT = 6.0, 3.0
EMA_DECAY = 0.998
# The transformer's latents are never quite right: the decoder sees noise of up to this part of their deviation.
LATENT_NOISE = 0.06
# A halved latent must decode to the halved picture. That takes out of the latents what has no meaning at another
# scale, and the transformer learns what is left faster (Kouzelis et al. 2025, "EQ-VAE").
HALVED_PART = 4
HALVED_WEIGHT = 1.0
WATCHED_PICTURES = 8
# Halves and spikes are looked at in one step of so many: both cost many small kernels and change slowly.
THOROUGH_EVERY = 4


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


@dataclass(frozen=True)
class Kind:
    """Of a step: all that its captured form depends on."""
    shape: tuple[int, ...]
    first_flats: int
    pictures: int
    thorough: bool


class Trainer:
    def __init__(self, model: Autoencoder, workers: Workers, decoder_only: bool = False):
        """decoder_only: the encoder stays as it is, so latents made by it stay valid."""
        self.model, self.workers, self.decoder_only = model, workers, decoder_only
        self.squares = DECODER_ONLY_SQUARES if decoder_only else SQUARES_WEIGHT
        self.flat_weight = DECODER_ONLY_FLAT if decoder_only else FLAT_WEIGHT
        model.encoder.requires_grad_(not decoder_only)
        named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
        self.names = [name for name, _ in named]
        self.parameters = [parameter for _, parameter in named]
        workers.share_(list(model.parameters()))
        self.gradients = FlatGradients(self.parameters)
        self.optimiser = MuonAndAdamW(named, is_hidden, MUON_RATE, ADAM_RATE, betas=(0.9, 0.99))
        self.average = [p.detach().clone() for p in self.parameters]
        self.watch = SpikeWatch(model, WATCHED_PICTURES)
        self.runner = StepRunner(self._forward_and_backward, workers)
        self.noise = torch.Generator(workers.device)
        self.step_count, self.since_start = 0, 0
        self.spike = torch.zeros((), device=workers.device)

    def backward(self, flats: Tensor, pictures: Tensor, thorough: bool) -> Losses:
        """Gradients of a batch. Flat pictures first, so that they are among the watched ones."""
        first = min(len(flats), WATCHED_PICTURES // 2)
        batch = torch.cat([flats[:first], pictures, flats[first:]])
        latent = (len(batch), LATENT_CHANNELS, batch.shape[2] // 8, batch.shape[3] // 8)
        values = {"batch": batch.contiguous(memory_format=torch.channels_last),
                  "posterior": self._normal(*latent), "disturbance": self._normal(*latent),
                  "strength": torch.rand(len(batch), 1, 1, 1, generator=self.noise, device=batch.device)}
        statistics = self.runner(Kind(tuple(batch.shape), first, len(pictures), thorough), values)
        main, flat, kl, spike = statistics.clone()
        if thorough:
            self.spike = spike
        return Losses(main, flat, self.spike, kl)

    def _normal(self, *shape: int) -> Tensor:
        return torch.randn(shape, generator=self.noise, device=self.noise.device)

    def _forward_and_backward(self, kind: Kind, values: dict[str, Tensor]) -> Tensor:
        batch = values["batch"]
        self.gradients.clear()
        with torch.autocast(batch.device.type, torch.bfloat16, cache_enabled=False):
            if kind.thorough:
                self.watch.start()
            with torch.set_grad_enabled(not self.decoder_only):
                mean, log_variance = self.model.encoder(batch)
            log_variance = log_variance.clamp(-20, 10)
            spread = mean.detach().std() * LATENT_NOISE
            latents = (mean + values["posterior"] * (0.5 * log_variance).exp()
                       + values["disturbance"] * values["strength"] * spread)
            output = self.model.decoder(latents)
            extra, spike = self._thorough(kind, latents, batch) if kind.thorough else (0.0, self.spike)
        plain = [slice(kind.first_flats), slice(kind.first_flats + kind.pictures, None)]
        flat_output, flats = (torch.cat([x[part] for part in plain]) for x in (output, batch))
        flat_loss = flat_error(flat_output, wanted(flat_output, flats))
        kl = divergence(mean, log_variance)
        main = reconstruction(output, wanted(output, batch), self.squares)
        loss = main + self.flat_weight * flat_loss + KL_WEIGHT * kl + extra
        loss.backward()
        return torch.stack([main, flat_loss, kl, spike]).detach()

    def _thorough(self, kind: Kind, latents: Tensor, batch: Tensor) -> tuple[Tensor, Tensor]:
        penalty, spike = self.watch.stop()
        if self.decoder_only:  # what halves teach is for the encoder
            return SPIKE_WEIGHT * penalty, spike
        part = slice(kind.first_flats, kind.first_flats + max(1, kind.pictures // HALVED_PART))
        halved = self.model.decoder(F.avg_pool2d(latents[part], 2))
        half = reconstruction(halved, wanted(halved, F.avg_pool2d(batch[part], 2)), self.squares)
        return SPIKE_WEIGHT * penalty + HALVED_WEIGHT * half, spike

    def step(self, flats: Tensor, pictures: Tensor, progress: float, noise_seed: int) -> Losses:
        self.noise.manual_seed(noise_seed)
        losses = self.backward(flats, pictures, self.step_count % THOROUGH_EVERY == 0)
        self.workers.average_(self.gradients.buffer)
        self.step_count += 1
        self.since_start += 1
        self.optimiser.step(self._rate(progress))
        decay = min(EMA_DECAY, (self.step_count + 1) / (self.step_count + 10))
        torch._foreach_lerp_(self.average, [p.detach() for p in self.parameters], 1 - decay)
        return losses

    def _rate(self, progress: float) -> float:
        """Part of the full learning rate: a cosine over the whole training, and a warm-up after each start, because
        momentum does not travel."""
        cosine = LAST_RATE + (1 - LAST_RATE) * 0.5 * (1 + math.cos(math.pi * min(1.0, progress)))
        highest = DECODER_ONLY_RATE if self.decoder_only else 1.0
        return highest * cosine * min(1.0, self.since_start / WARM_UP_STEPS)

    def averaged(self) -> dict[str, Tensor]:
        """All weights, those that are not trained as they are."""
        return self.model.state_dict() | dict(zip(self.names, self.average))

    @torch.no_grad()
    def load(self, tensors: dict[str, Tensor], step: int) -> None:
        """From the average, which is what travels: a better place than the weights that made it."""
        self.model.load_state_dict(tensors)
        for parameter, average in zip(self.parameters, self.average):
            average.copy_(parameter)
        self.step_count = step
