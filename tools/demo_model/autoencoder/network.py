# SPDX-License-Identifier: Apache-2.0
"""AutoencoderKL in its training form: the layers and tensor names of the published class, 16 channels at an eighth.

Pictures are (B, 3, H, W) in -1..1 with sides that are multiples of 8; latents are (B, 16, H/8, W/8).
"""

import torch.nn.functional as F
from torch import Tensor, nn

from demo_model.autoencoder.normalisation import GroupNormSilu

LATENT_CHANNELS = 16
WIDTHS = (32, 64, 128, 128)
# One group. v0 had 32 groups, so one to four channels each: normalising those by their own statistics over the
# picture erases the level of a channel, on a flat picture all there is. The decoder learned to carry it past the
# normalisation by one huge activation in a corner, which the picture then showed as a dot. Within one group the levels
# of the channels relative to each other survive and nothing has to be smuggled. The engine reads this from the
# configuration; in channels-last memory one group costs as much as 32.
NORM_GROUPS = 1


class ResnetBlock(nn.Module):
    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        self.norm1 = GroupNormSilu(NORM_GROUPS, inputs)
        self.conv1 = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.norm2 = GroupNormSilu(NORM_GROUPS, outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1)
        self.conv_shortcut = nn.Conv2d(inputs, outputs, 1) if inputs != outputs else None

    def forward(self, x: Tensor) -> Tensor:
        branch = self.conv2(self.norm2(self.conv1(self.norm1(x))))
        return branch + (x if self.conv_shortcut is None else self.conv_shortcut(x))


class Attention(nn.Module):
    """One head over all positions of the smallest level."""

    def __init__(self, channels: int):
        super().__init__()
        self.group_norm = GroupNormSilu(NORM_GROUPS, channels, silu=False)
        self.to_q, self.to_k, self.to_v = (nn.Linear(channels, channels) for _ in range(3))
        self.to_out = nn.ModuleList([nn.Linear(channels, channels)])

    def forward(self, x: Tensor) -> Tensor:
        positions = self.group_norm(x).flatten(2).transpose(1, 2)
        query, key, value = (layer(positions)[:, None] for layer in (self.to_q, self.to_k, self.to_v))
        mixed = F.scaled_dot_product_attention(query, key, value)[:, 0]
        return x + self.to_out[0](mixed).transpose(1, 2).reshape(x.shape)


class MiddleBlock(nn.Module):
    def __init__(self, channels: int):
        super().__init__()
        self.attentions = nn.ModuleList([Attention(channels)])
        self.resnets = nn.ModuleList([ResnetBlock(channels, channels) for _ in range(2)])

    def forward(self, x: Tensor) -> Tensor:
        return self.resnets[1](self.attentions[0](self.resnets[0](x)))


class Downsampler(nn.Module):
    def __init__(self, channels: int):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, stride=2)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(F.pad(x, (0, 1, 0, 1)))


class Upsampler(nn.Module):
    def __init__(self, channels: int):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(F.interpolate(x, scale_factor=2.0, mode="nearest"))


class Level(nn.Module):
    """The resnets of one resolution, then a change of resolution where there is one."""

    def __init__(self, inputs: int, outputs: int, depth: int, down: bool = False, up: bool = False):
        super().__init__()
        self.resnets = nn.ModuleList([ResnetBlock(inputs if i == 0 else outputs, outputs) for i in range(depth)])
        self.downsamplers = nn.ModuleList([Downsampler(outputs)]) if down else None
        self.upsamplers = nn.ModuleList([Upsampler(outputs)]) if up else None

    def forward(self, x: Tensor) -> Tensor:
        for layer in (*self.resnets, *(self.downsamplers or ()), *(self.upsamplers or ())):
            x = layer(x)
        return x


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv_in = nn.Conv2d(3, WIDTHS[0], 3, padding=1)
        inputs = (WIDTHS[0], *WIDTHS)
        last = len(WIDTHS) - 1
        self.down_blocks = nn.ModuleList(
            [Level(inputs[i], WIDTHS[i], depth=1, down=i < last) for i in range(len(WIDTHS))])
        self.mid_block = MiddleBlock(WIDTHS[-1])
        self.conv_norm_out = GroupNormSilu(NORM_GROUPS, WIDTHS[-1])
        self.conv_out = nn.Conv2d(WIDTHS[-1], 2 * LATENT_CHANNELS, 3, padding=1)

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and logarithm of the variance."""
        x = self.conv_in(pictures)
        for level in self.down_blocks:
            x = level(x)
        return self.conv_out(self.conv_norm_out(self.mid_block(x))).float().chunk(2, 1)


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        widths = WIDTHS[::-1]
        inputs = (widths[0], *widths)
        last = len(widths) - 1
        self.conv_in = nn.Conv2d(LATENT_CHANNELS, widths[0], 3, padding=1)
        self.mid_block = MiddleBlock(widths[0])
        self.up_blocks = nn.ModuleList(
            [Level(inputs[i], widths[i], depth=2, up=i < last) for i in range(len(widths))])
        self.conv_norm_out = GroupNormSilu(NORM_GROUPS, widths[-1])
        self.conv_out = nn.Conv2d(widths[-1], 3, 3, padding=1)

    def forward(self, latents: Tensor) -> Tensor:
        x = self.mid_block(self.conv_in(latents))
        for level in self.up_blocks:
            x = level(x)
        return self.conv_out(self.conv_norm_out(x)).float()


class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = Encoder()
        self.decoder = Decoder()

    def forward(self, pictures: Tensor) -> Tensor:
        """Reconstruction through the mean, as the program uses it."""
        return self.decoder(self.encoder(pictures)[0])


def configuration(scaling_factor: float, shift_factor: float) -> dict:
    """vae/config.json of the exported folder."""
    levels = len(WIDTHS)
    return {
        "_class_name": "AutoencoderKL",
        "_diffusers_version": "0.36.0.dev0",
        "act_fn": "silu",
        "block_out_channels": list(WIDTHS),
        "down_block_types": ["DownEncoderBlock2D"] * levels,
        "up_block_types": ["UpDecoderBlock2D"] * levels,
        "force_upcast": True,
        "in_channels": 3,
        "out_channels": 3,
        "latent_channels": LATENT_CHANNELS,
        "latents_mean": None,
        "latents_std": None,
        "layers_per_block": 1,
        "mid_block_add_attention": True,
        "norm_num_groups": NORM_GROUPS,
        "sample_size": 256,
        "scaling_factor": scaling_factor,
        "shift_factor": shift_factor,
        "use_quant_conv": False,
        "use_post_quant_conv": False,
    }
