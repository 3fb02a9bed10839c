# SPDX-License-Identifier: Apache-2.0
"""Training state as safetensors files that stay under a size, with one JSON file beside them: NAME.json lists the parts
and keeps the numbers (steps, seconds); NAME-1.safetensors and so on hold the tensors."""

import json
from pathlib import Path

from safetensors.torch import load_file, save_file
from torch import Tensor

PART_BYTES = 15 << 20  # what every mail, chat and artefact store takes


def save_parts(folder: Path, name: str, tensors: dict[str, Tensor], numbers: dict) -> None:
    """The JSON file is replaced last: until then a reader sees the state before."""
    folder.mkdir(parents=True, exist_ok=True)
    parts: list[dict[str, Tensor]] = [{}]
    size = 0
    for key, tensor in tensors.items():
        bytes_here = tensor.numel() * tensor.element_size()
        if size + bytes_here > PART_BYTES and parts[-1]:
            parts.append({})
            size = 0
        parts[-1][key] = tensor.detach().cpu().contiguous()
        size += bytes_here
    names = [f"{name}-{numbers.get('step', 0)}-{i + 1}.safetensors" for i in range(len(parts))]
    for part, file in zip(parts, names):
        save_file(part, folder / file)
    unfinished = folder / f"{name}.json.new"
    unfinished.write_text(json.dumps({"parts": names, "numbers": numbers}, indent=1))
    unfinished.rename(folder / f"{name}.json")
    for old in folder.glob(f"{name}-*.safetensors"):
        if old.name not in names:
            old.unlink()


def load_numbers(folder: Path, name: str) -> dict:
    """Empty where there is no state."""
    index = folder / f"{name}.json"
    return json.loads(index.read_text())["numbers"] if index.exists() else {}


def required_parts(folder: Path, name: str) -> tuple[dict[str, Tensor], dict]:
    found = load_parts(folder, name)
    if found is None:
        raise SystemExit(f"{folder} holds no {name}.json")
    return found


def load_parts(folder: Path, name: str) -> tuple[dict[str, Tensor], dict] | None:
    index = folder / f"{name}.json"
    if not index.exists():
        return None
    listed = json.loads(index.read_text())
    tensors: dict[str, Tensor] = {}
    for file in listed["parts"]:
        tensors |= load_file(folder / file)
    return tensors, listed["numbers"]
