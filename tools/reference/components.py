# SPDX-License-Identifier: Apache-2.0
"""Tiny Z-Image models: their configuration files, their weights, and the diffusers folder that holds both."""

import json
import math
import shutil
from pathlib import Path

import torch
from diffusers import AutoencoderKL, ZImageTransformer2DModel
from safetensors.torch import save_file
from transformers import Qwen3Config, Qwen3Model

from closed_form import closed_form

DIFFUSERS_VERSION = "0.42.1"
WEIGHT_FILE = {
    "transformer": "diffusion_pytorch_model.safetensors",
    "text_encoder": "model.safetensors",
    "vae": "diffusion_pytorch_model.safetensors",
}
MODEL_INDEX = {
    "_class_name": "ZImagePipeline",
    "_diffusers_version": DIFFUSERS_VERSION,
    "scheduler": ["diffusers", "FlowMatchEulerDiscreteScheduler"],
    "text_encoder": ["transformers", "Qwen3Model"],
    "tokenizer": ["transformers", "Qwen2Tokenizer"],
    "transformer": ["diffusers", "ZImageTransformer2DModel"],
    "vae": ["diffusers", "AutoencoderKL"],
}
DEMO_VOCABULARY = 6144


def transformer_config(heads, axes, cap_feat_dim, **changes):
    return {
        "_class_name": "ZImageTransformer2DModel",
        "_diffusers_version": DIFFUSERS_VERSION,
        "all_f_patch_size": [1],
        "all_patch_size": [2],
        "axes_dims": axes,
        "axes_lens": [1536, 512, 512],
        "cap_feat_dim": cap_feat_dim,
        "dim": heads * sum(axes),
        "in_channels": 16,
        "n_heads": heads,
        "n_kv_heads": heads,
        "n_layers": 2,
        "n_refiner_layers": 1,
        "norm_eps": 1e-05,
        "qk_norm": True,
        "rope_theta": 256.0,
        "t_scale": 1000.0,
    } | changes


def text_encoder_config(hidden, heads, kv_heads, head_dim, rope_theta=1000000, new_spelling=False, **changes):
    """new_spelling: how transformers 5 writes rope and dtype; otherwise as in the published Z-Image checkpoints."""
    config = {
        "architectures": ["Qwen3Model"],
        "attention_bias": False,
        "attention_dropout": 0.0,
        "bos_token_id": None,
        "eos_token_id": None,
        "head_dim": head_dim,
        "hidden_act": "silu",
        "hidden_size": hidden,
        "initializer_range": 0.02,
        "intermediate_size": 3 * hidden,
        "max_position_embeddings": 4096,
        "max_window_layers": 3,
        "model_type": "qwen3",
        "num_attention_heads": heads,
        "num_hidden_layers": 3,
        "num_key_value_heads": kv_heads,
        "rms_norm_eps": 1e-06,
        "sliding_window": None,
        "tie_word_embeddings": True,
        "use_cache": True,
        "use_sliding_window": False,
        "vocab_size": DEMO_VOCABULARY,
    } | changes
    if new_spelling:
        layers = config["num_hidden_layers"]
        rope = {"rope_theta": float(rope_theta), "rope_type": "default"}
        return config | {
            "dtype": "float32",
            "layer_types": ["full_attention"] * layers,
            "rope_parameters": rope,
            "transformers_version": "5.23.0",
        }
    return config | {
        "rope_scaling": None,
        "rope_theta": rope_theta,
        "torch_dtype": "bfloat16",
        "transformers_version": "4.51.0",
    }


def autoencoder_config(channels, groups, layers=1, **changes):
    return {
        "_class_name": "AutoencoderKL",
        "_diffusers_version": DIFFUSERS_VERSION,
        "act_fn": "silu",
        "block_out_channels": channels,
        "down_block_types": ["DownEncoderBlock2D"] * len(channels),
        "force_upcast": True,
        "in_channels": 3,
        "latent_channels": 16,
        "latents_mean": None,
        "latents_std": None,
        "layers_per_block": layers,
        "mid_block_add_attention": True,
        "norm_num_groups": groups,
        "out_channels": 3,
        "sample_size": 1024,
        "scaling_factor": 0.3611,
        "shift_factor": 0.1159,
        "up_block_types": ["UpDecoderBlock2D"] * len(channels),
        "use_post_quant_conv": False,
        "use_quant_conv": False,
    } | changes


