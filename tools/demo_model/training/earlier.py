# SPDX-License-Identifier: Apache-2.0
"""Begins a training from an exported model of the same shape, so that it need not begin with nothing. What the earlier
transformer knows about pictures it knows in other latents and by other tokens; both are translated:

* latents of one patch by the rotation that brings the new ones nearest to the old ones. A rotation leaves noise white, so
  the old weights also see the noise that they were trained with;
* a token's embedding is the old one of the same string, or the mean of the old ones that spell it.
"""

from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor

from demo_model.autoencoder.latents import LatentSpace
from demo_model.autoencoder.normalisation import GroupNormSilu
from demo_model.autoencoder.pictures import composed
from demo_model.model.transformer import patchified
from demo_model.renderer import Renderer
from demo_model.training.objective import Objective
from demo_model.world import World

SIZE = (256, 256)
CALLS, PICTURES = 8, 32
TRANSFORMER = Path("transformer", "diffusion_pytorch_model.safetensors")
EMBEDDER, FINAL = "all_x_embedder.2-1.weight", "all_final_layer.2-1.linear"
LAST_LAYER = "layers.3."  # of the text encoder, a copy that nobody reads


def trained_steps(folder: Path) -> int:
    """How many steps the exported model has behind it; 0 for the first version, which does not say."""
    with safe_open(folder / TRANSFORMER, "pt") as stored:
        return int((stored.metadata() or {}).get("step", 0))


@torch.no_grad()
def begin_from(folder: Path, objective: Objective, tokenizer: Tokenizer, space: LatentSpace, world: World,
               renderer: Renderer) -> float:
    """Returns the part of the old latents that the rotation explains."""
    device = space.device
    rotation, explained = _rotation(folder, space, world, renderer)
    weights = _floats(folder / TRANSFORMER, device)
    weights[EMBEDDER] = weights[EMBEDDER] @ rotation.T
    weights[f"{FINAL}.weight"] = rotation @ weights[f"{FINAL}.weight"]
    weights[f"{FINAL}.bias"] = rotation @ weights[f"{FINAL}.bias"]
    objective.transformer.load_state_dict(weights)
    words = _floats(folder / "text_encoder" / "model.safetensors", device)
    old_tokenizer = Tokenizer.from_file(str(folder / "tokenizer" / "tokenizer.json"))
    words["embed_tokens.weight"] = _embeddings(words["embed_tokens.weight"], old_tokenizer, tokenizer)
    unread = {name for name in words if name.startswith(LAST_LAYER)} | {"norm.weight"}
    objective.text_encoder.load_state_dict({name: tensor for name, tensor in words.items() if name not in unread})
    return explained


def _floats(file: Path, device: torch.device) -> dict[str, Tensor]:
    return {name: tensor.float().to(device) for name, tensor in load_file(file).items()}


def _rotation(folder: Path, space: LatentSpace, world: World, renderer: Renderer) -> tuple[Tensor, float]:
    """R with old patch = new patch @ R, both rows of 64 numbers (Schönemann 1966)."""
    old_space = LatentSpace.exported(folder / "vae", space.device)
    pictures = [composed(world, renderer, SIZE, PICTURES, "earlier", call) for call in range(CALLS)]
    new = torch.cat([patchified(space.encode(batch)).flatten(0, 1) for batch in pictures])
    fused, GroupNormSilu.fused = GroupNormSilu.fused, False  # other groups, so other kernels, for a second of work
    old = torch.cat([patchified(old_space.encode(batch)).flatten(0, 1) for batch in pictures])
    GroupNormSilu.fused = fused
    left, _, right = torch.linalg.svd((new.T @ old).double())
    rotation = (left @ right).float()
    explained = 1 - (new @ rotation - old).square().mean() / old.square().mean()
    return rotation, explained.item()


def _embeddings(old: Tensor, old_tokenizer: Tokenizer, tokenizer: Tokenizer) -> Tensor:
    old_ids = old_tokenizer.get_vocab()
    rows = old.mean(0).repeat(tokenizer.get_vocab_size(), 1)
    for word, number in tokenizer.get_vocab().items():
        ids = [old_ids[word]] if word in old_ids else [token.id for token in old_tokenizer.model.tokenize(word)]
        if ids:
            rows[number] = old[ids].mean(0)
    return rows
