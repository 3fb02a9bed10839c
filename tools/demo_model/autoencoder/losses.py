# SPDX-License-Identifier: Apache-2.0
"""What the autoencoder is trained on. Pictures are in -1..1."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from demo_model.autoencoder.network import Downsampler, ResnetBlock, Upsampler

KL_WEIGHT = 1e-4
SPIKE_WEIGHT = 0.08
# Peak over mean of what a pixel's channels hold together. Pictures of one subject on a plain ground reach 5 by
# themselves; v0's dot was at 31.
SPIKE_FREE = 8.0
WORST_PIXELS = 64


def wanted(output: Tensor, pictures: Tensor) -> Tensor:
    """The pictures, but what goes beyond the range where they are at its end counts as right: it is cut off later. To
    meet black, white and pure colours exactly is what a network without that freedom does worst."""
    free = output.detach()
    above = torch.where(pictures >= 1, free.clamp(min=1), pictures)
    return torch.where(pictures <= -1, free.clamp(max=-1), above)


def _slopes(x: Tensor) -> tuple[Tensor, Tensor]:
    return x[:, :, 1:] - x[:, :, :-1], x[:, :, :, 1:] - x[:, :, :, :-1]


def reconstruction(output: Tensor, pictures: Tensor, squares: float) -> Tensor:
    """Squares, by the weight given, set the PSNR; slopes keep edges sharp without ringing; the pooled term keeps grounds
    at their colour."""
    error = output - pictures
    slope_error = sum((a - b).abs().mean() for a, b in zip(_slopes(output), _slopes(pictures)))
    pooled = F.avg_pool2d(error, 4).abs().mean()
    return error.abs().mean() + squares * error.square().mean() + 0.7 * slope_error + 0.5 * pooled


def flat_error(output: Tensor, pictures: Tensor) -> Tensor:
    """The worst places of pictures of one colour: a mean hides a dot of 60 pixels."""
    return (output - pictures).abs().flatten(1).topk(WORST_PIXELS).values.mean()


def divergence(mean: Tensor, log_variance: Tensor) -> Tensor:
    return 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).mean()


class SpikeWatch:
    """Listens to the blocks for one forward and says how far single places stick out. The training pays for that from
    its first step: a spike that has grown carries information, and taking it away later diverges."""

    def __init__(self, model: nn.Module, pictures: int):
        self.pictures = pictures
        self.ratios: list[Tensor] = []
        self.listening = False
        self.hooks = [module.register_forward_hook(self._hear) for module in model.modules()
                      if isinstance(module, (ResnetBlock, Downsampler, Upsampler))]

    def _hear(self, _module: nn.Module, _inputs: tuple, output: Tensor) -> None:
        if not self.listening:
            return
        size = output[:self.pictures].float().square().mean(1).sqrt()
        self.ratios.append(size.amax((1, 2)) / (size.mean((1, 2)) + 1e-6))

    def start(self) -> None:
        self.ratios, self.listening = [], True

    def stop(self) -> tuple[Tensor, Tensor]:
        """The penalty, and the worst ratio anywhere."""
        self.listening = False
        ratios = torch.stack(self.ratios)
        self.ratios = []
        return F.relu(ratios - SPIKE_FREE).mean(), ratios.amax().detach()

    def remove(self) -> None:
        for hook in self.hooks:
            hook.remove()