def scheduler_config(**changes):
    return {
        "_class_name": "FlowMatchEulerDiscreteScheduler",
        "_diffusers_version": DIFFUSERS_VERSION,
        "num_train_timesteps": 1000,
        "shift": 3.0,
        "use_dynamic_shifting": False,
    } | changes


def build(component, config):
    if component == "text_encoder":
        return Qwen3Model(Qwen3Config.from_dict(config)).eval()
    kind = {"transformer": ZImageTransformer2DModel, "vae": AutoencoderKL}[component]
    return kind.from_config(config).eval()


def parameter_shapes(component, config):
    with torch.device("meta"):
        return {name: tuple(value.shape) for name, value in build(component, config).state_dict().items()}


def _of_unit_gain(name, values):
    if "norm" in name and name.endswith("weight") or name == "cap_embedder.0.weight":
        return 1 + 0.2 * values
    if name.endswith("bias"):
        return 0.1 * values
    if values.dim() > 1 and "embed_tokens" not in name and "pad_token" not in name:
        return values / math.sqrt(math.prod(values.shape[1:]))
    return values


def random_weights(shapes, seed, device="cpu", dtype=torch.float32):
    """A plausible untrained model: unit gain through every product, so that no block fades or saturates."""
    generator = torch.Generator(device).manual_seed(seed)
    return {
        name: _of_unit_gain(name, torch.randn(shapes[name], device=device, generator=generator)).to(dtype)
        for name in sorted(shapes)
    }


def store_plain(name, _):
    """BF16, but the two tables that outweigh all the rest."""
    return torch.float8_e4m3fn if name in ("embed_tokens.weight", "t_embedder.mlp.0.weight") else torch.bfloat16


def store_mixed(name, index):
    """Every type that a checkpoint of this family has been seen in, side by side in one file."""
    if "mlp" in name or "feed_forward" in name or "embed_tokens" in name:
        return torch.float8_e4m3fn
    return (torch.float32, torch.bfloat16, torch.float16)[index % 3]


def _save(tensors, path):
    save_file(tensors, path, metadata={"format": "pt"})
    path.chmod(0o644)


def write_weights(folder, component, weights, stored_as=None, shards=1, prefix=""):
    """safetensors, with the index file that diffusers and transformers write beside several shards."""
    folder.mkdir(parents=True, exist_ok=True)
    names = sorted(weights)
    stored = {
        prefix + name: weights[name].to(stored_as(name, index)) if stored_as else weights[name]
        for index, name in enumerate(names)
    }
    stem, suffix = WEIGHT_FILE[component].split(".")
    if shards == 1:
        _save(stored, folder / WEIGHT_FILE[component])
        return
    # Dealt out by size, largest first: neighbours in name order lie in different files.
    parts = [{} for _ in range(shards)]
    for name in sorted(stored, key=lambda n: (-stored[n].nbytes, n)):
        min(parts, key=lambda part: sum(t.nbytes for t in part.values()))[name] = stored[name]
    weight_map = {}
    for number, part in enumerate(parts, 1):
        file = f"{stem}-{number:05}-of-{shards:05}.{suffix}"
        _save(part, folder / file)
        weight_map |= dict.fromkeys(part, file)
    index = {"metadata": {"total_size": sum(t.nbytes for t in stored.values())}, "weight_map": weight_map}
    write_json(folder / f"{WEIGHT_FILE[component]}.index.json", index, sort_keys=True)


def write_json(path, value, **options):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False, **options) + "\n", encoding="utf-8")


def write_component(folder, component, config):
    """The committed form: the configuration, and the rule that gives the weights."""
    shapes = parameter_shapes(component, config)
    write_json(folder / component / "config.json", config)
    rule = {"rule": "closed_form", "tensors": len(shapes), "parameters": sum(map(math.prod, shapes.values()))}
    write_json(folder / component / "weights.json", rule)


def runnable_copy(source, target, tokenizer=None):
    """The folder that diffusers can open: rules become files, and the tokenizer is put beside them."""
    shutil.copytree(source, target)
    for rule in Path(target).glob("*/weights.json"):
        component = rule.parent.name
        config = json.loads((rule.parent / "config.json").read_text(encoding="utf-8"))
        write_weights(rule.parent, component, closed_form(parameter_shapes(component, config)))
        rule.unlink()
    if tokenizer is not None:
        shutil.copytree(tokenizer, Path(target) / "tokenizer")
    return target
