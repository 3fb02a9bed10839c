# SPDX-License-Identifier: Apache-2.0
"""Pictures from the weights in training: what the exported model will do, in one process and without the program."""

import torch
from torch import Tensor

from demo_model.seeds import torch_random
from demo_model.training.objective import Objective, shifted
from demo_model.training.prompts import PromptCoder, padded_length

STEPS = 8


def sigmas(steps: int) -> list[float]:
    return [*shifted(torch.linspace(1, 1 / steps, steps)).tolist(), 0.0]


@torch.no_grad()
def sample(objective: Objective, coder: PromptCoder, prompts: list[str], size: tuple[int, int] = (256, 256),
           seed: int = 0, steps: int = STEPS) -> Tensor:
    """Latents, one for each prompt. Prompts of one padded length go together, as each would go alone."""
    device = objective.transformer.x_pad_token.device
    noise = torch.randn(len(prompts), 16, size[0] // 8, size[1] // 8, device=device,
                        generator=torch_random(device, "sample", seed))
    tokens = coder.encode(prompts)
    groups: dict[int, list[int]] = {}
    for index, one in enumerate(tokens):
        groups.setdefault(padded_length(len(one)), []).append(index)
    schedule = sigmas(steps)
    for length, members in groups.items():
        ids, lengths = coder.tensors([tokens[i] for i in members], length, device)
        latents = noise[members]
        for sigma, following in zip(schedule, schedule[1:]):
            with torch.autocast(device.type, torch.bfloat16):
                velocity, _, _ = objective.velocity(latents, latents.new_full((len(members),), sigma), ids, lengths)
            latents = latents + (sigma - following) * velocity.float()
        noise[members] = latents
    return noise
