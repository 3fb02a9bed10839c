# SPDX-License-Identifier: Apache-2.0
"""A trained autoencoder with its scale: pictures in 0..1 to latents as the transformer sees them, and back."""

import json
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor

from demo_model.autoencoder.network import NORM_GROUPS, Autoencoder
from demo_model.autoencoder.normalisation import GroupNormSilu, use_fused

CHUNK = 128
EXPORTED = "diffusion_pytorch_model.safetensors"


def take_over(folder: Path, file: Path) -> bool:
    """Writes the vae folder of an exported model as the file that autoencoder.train leaves, if it is of this kind."""
    numbers = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if numbers["norm_num_groups"] != NORM_GROUPS:
        return False
    with safe_open(folder / EXPORTED, "pt") as stored:
        metadata = stored.metadata()
        weights = {name: stored.get_tensor(name) for name in stored.keys()}
    scales = {name: str(numbers[name]) for name in ("scaling_factor", "shift_factor")}
    file.parent.mkdir(parents=True, exist_ok=True)
    save_file(weights, file, metadata=metadata | scales)
    return True


class LatentSpace:
    def __init__(self, weights: dict[str, Tensor], scale: float, shift: float, device: torch.device):
        self.scale, self.shift, self.device = scale, shift, device
        self.model = Autoencoder().to(device).to(memory_format=torch.channels_last)
        self.model.load_state_dict({name: tensor.float() for name, tensor in weights.items()})
        self.model.eval().requires_grad_(False)

    @classmethod
    def load(cls, file: Path, device: torch.device) -> "LatentSpace":
        """From the file that autoencoder.train leaves."""
        with safe_open(file, "pt") as stored:
            numbers = stored.metadata()
            weights = {name: stored.get_tensor(name) for name in stored.keys()}
        space = cls(weights, float(numbers["scaling_factor"]), float(numbers["shift_factor"]), device)
        if device.type == "cuda" and not GroupNormSilu.fused:
            use_fused(device, lambda: space.encode(torch.zeros(CHUNK, 3, 256, 256, device=device)))
        return space

    @classmethod
    def exported(cls, folder: Path, device: torch.device) -> "LatentSpace":
        """From the vae folder of an exported model, which may have other groups."""
        numbers = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        weights = load_file(folder / EXPORTED)
        space = cls(weights, numbers["scaling_factor"], numbers["shift_factor"], device)
        for module in space.model.modules():
            if isinstance(module, GroupNormSilu):
                module.num_groups = numbers["norm_num_groups"]
        return space

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
