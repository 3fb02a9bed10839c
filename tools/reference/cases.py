# SPDX-License-Identifier: Apache-2.0
"""Which models are run, on what, and why each is there."""

from dataclasses import dataclass, field

from components import autoencoder_config, scheduler_config, store_plain, store_mixed, text_encoder_config
from components import transformer_config

ENGLISH = "A red apple on a wooden table, soft morning light"
CHINESE = "雪地里的一只红色狐狸，身后是日落时分的森林，水墨画风格"


@dataclass(frozen=True)
class FileWeights:
    """Random weights that are committed as files, for what only a file can show."""

    seed: int
    stored_as: object
    shards: int = 1
    prefix: str = ""


@dataclass(frozen=True)
class Case:
    """One whole picture: every seam of it in fp32 and in bf16."""

    name: str
    proves: str
    transformer: dict
    text_encoder: dict
    vae: dict
    request: dict
    scheduler: dict = field(default_factory=scheduler_config)
    weights: dict = field(default_factory=dict)  # component -> FileWeights; closed form where absent
    full: tuple = ("prompt_embeds",)  # beginnings of names that are not thinned
    forward_t: float = 0.3


def request(prompt, width, height, steps, **changes):
    return {
        "prompt": prompt,
        "negative_prompt": "",
        "width": width,
        "height": height,
        "steps": steps,
        "guidance": 0.0,
        "seed": 42,
        "count": 1,
        "cfg_normalization": 0.0,
        "cfg_truncation": 1.0,
    } | changes


SMALL_VAE = autoencoder_config([12, 12, 12, 16], 4)


def small_transformer(cap_feat_dim=32, **changes):
    """Two heads of 16, and an uneven feed-forward width: int(32 / 3 * 8) = 85."""
    return transformer_config(2, [8, 4, 4], cap_feat_dim, **changes)


def guided_case(name, proves, request_changes, prompt=ENGLISH, **changes):
    return Case(
        name=name,
        proves=proves,
        transformer=transformer_config(1, [16, 24, 24], 32),
        text_encoder=text_encoder_config(32, 4, 2, 16),
        vae=SMALL_VAE,
        request=request(prompt, 256, 256, **({"steps": 4, "guidance": 3.0} | request_changes)),
        **changes,
    )


