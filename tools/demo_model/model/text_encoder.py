# SPDX-License-Identifier: Apache-2.0
"""The Qwen3 text encoder in its training form, small: the maths and the tensor names of the reference.

The pipeline reads the hidden states before the last layer, so of LAYERS layers all but the last are trained.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from demo_model.model.transformer import CAPTION_WIDTH, RmsNorm, linear

WIDTH, HIDDEN, LAYERS = CAPTION_WIDTH, 768, 4
HEADS, KEY_HEADS, HEAD_WIDTH = 4, 2, 64
ROPE_THETA = 1e6
EPSILON = 1e-6


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.q_proj = linear(WIDTH, HEADS * HEAD_WIDTH)
        self.k_proj, self.v_proj = (linear(WIDTH, KEY_HEADS * HEAD_WIDTH) for _ in range(2))
        self.o_proj = linear(HEADS * HEAD_WIDTH, WIDTH)
        self.q_norm, self.k_norm = RmsNorm(HEAD_WIDTH, EPSILON), RmsNorm(HEAD_WIDTH, EPSILON)

    def forward(self, x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
        query, key, value = (layer(x).unflatten(-1, (-1, HEAD_WIDTH)).transpose(1, 2)
                             for layer in (self.q_proj, self.k_proj, self.v_proj))
        query, key = rotated(self.q_norm(query), cosine, sine), rotated(self.k_norm(key), cosine, sine)
        key, value = (part.repeat_interleave(HEADS // KEY_HEADS, 1) for part in (key, value))
        mixed = F.scaled_dot_product_attention(query, key, value, is_causal=True)
        return self.o_proj(mixed.transpose(1, 2).flatten(2))


class FeedForward(nn.Module):
    def __init__(self):
        super().__init__()
        self.gate_proj, self.up_proj = linear(WIDTH, HIDDEN), linear(WIDTH, HIDDEN)
        self.down_proj = linear(HIDDEN, WIDTH)

    def forward(self, x: Tensor) -> Tensor:
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.self_attn, self.mlp = Attention(), FeedForward()
        self.input_layernorm, self.post_attention_layernorm = RmsNorm(WIDTH, EPSILON), RmsNorm(WIDTH, EPSILON)

    def forward(self, x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
        x = x + self.self_attn(self.input_layernorm(x), cosine, sine)
        return x + self.mlp(self.post_attention_layernorm(x))


def rotated(x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    first, second = x.chunk(2, -1)
    return x * cosine.to(x.dtype) + torch.cat([-second, first], -1) * sine.to(x.dtype)


class TextEncoder(nn.Module):
    def __init__(self, vocabulary: int):
        super().__init__()
        self.embed_tokens = nn.Embedding(vocabulary, WIDTH)
        self.layers = nn.ModuleList([Layer() for _ in range(LAYERS - 1)])
        nn.init.normal_(self.embed_tokens.weight, std=0.05)

    def forward(self, ids: Tensor) -> Tensor:
        """ids (B, L), padded on the right: the mask is causal, so pads change nothing before them."""
        frequencies = ROPE_THETA ** (-torch.arange(0, HEAD_WIDTH, 2, device=ids.device) / HEAD_WIDTH)
        turn = torch.arange(ids.shape[1], device=ids.device)[:, None] * frequencies
        turn = torch.cat([turn, turn], 1)
        cosine, sine = turn.cos(), turn.sin()
        x = self.embed_tokens(ids)
        for layer in self.layers:
            x = layer(x, cosine, sine)
        return x


def exported(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """With what the format asks for and nobody reads: a last layer (a copy of the one before) and the final norm."""
    last, copy = f"layers.{LAYERS - 2}.", f"layers.{LAYERS - 1}."
    weights = weights | {name.replace(last, copy): tensor.clone() for name, tensor in weights.items()
                         if name.startswith(last)}
    return weights | {"norm.weight": torch.ones(WIDTH)}


def configuration(vocabulary: int, end_of_text: int, end_of_turn: int) -> dict:
    """text_encoder/config.json of the exported folder."""
    return {
        "architectures": ["Qwen3Model"], "attention_bias": False, "attention_dropout": 0.0, "bos_token_id": end_of_text,
        "eos_token_id": end_of_turn, "head_dim": HEAD_WIDTH, "hidden_act": "silu", "hidden_size": WIDTH,
        "initializer_range": 0.02, "intermediate_size": HIDDEN, "max_position_embeddings": 4096,
        "max_window_layers": LAYERS, "model_type": "qwen3", "num_attention_heads": HEADS, "num_hidden_layers": LAYERS,
        "num_key_value_heads": KEY_HEADS, "rms_norm_eps": EPSILON, "rope_scaling": None, "rope_theta": int(ROPE_THETA),
        "sliding_window": None, "tie_word_embeddings": True, "torch_dtype": "bfloat16",
        "transformers_version": "4.51.0", "use_cache": True, "use_sliding_window": False, "vocab_size": vocabulary,
    }
