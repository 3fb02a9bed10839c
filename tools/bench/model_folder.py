# SPDX-License-Identifier: Apache-2.0
"""A subject of gpu_beside_diffusers.py as the folder that both programs open."""

import shutil

from gpu_beside_diffusers import PARTS

from components import MODEL_INDEX, parameter_shapes, scheduler_config, write_json, write_weights

SHARDS = 3  # of a part, as the published transformer has


def write_model(subject, folder, weights_of, like=None):
    """weights_of(part, shapes) gives the tensors of a part, or nothing: then it is taken over from the folder `like`."""
    write_json(folder / "model_index.json", MODEL_INDEX)
    write_json(folder / "scheduler" / "scheduler_config.json", scheduler_config())
    shutil.copytree(subject.tokenizer, folder / "tokenizer", ignore=shutil.ignore_patterns("*.md"))
    for part in PARTS:
        config = getattr(subject, part)
        weights = weights_of(part, parameter_shapes(part, config))
        if weights is None:
            (folder / part).symlink_to(like / part)
            continue
        write_json(folder / part / "config.json", config)
        write_weights(folder / part, part, weights, shards=SHARDS)
    return folder


def files_of(model):
    return sorted(model.glob("*/*.safetensors"))
