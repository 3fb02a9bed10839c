# SPDX-License-Identifier: Apache-2.0
"""Group normalisation and SiLU as one step. Most of the training's memory traffic is here: PyTorch's own kernel leaves
channels-last memory and, under autocast, goes to float; fused, it reads and writes bfloat16 once each way."""

from collections.abc import Callable

import torch
import torch.fx.experimental._config
import torch.nn.functional as F
from torch import Tensor, nn

EPSILON = 1e-6


def _step(x: Tensor, weight: Tensor, bias: Tensor, groups: int, silu: bool) -> Tensor:
    grouped = x.float().unflatten(1, (groups, -1))
    variance, mean = torch.var_mean(grouped, dim=(2, 3, 4), correction=0, keepdim=True)
    normed = ((grouped - mean) * torch.rsqrt(variance + EPSILON)).flatten(1, 2)
    normed = normed * weight + bias
    return (F.silu(normed) if silu else normed).to(x.dtype)


# Two kernels for all shapes: as it is, every chance equality of two sides is compiled anew, until the compiler gives up
# and the slow form runs.
torch._dynamo.config.recompile_limit = 64
torch.fx.experimental._config.use_duck_shape = False
_compiled = torch.compile(_step, dynamic=True)


class GroupNormSilu(nn.GroupNorm):
    fused = False  # for all of them; see use_fused

    def __init__(self, groups: int, channels: int, silu: bool = True):
        super().__init__(groups, channels, eps=EPSILON)
        self.silu = silu

    def forward(self, x: Tensor) -> Tensor:
        if GroupNormSilu.fused:
            # Views, since the compiler takes the sizes of a parameter itself for fixed, and there are three widths.
            weight, bias = self.weight[:, None, None], self.bias[:, None, None]
            return _compiled(x, weight, bias, self.num_groups, self.silu)
        normed = F.group_norm(x, self.num_groups, self.weight, self.bias, self.eps).to(x.dtype)
        return F.silu(normed) if self.silu else normed


def use_fused(device: torch.device, trial: Callable[[], object]) -> bool:
    """Turns the fused form on if this machine can compile it for the trial. The trial's sizes decide how the kernels
    are laid out: they should be those of the work that follows."""
    GroupNormSilu.fused = True
    try:
        with torch.autocast(device.type, torch.bfloat16):
            trial()
    except Exception as error:  # any trouble of the compiler: slower is better than not at all
        print("fused normalisation is off:", repr(error)[:300], flush=True)
        GroupNormSilu.fused = False
    return GroupNormSilu.fused
