# SPDX-License-Identifier: Apache-2.0
"""The Z-Image transformer in its training form, small: the maths and the tensor names of the reference.

Latents are (B, 16, h, w) with even sides; a token is 2 by 2 of them. Captions of one batch have one padded length.
"""

import math
from functools import cache

import torch
import torch.nn.functional as F
from torch import Tensor, nn

WIDTH, HEADS, LAYERS = 384, 6, 8
HEAD_AXES = (16, 24, 24)  # the part of a head's 64 numbers that turns with time, row, column
HEAD_WIDTH = sum(HEAD_AXES)
FEED_FORWARD = 1024
CAPTION_WIDTH = 256
CONDITION_WIDTH = 256
ROPE_THETA = 256.0
TOKEN_NUMBERS = 64
PAD_TO = 32
TIME_SCALE = 1000.0


class RmsNorm(nn.Module):
    def __init__(self, width: int, epsilon: float = 1e-5):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.epsilon = epsilon

    def forward(self, x: Tensor) -> Tensor:
        return F.rms_norm(x, self.weight.shape, self.weight.to(x.dtype), self.epsilon)


def linear(inputs: int, outputs: int) -> nn.Linear:
    return nn.Linear(inputs, outputs, bias=False)


def rotated(x: Tensor, angles: Tensor) -> Tensor:
    """x (B, S, heads, 64): pairs of neighbours turned by angles (S, 32, 2), cosine and sine."""
    first, second = x.float().unflatten(-1, (-1, 2)).unbind(-1)
    cosine, sine = angles[:, None, :, 0], angles[:, None, :, 1]
    turned = torch.stack([first * cosine - second * sine, first * sine + second * cosine], -1)
    return turned.flatten(-2).to(x.dtype)


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.to_q, self.to_k, self.to_v = (linear(WIDTH, WIDTH) for _ in range(3))
        self.to_out = nn.ModuleList([linear(WIDTH, WIDTH)])
        self.norm_q, self.norm_k = RmsNorm(HEAD_WIDTH), RmsNorm(HEAD_WIDTH)

    def forward(self, x: Tensor, angles: Tensor) -> Tensor:
        query, key, value = (layer(x).unflatten(-1, (HEADS, -1)) for layer in (self.to_q, self.to_k, self.to_v))
        query, key = rotated(self.norm_q(query), angles), rotated(self.norm_k(key), angles)
        mixed = F.scaled_dot_product_attention(*(part.transpose(1, 2) for part in (query, key, value)))
        return self.to_out[0](mixed.transpose(1, 2).flatten(2))


class FeedForward(nn.Module):
    def __init__(self, width: int, hidden: int):
        super().__init__()
        self.w1, self.w2, self.w3 = linear(width, hidden), linear(hidden, width), linear(width, hidden)

    def forward(self, x: Tensor) -> Tensor:
        return self.w2(F.silu(self.w1(x)) * self.w3(x))


class Block(nn.Module):
    def __init__(self, modulated: bool):
        super().__init__()
        self.attention = Attention()
        self.feed_forward = FeedForward(WIDTH, FEED_FORWARD)
        self.attention_norm1, self.attention_norm2 = RmsNorm(WIDTH), RmsNorm(WIDTH)
        self.ffn_norm1, self.ffn_norm2 = RmsNorm(WIDTH), RmsNorm(WIDTH)
        self.adaLN_modulation = nn.Sequential(nn.Linear(CONDITION_WIDTH, 4 * WIDTH)) if modulated else None
        if modulated:
            self._start_open()

    def _start_open(self) -> None:
        """Scales at 1, gates at tanh(0.5), whatever the time: nothing is shut when the training starts."""
        layer = self.adaLN_modulation[0]
        nn.init.zeros_(layer.weight)
        with torch.no_grad():
            layer.bias.copy_(torch.tensor([0.0, 0.5, 0.0, 0.5]).repeat_interleave(WIDTH))

    def forward(self, x: Tensor, angles: Tensor, condition: Tensor | None = None) -> Tensor:
        if condition is None:
            x = x + self.attention_norm2(self.attention(self.attention_norm1(x), angles))
            return x + self.ffn_norm2(self.feed_forward(self.ffn_norm1(x)))
        scale_a, gate_a, scale_f, gate_f = self.adaLN_modulation(condition)[:, None].chunk(4, -1)
        attended = self.attention(self.attention_norm1(x) * (1 + scale_a), angles)
        x = x + gate_a.tanh() * self.attention_norm2(attended)
        return x + gate_f.tanh() * self.ffn_norm2(self.feed_forward(self.ffn_norm1(x) * (1 + scale_f)))


class TimeEmbedder(nn.Module):
    def __init__(self):
        super().__init__()
        self.mlp = nn.Sequential(nn.Linear(256, 1024), nn.SiLU(), nn.Linear(1024, CONDITION_WIDTH))

    def forward(self, time: Tensor) -> Tensor:
        frequencies = torch.exp(-math.log(10000) * torch.arange(128, device=time.device) / 128)
        angles = time[:, None] * TIME_SCALE * frequencies
        return self.mlp(torch.cat([angles.cos(), angles.sin()], -1))


class FinalLayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(WIDTH, TOKEN_NUMBERS)
        self.adaLN_modulation = nn.Sequential(nn.SiLU(), nn.Linear(CONDITION_WIDTH, WIDTH))
        nn.init.zeros_(self.linear.weight)
        nn.init.zeros_(self.linear.bias)

    def forward(self, x: Tensor, condition: Tensor) -> Tensor:
        scale = 1 + self.adaLN_modulation(condition)[:, None]
        return self.linear(F.layer_norm(x, (WIDTH,), eps=1e-6) * scale)


def axis_angles(positions: Tensor) -> Tensor:
    """positions (S, 3) to (S, 32, 2); computed in double as the reference does."""
    columns = []
    for axis, width in enumerate(HEAD_AXES):
        frequencies = 1 / ROPE_THETA ** (torch.arange(0, width, 2).double() / width)
        turn = positions[:, axis:axis + 1].double() * frequencies
        columns.append(torch.stack([turn.cos(), turn.sin()], -1))
    return torch.cat(columns, 1).float()


@cache
def angles(caption_length: int, rows: int, columns: int, device: torch.device) -> tuple[Tensor, Tensor]:
    """Of the picture's tokens (padded to 32; pads sit at 0, 0, 0) and of the caption's."""
    caption = torch.zeros(caption_length, 3)
    caption[:, 0] = torch.arange(1, caption_length + 1)
    row, column = torch.meshgrid(torch.arange(rows), torch.arange(columns), indexing="ij")
    picture = torch.stack([torch.full_like(row, caption_length + 1), row, column], -1).reshape(-1, 3)
    picture = F.pad(picture, (0, 0, 0, -len(picture) % PAD_TO))
    return axis_angles(picture).to(device), axis_angles(caption).to(device)


def patchified(latents: Tensor) -> Tensor:
    """(B, 16, h, w) to (B, h/2 * w/2, 64): row, column and channel within a patch."""
    rows, columns = latents.shape[2] // 2, latents.shape[3] // 2
    patches = latents.reshape(len(latents), -1, rows, 2, columns, 2).permute(0, 2, 4, 3, 5, 1)
    return patches.flatten(3).flatten(1, 2)


class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.t_embedder = TimeEmbedder()
        self.cap_embedder = nn.Sequential(RmsNorm(CAPTION_WIDTH), nn.Linear(CAPTION_WIDTH, WIDTH))
        self.all_x_embedder = nn.ModuleDict({"2-1": nn.Linear(TOKEN_NUMBERS, WIDTH)})
        self.noise_refiner = nn.ModuleList([Block(modulated=True)])
        self.context_refiner = nn.ModuleList([Block(modulated=False)])
        self.layers = nn.ModuleList([Block(modulated=True) for _ in range(LAYERS)])
        self.all_final_layer = nn.ModuleDict({"2-1": FinalLayer()})
        self.cap_pad_token = nn.Parameter(torch.randn(1, WIDTH) * 0.02)
        self.x_pad_token = nn.Parameter(torch.randn(1, WIDTH) * 0.02)

    def blocks(self) -> list[Block]:
        return [*self.noise_refiner, *self.context_refiner, *self.layers]

    def forward(self, latents: Tensor, time: Tensor, caption: Tensor, is_word: Tensor) -> Tensor:
        """time is 1 - sigma; caption (B, L, 256) with L a multiple of 32, is_word (B, L). The velocity towards the
        picture, which the published pipeline negates."""
        count, channels, height, width = latents.shape
        rows, columns = height // 2, width // 2
        picture_angles, caption_angles = angles(caption.shape[1], rows, columns, latents.device)
        condition = self.t_embedder(time)
        x = self.all_x_embedder["2-1"](patchified(latents))
        pads = len(picture_angles) - rows * columns
        if pads:
            x = torch.cat([x, self.x_pad_token.to(x.dtype).expand(count, pads, WIDTH)], 1)
        words = self.cap_embedder(caption)
        words = torch.where(is_word[..., None], words, self.cap_pad_token.to(words.dtype))
        for block in self.noise_refiner:
            x = block(x, picture_angles, condition)
        for block in self.context_refiner:
            words = block(words, caption_angles)
        x = torch.cat([x, words], 1)
        both = torch.cat([picture_angles, caption_angles])
        for block in self.layers:
            x = block(x, both, condition)
        velocity = self.all_final_layer["2-1"](x[:, :rows * columns], condition)
        velocity = velocity.view(count, rows, columns, 2, 2, channels).permute(0, 5, 1, 3, 2, 4)
        return velocity.reshape(latents.shape)


def configuration() -> dict:
    """transformer/config.json of the exported folder."""
    return {
        "_class_name": "ZImageTransformer2DModel", "_diffusers_version": "0.36.0.dev0",
        "all_f_patch_size": [1], "all_patch_size": [2], "axes_dims": list(HEAD_AXES), "axes_lens": [1536, 512, 512],
        "cap_feat_dim": CAPTION_WIDTH, "dim": WIDTH, "in_channels": 16, "n_heads": HEADS, "n_kv_heads": HEADS,
        "n_layers": LAYERS, "n_refiner_layers": 1, "norm_eps": 1e-05, "qk_norm": True, "rope_theta": ROPE_THETA,
        "t_scale": TIME_SCALE,
    }
