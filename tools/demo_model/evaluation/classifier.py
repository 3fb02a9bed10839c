# SPDX-License-Identifier: Apache-2.0
"""The judge: a small residual network that says what a picture shows. It learns from renders seen through other
augmentations than any that the model was trained with, and is no part of the model."""

from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

WIDTHS = (64, 128, 256, 320)
SIDE = 192  # glasses and hats are still visible, and a folder of the test's pictures takes half a minute on two cores


class Residual(nn.Module):
    def __init__(self, inputs: int, outputs: int, stride: int):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs)
        self.shortcut: nn.Module = nn.Identity()
        if stride > 1:
            self.shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x: Tensor) -> Tensor:
        y = self.norm2(self.conv2(F.relu(self.norm1(self.conv1(x)))))
        return F.relu(y + self.shortcut(x))


class Classifier(nn.Module):
    def __init__(self, label_counts: dict[str, int]):
        super().__init__()
        self.stem = nn.Conv2d(3, WIDTHS[0], 5, 2, 2)
        inputs = (WIDTHS[0], *WIDTHS)
        blocks = []
        for level, width in enumerate(WIDTHS):
            blocks += [Residual(inputs[level], width, 2), Residual(width, width, 1)]
        self.blocks = nn.Sequential(*blocks)
        # "second" is no question of its own: of two subjects either may be named first.
        kinds = {kind: count for kind, count in label_counts.items() if kind != "second"}
        self.heads = nn.ModuleDict({kind: nn.Linear(2 * WIDTHS[-1], count) for kind, count in kinds.items()})

    def forward(self, pictures: Tensor) -> dict[str, Tensor]:
        """pictures in 0..1, of any size; everything is brought to one."""
        features = self.blocks(self.stem(to_side(pictures) * 2 - 1))
        # The mean knows the ground; the largest answer finds a small thing on it.
        pooled = torch.cat([features.mean((2, 3)), features.amax((2, 3))], 1)
        return {kind: head(pooled).float() for kind, head in self.heads.items()}


def to_side(pictures: Tensor) -> Tensor:
    if pictures.shape[2:] == (SIDE, SIDE):
        return pictures
    return F.interpolate(pictures, size=(SIDE, SIDE), mode="bilinear", antialias=True)


def loss(scores: dict[str, Tensor], labels: dict[str, Tensor]) -> Tensor:
    """A picture of two has two right subjects, each half."""
    total = torch.zeros((), device=labels["subject"].device)
    for kind, logits in scores.items():
        if kind == "subject":
            logarithms = logits.log_softmax(-1)
            first = logarithms.gather(1, labels["subject"][:, None])[:, 0]
            second = logarithms.gather(1, (labels["second"] - 1).clamp(min=0)[:, None])[:, 0]
            total = total - torch.where(labels["second"] > 0, (first + second) / 2, first).mean()
        else:
            total = total + 0.5 * F.cross_entropy(logits, labels[kind])
    return total


def save(classifier: Classifier, file: Path, report: dict[str, float]) -> None:
    tensors = {name: (t.half() if t.is_floating_point() else t).contiguous()
               for name, t in classifier.state_dict().items()}
    save_file(tensors, file, metadata={kind: f"{value:.4f}" for kind, value in report.items()})


def load(file: Path, label_counts: dict[str, int], device: torch.device) -> Classifier:
    classifier = Classifier(label_counts).to(device)
    classifier.load_state_dict(load_file(file))
    return classifier.eval()
