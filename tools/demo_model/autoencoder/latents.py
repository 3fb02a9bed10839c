# SPDX-License-Identifier: Apache-2.0
"""A trained autoencoder with its scale: pictures in 0..1 to latents as the transformer sees them, and back."""

from pathlib import Path

import torch
from safetensors import safe_open
from torch import Tensor

from demo_model.autoencoder.network import Autoencoder
from demo_model.autoencoder.normalisation import GroupNormSilu, use_fused

CHUNK = 128


class LatentSpace:
    def __init__(self, file: Path, device: torch.device):
        with safe_open(file, "pt") as stored:
            numbers = stored.metadata()
            weights = {name: stored.get_tensor(name).float() for name in stored.keys()}
        self.scale, self.shift = float(numbers["scaling_factor"]), float(numbers["shift_factor"])
        self.model = Autoencoder().to(device).to(memory_format=torch.channels_last)
        self.model.load_state_dict(weights)
        self.model.eval().requires_grad_(False)
        self.device = device
        if device.type == "cuda" and not GroupNormSilu.fused:
            use_fused(device, lambda: self.encode(torch.zeros(CHUNK, 3, 256, 256, device=device)))

    @torch.no_grad()
    def encode(self, pictures: Tensor) -> Tensor:
        parts = []
        for part in pictures.split(CHUNK):
            part = (part * 2 - 1).contiguous(memory_format=torch.channels_last)
            with torch.autocast(self.device.type, torch.bfloat16):
                parts.append(self.model.encoder(part)[0])
        return ((torch.cat(parts) - self.shift) * self.scale).contiguous()

    @torch.no_grad()
    def decode(self, latents: Tensor) -> Tensor:
        """In float: what people look at."""
        parts = []
        for part in latents.split(CHUNK // 4):
            part = (part.float() / self.scale + self.shift).contiguous(memory_format=torch.channels_last)
            parts.append(self.model.decoder(part).clamp(-1, 1) / 2 + 0.5)
        return torch.cat(parts)
