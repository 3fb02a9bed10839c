# SPDX-License-Identifier: Apache-2.0
"""What is trained: text encoder and transformer together on flow matching, and classifiers on the text's features.

The classifiers read off the averaged features of the words what the scene holds. They start the text encoder, which
the flow alone teaches slowly, and are dropped at the end.
"""

import torch
import torch.fx.experimental._config
import torch.nn.functional as F
from torch import Tensor, nn

from demo_model.model.text_encoder import Layer, TextEncoder
from demo_model.model.transformer import CAPTION_WIDTH, Block, Transformer

SHIFT = 3.0
EMPTY_SHARE = 0.15  # of the prompts of the shortest length, a tenth of all
SUBJECT_WEIGHT, OTHER_WEIGHT = 1.0, 0.5


def compile_blocks() -> None:
    """The class's forward, not the whole model: all blocks of a kind share one compilation, for all lengths."""
    torch._dynamo.config.recompile_limit = 64
    torch.fx.experimental._config.use_duck_shape = False  # a batch of 256 is not a length of 256
    for kind in (Block, Layer):
        kind.forward = torch.compile(kind.forward, dynamic=True)


def shifted(u: Tensor) -> Tensor:
    """As the scheduler of the exported folder does it."""
    return SHIFT * u / (1 + (SHIFT - 1) * u)


def random_sigmas(count: int, generator: torch.Generator) -> Tensor:
    """Mostly where the picture is decided; three in ten anywhere; a few at pure noise, where sampling starts."""
    device = generator.device
    middle = (torch.randn(count, generator=generator, device=device) + 0.25).sigmoid()
    anywhere = torch.rand(count, generator=generator, device=device)
    kind = torch.rand(count, generator=generator, device=device)
    u = torch.where(kind < 0.30, anywhere, middle)
    return shifted(torch.where(kind > 0.94, 0.97 + 0.03 * anywhere, u))


class Objective(nn.Module):
    def __init__(self, vocabulary: int, label_counts: dict[str, int]):
        super().__init__()
        self.transformer = Transformer()
        self.text_encoder = TextEncoder(vocabulary)
        self.kinds = list(label_counts)
        self.classifiers = nn.ModuleDict({kind: nn.Linear(CAPTION_WIDTH, label_counts[kind]) for kind in self.kinds})

    def velocity(self, noisy: Tensor, sigma: Tensor, ids: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """One prompt for each picture, or one for all."""
        is_word = torch.arange(ids.shape[1], device=ids.device) < lengths[:, None]
        caption = self.text_encoder(ids)
        each, each_is_word = caption.expand(len(noisy), -1, -1), is_word.expand(len(noisy), -1)
        return self.transformer(noisy, 1 - sigma, each, each_is_word), caption, is_word

    def forward(self, noisy: Tensor, target: Tensor, sigma: Tensor, ids: Tensor, lengths: Tensor, labels: Tensor,
                label_weight: Tensor) -> tuple[Tensor, Tensor]:
        """The loss, and what the log shows: flow, subject and other cross-entropies, subjects found."""
        velocity, caption, is_word = self.velocity(noisy, sigma, ids, lengths)
        flow = (velocity.float() - target).square().mean()
        subject, other, found = self.labelled(self.read(caption, is_word), labels)
        loss = flow + label_weight * (SUBJECT_WEIGHT * subject + OTHER_WEIGHT * other)
        return loss, torch.stack([flow, subject, other, found]).detach()

    def read(self, caption: Tensor, is_word: Tensor) -> list[Tensor]:
        """The classifiers' scores for each kind of label."""
        words = is_word[..., None]
        features = F.rms_norm(((caption * words).sum(1) / words.sum(1)).float(), (CAPTION_WIDTH,))
        return [self.classifiers[kind](features).float() for kind in self.kinds]

    def labelled(self, each_scores: list[Tensor], labels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        subject = other = found = each_scores[0].new_zeros(())
        for index, scores in enumerate(each_scores):
            wanted = labels[:, index]
            known = (wanted >= 0).sum().clamp(min=1)
            entropy = F.cross_entropy(scores, wanted, ignore_index=-1, reduction="sum") / known
            if index == 0:
                subject = entropy
                found = (scores.argmax(1) == wanted).sum() / known
            else:
                other = other + entropy
        return subject, other, found