PIPELINE_CASES = [
    Case(
        name="plain",
        proves="The path of the released model: 8 steps, no guidance, shift 3. Blocks and picture are kept whole.",
        transformer=small_transformer(),
        text_encoder=text_encoder_config(32, 4, 2, 16),
        vae=SMALL_VAE,
        request=request(ENGLISH, 256, 256, 8),
        full=("prompt_embeds", "forward", "latents", "picture"),
    ),
    Case(
        name="wide",
        proves="640x272, rows and columns that are no multiple of 32, Chinese; a width above 256, where the modulation "
        "input stops growing with it; heads of 24 on axes 10+6+8; n_kv_heads that differs from n_heads and is ignored; "
        "4 query heads for each key head in the text encoder, written in the newer spelling; autoencoder with two "
        "layers a block.",
        transformer=transformer_config(12, [10, 6, 8], 48, n_kv_heads=4, n_refiner_layers=2, n_layers=1),
        text_encoder=text_encoder_config(48, 8, 2, 16, new_spelling=True),
        vae=autoencoder_config([8, 12, 12, 12], 4, layers=2),
        request=request(CHINESE, 640, 272, 4, seed=7),
    ),
    Case(
        name="tall_long_prompt",
        proves="256x272 and a prompt of more than 512 tokens, cut as the reference cuts it; three refiner layers; "
        "heads of 128 on axes 32+48+48; as many key heads as query heads.",
        transformer=transformer_config(2, [32, 48, 48], 32, n_refiner_layers=3, n_layers=1),
        text_encoder=text_encoder_config(32, 3, 3, 16),
        vae=SMALL_VAE,
        request=request(" ".join(f"{ENGLISH}. {CHINESE}。" for _ in range(16)), 256, 272, 4, seed=4294967295),
    ),
    Case(
        name="knobs",
        proves="Every number that a configuration may carry, away from its usual value: epsilons, rope bases, t_scale, "
        "no q/k norm, scaling and shift of the latents, 32 groups; one head and a feed-forward width of 42.",
        transformer=transformer_config(
            1, [8, 4, 4], 24, norm_eps=1e-3, rope_theta=1000.0, t_scale=500.0, qk_norm=False, n_layers=3
        ),
        text_encoder=text_encoder_config(
            24, 2, 1, 8, rope_theta=10000, rms_norm_eps=1e-3, num_hidden_layers=4, intermediate_size=40
        ),
        vae=autoencoder_config([32, 64, 64, 64], 32, scaling_factor=0.5, shift_factor=-0.25),
        request=request("a cat", 256, 256, 3, seed=0),
    ),
    Case(
        name="shift_six",
        proves="The base model's schedule (shift 6) and an empty prompt.",
        transformer=small_transformer(),
        text_encoder=text_encoder_config(32, 4, 2, 16),
        vae=SMALL_VAE,
        scheduler=scheduler_config(shift=6.0),
        request=request("", 256, 256, 6, seed=1),
    ),
    Case(
        name="dynamic_exponential",
        proves="use_dynamic_shifting, exponential: the shift follows the number of image tokens.",
        transformer=small_transformer(),
        text_encoder=text_encoder_config(32, 4, 2, 16),
        vae=SMALL_VAE,
        scheduler=scheduler_config(use_dynamic_shifting=True, time_shift_type="exponential"),
        request=request("a blue cup", 384, 256, 4, seed=2),
    ),
    Case(
        name="dynamic_linear",
        proves="use_dynamic_shifting, linear, with its own bounds.",
        transformer=small_transformer(),
        text_encoder=text_encoder_config(32, 4, 2, 16),
        vae=SMALL_VAE,
        scheduler=scheduler_config(
            use_dynamic_shifting=True,
            time_shift_type="linear",
            base_shift=0.4,
            max_shift=1.3,
            base_image_seq_len=128,
            max_image_seq_len=2048,
        ),
        request=request("a blue cup", 256, 320, 4, seed=3),
    ),
    Case(
        name="batch_of_three",
        proves="Three pictures at once: picture k is drawn from seed + k, past 32 bits too.",
        transformer=small_transformer(),
        text_encoder=text_encoder_config(32, 4, 2, 16),
        vae=SMALL_VAE,
        request=request("一朵花", 256, 256, 4, seed=4294967294, count=3),
    ),
    guided_case("guided", "Guidance 3 with a negative prompt; heads of 64.", {"negative_prompt": "blurry, 模糊"}),
    guided_case(
        "guided_normalized",
        "The guided prediction capped at the length of the conditional one; a caption of more than 32 tokens against "
        "an empty one, so that the reference masks its batch.",
        {"cfg_normalization": 1.0, "guidance": 5.0},
        prompt=f"{ENGLISH}. {CHINESE}。 {ENGLISH}",
    ),
    guided_case(
        "guided_normalized_fraction",
        "A cap below the conditional length, weak guidance (below 1), two pictures.",
        {"cfg_normalization": 0.7, "guidance": 0.5, "count": 2, "negative_prompt": "a dog"},
    ),
    guided_case(
        "guided_truncated",
        "Guidance off once t is above 0.5: at the seventh of eight steps t is 0.5 to the last bit, and still guided.",
        {"cfg_truncation": 0.5, "steps": 8},
    ),
    Case(
        name="sharded",
        proves="Checkpoints in several files with an index: the transformer in three, the text encoder in two and "
        "named as with a language model head. Random weights, stored as BF16 except two large tables in F8_E4M3.",
        transformer=small_transformer(cap_feat_dim=16),
        text_encoder=text_encoder_config(16, 2, 1, 8, architectures=["Qwen3ForCausalLM"], num_hidden_layers=2),
        vae=SMALL_VAE,
        request=request("a green car", 256, 256, 4, seed=5),
        weights={
            "transformer": FileWeights(11, store_plain, shards=3),
            "text_encoder": FileWeights(12, store_plain, shards=2, prefix="model."),
        },
    ),
    Case(
        name="mixed_dtypes",
        proves="F32, BF16, F16 and F8_E4M3 side by side in each checkpoint, random weights; each tensor is converted "
        "to the type that computes before anything else happens to it.",
        transformer=small_transformer(cap_feat_dim=16),
        text_encoder=text_encoder_config(16, 2, 1, 8, num_hidden_layers=2),
        vae=autoencoder_config([4, 8, 8, 8], 4),
        request=request("a green car", 256, 256, 4, seed=6),
        weights={
            "transformer": FileWeights(21, store_mixed),
            "text_encoder": FileWeights(22, store_mixed),
            "vae": FileWeights(23, store_mixed),
        },
    ),
]

# The transformer by itself. Captions at, below and above the padding multiple; then several at once.
CAPTION_LENGTHS = (1, 31, 32, 33, 512)
BATCH_CAPTION_LENGTHS = (1, 33, 70)
CAPTION_MODEL = transformer_config(3, [4, 6, 6], 20, n_refiner_layers=2)

# The autoencoder by itself: what a checkpoint's configuration can ask for beyond the pipeline's four levels.
AUTOENCODER_CASES = {
    "vae_two_levels": autoencoder_config([16, 32], 8),
    "vae_three_levels_two_layers": autoencoder_config([12, 12, 24], 4, layers=2),
    "vae_without_attention": autoencoder_config([8, 8, 8, 8], 4, mid_block_add_attention=False),
    "vae_quant_convs": autoencoder_config([8, 16], 4, use_quant_conv=True, use_post_quant_conv=True),
    "vae_four_latent_channels": autoencoder_config([32, 32], 32, latent_channels=4, shift_factor=0.0),
}

# Schedules need no model: configuration changes, then (image tokens, steps) pairs.
SCHEDULES = {
    "shift_1": (dict(shift=1.0), [(256, 4), (256, 50)]),
    "shift_3": (dict(), [(256, n) for n in (1, 2, 3, 4, 5, 8, 9, 20, 28, 50, 120)]),
    "shift_6": (dict(shift=6.0), [(256, 8), (256, 28), (256, 50)]),
    "shift_fraction": (dict(shift=2.37), [(256, 7), (256, 30)]),
    "exponential": (dict(use_dynamic_shifting=True), [(t, 8) for t in (256, 272, 680, 1024, 4096, 16384)]),
    "linear": (dict(use_dynamic_shifting=True, time_shift_type="linear"), [(256, 8), (680, 13), (4096, 8)]),
    "terminal": (dict(shift_terminal=0.02), [(256, 8), (256, 20)]),
    "dynamic_terminal": (dict(use_dynamic_shifting=True, shift_terminal=0.1), [(1024, 8)]),
    "karras": (dict(use_karras_sigmas=True), [(256, 8)]),
    "exponential_sigmas": (dict(use_exponential_sigmas=True), [(256, 8)]),
}
