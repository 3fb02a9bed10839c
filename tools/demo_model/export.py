# SPDX-License-Identifier: Apache-2.0
"""Makes the diffusers folder that the program ships out of what the trainings left behind.

    python3 -m demo_model.export --weights DIR --autoencoder FILE --tokenizer DIR --pictures TAR --output FOLDER
"""

import argparse
import json
import shutil
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

from demo_model import preview
from demo_model.autoencoder import network as autoencoder
from demo_model.autoencoder.latents import LatentSpace
from demo_model.model import text_encoder, transformer
from demo_model.parts import required_parts
from demo_model.renderer import Renderer
from demo_model.training.objective import SHIFT
from demo_model.world import World

LARGEST_MEBIBYTES = 62
MODEL_INDEX = {
    "_class_name": "ZImagePipeline",
    "_diffusers_version": "0.36.0.dev0",
    "scheduler": ["diffusers", "FlowMatchEulerDiscreteScheduler"],
    "text_encoder": ["transformers", "Qwen3Model"],
    "tokenizer": ["transformers", "Qwen2Tokenizer"],
    "transformer": ["diffusers", "ZImageTransformer2DModel"],
    "vae": ["diffusers", "AutoencoderKL"],
}
SCHEDULER = {
    "_class_name": "FlowMatchEulerDiscreteScheduler",
    "_diffusers_version": "0.36.0.dev0",
    "num_train_timesteps": 1000,
    "use_dynamic_shifting": False,
    "shift": SHIFT,
}


def write_json(file: Path, content: dict) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def write_tensors(file: Path, tensors: dict[str, Tensor], dtype: torch.dtype, **numbers: float | str) -> None:
    """The numbers stand in the file: a later training goes on from them."""
    file.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: tensor.to(dtype).contiguous() for name, tensor in tensors.items()}, file,
              metadata={"format": "pt"} | {name: str(value) for name, value in numbers.items()})


def part_of(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}


def export_weights(weights: Path, tokenizer: Path, output: Path) -> None:
    """The classifiers stay behind: only the training reads them."""
    tensors, numbers = required_parts(weights, "weights")
    write_tensors(output / "transformer" / "diffusion_pytorch_model.safetensors", part_of(tensors, "transformer."),
                  torch.bfloat16, step=numbers["step"])
    write_json(output / "transformer" / "config.json", transformer.configuration())
    encoder = text_encoder.exported(part_of(tensors, "text_encoder."))
    write_tensors(output / "text_encoder" / "model.safetensors", encoder, torch.bfloat16)
    added = json.loads((tokenizer / "tokenizer.json").read_text(encoding="utf-8"))["added_tokens"]
    token = {entry["content"]: entry["id"] for entry in added}
    write_json(output / "text_encoder" / "config.json",
               text_encoder.configuration(len(encoder["embed_tokens.weight"]), token["<|endoftext|>"],
                                          token["<|im_end|>"]))
    print(f"weights of step {numbers['step']}, {numbers['seconds']:.0f} s of training")


def export_autoencoder(file: Path, output: Path) -> None:
    with safe_open(file, "pt") as stored:
        numbers = stored.metadata()
        tensors = {name: stored.get_tensor(name) for name in stored.keys()}
    write_tensors(output / "vae" / "diffusion_pytorch_model.safetensors", tensors, torch.float16,
                  step=numbers["step"], seconds=numbers["seconds"])
    write_json(output / "vae" / "config.json",
               autoencoder.configuration(float(numbers["scaling_factor"]), float(numbers["shift_factor"])))


def export_preview(autoencoder_file: Path, pictures: Path, output: Path) -> None:
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    world = World.load()
    factors, explained = preview.fitted(LatentSpace.load(autoencoder_file, device), world, Renderer(world, pictures, device))
    write_json(output / "preview_factors.json", factors)
    print("preview explains", *(f"{part:.3f}" for part in explained), "of red, green, blue")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", type=Path, required=True, help="folder with weights.json and its parts")
    parser.add_argument("--autoencoder", type=Path, required=True, help="autoencoder.safetensors")
    parser.add_argument("--tokenizer", type=Path, required=True, help="folder of demo_model.tokenizer")
    parser.add_argument("--pictures", type=Path, required=True, help="tar of the subjects' pictures")
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    output = arguments.output
    write_json(output / "model_index.json", MODEL_INDEX)
    write_json(output / "scheduler" / "scheduler_config.json", SCHEDULER)
    export_weights(arguments.weights, arguments.tokenizer, output)
    export_autoencoder(arguments.autoencoder, output)
    (output / "tokenizer").mkdir(parents=True, exist_ok=True)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copyfile(arguments.tokenizer / name, output / "tokenizer" / name)
    export_preview(arguments.autoencoder, arguments.pictures, output)
    size = sum(file.stat().st_size for file in output.rglob("*") if file.is_file()) / (1 << 20)
    print(f"{output}: {size:.2f} MiB")
    if size > LARGEST_MEBIBYTES:
        raise SystemExit(f"more than the {LARGEST_MEBIBYTES} MiB that the repository has room for")


if __name__ == "__main__":
    main()
