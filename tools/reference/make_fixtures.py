# SPDX-License-Identifier: Apache-2.0
"""Runs diffusers on small models and keeps what passes every seam, for the C++ tests to compare with.

    python make_fixtures.py --tokenizer ../../tests/data/tokenizers/compact --output ../../tests/data/reference

docs/fixtures.md describes the files. Two runs on one machine give the same bytes; --check says whether they do.
"""

import argparse
import filecmp
import logging
import shutil
import tempfile
from pathlib import Path

import numpy
import torch
from diffusers import FlowMatchEulerDiscreteScheduler, ZImagePipeline
from diffusers.pipelines.z_image.pipeline_z_image import calculate_shift, get_default_z_image_sigmas

from cases import AUTOENCODER_CASES, BATCH_CAPTION_LENGTHS, CAPTION_LENGTHS, CAPTION_MODEL, PIPELINE_CASES, SCHEDULES
from closed_form import closed_form_input, fill
from components import MODEL_INDEX, build, parameter_shapes, random_weights, runnable_copy, scheduler_config
from components import write_component, write_json, write_weights
from recording import Record, listening, record_autoencoder, record_forward

DTYPES = {"fp32": torch.float32, "bf16": torch.bfloat16}
FORWARD_SEED, VAE_LATENTS_SEED, VAE_PICTURE_SEED, CAPTION_SEED = 3001, 3002, 3003, 3100


def autoencoder_inputs(latents_shape, picture_shape):
    return {
        "latents_seed": VAE_LATENTS_SEED,
        "latents_shape": latents_shape,
        "picture_seed": VAE_PICTURE_SEED,
        "picture_shape": picture_shape,
    }


def run_autoencoder(record, vae, inputs, dtype):
    latents = closed_form_input(inputs["latents_seed"], inputs["latents_shape"]).to(dtype)
    picture = closed_form_input(inputs["picture_seed"], inputs["picture_shape"]).to(dtype)
    record_autoencoder(record, vae, latents, picture)


def record_text(record, name, call):
    """One call of the text encoder: the ids that count, and the states before the one that is used."""
    kept = call["mask"][0].bool()
    record.put(f"{name}.ids", call["ids"][0][kept])
    for i, state in enumerate(call["states"][:-2]):
        record.put(f"{name}.hidden.{i}", state[:1, kept])
    return call["states"][-2][0, kept]


def run_pipeline(pipe, request, record):
    """The pipeline as a user calls it, with ears on every component. Returns the caption features."""
    encoder_calls, forwards, steps, decoded = [], [], [], []

    def hear_encoder(module, arguments, keywords, output):
        encoder_calls.append(
            {"ids": keywords["input_ids"], "mask": keywords["attention_mask"], "states": output.hidden_states}
        )

    def keep_latents(pipe, index, timestep, values):
        steps.append(values["latents"].clone())
        return values

    seeds = [request["seed"] + k for k in range(request["count"])]
    generators = [torch.Generator("cpu").manual_seed(seed) for seed in seeds]
    shape = (1, pipe.transformer.config.in_channels, request["height"] // 8, request["width"] // 8)
    noise = [torch.randn(shape, generator=torch.Generator("cpu").manual_seed(seed)) for seed in seeds]
    record.put("noise", torch.cat(noise))

    with listening(
        (pipe.text_encoder, hear_encoder),
        (pipe.transformer, lambda module, arguments, keywords, output: forwards.append(output[0])),
        (pipe.vae.decoder, lambda module, arguments, keywords, output: decoded.append(output)),
    ):
        pictures = pipe(
            prompt=request["prompt"],
            negative_prompt=request["negative_prompt"],
            height=request["height"],
            width=request["width"],
            num_inference_steps=request["steps"],
            guidance_scale=request["guidance"],
            cfg_normalization=request["cfg_normalization"],
            cfg_truncation=request["cfg_truncation"],
            num_images_per_prompt=request["count"],
            generator=generators if request["count"] > 1 else generators[0],
            callback_on_step_end=keep_latents,
        ).images

    features = record_text(record, "text", encoder_calls[0])
    record.put("prompt_embeds", features)
    if request["guidance"] > 0:
        record.put("negative_prompt_embeds", record_text(record, "negative_text", encoder_calls[1]))
    record.put("timesteps", pipe.scheduler.timesteps)
    record.put("sigmas", pipe.scheduler.sigmas)
    for i, (outputs, latents) in enumerate(zip(forwards, steps)):
        stacked = torch.stack([output.squeeze(1) for output in outputs])
        count = request["count"]
        # Without guidance the latents say as much.
        if i == 0 or request["guidance"] > 0:
            record.put(f"step.{i}.output", stacked[:count])
        if len(stacked) > count:
            record.put(f"step.{i}.negative_output", stacked[count:])
        if i + 1 < len(steps):
            record.put(f"step.{i}.latents", latents)
    record.put("latents", steps[-1])
    record.put("decoded", decoded[0])
    record.put("picture", torch.from_numpy(numpy.stack([numpy.asarray(picture) for picture in pictures])))
    return features


def first_of_its_kind(case, component):
    """Whether no case before this one has the same component: what it does alone is then kept, once."""
    for earlier in PIPELINE_CASES:
        if earlier is case:
            return True
        if getattr(earlier, component) == getattr(case, component) and component not in case.weights:
            return False
    raise ValueError(f"{case.name} is not among the cases")


def pipeline_case(case, folder, tokenizer):
    for component in ("transformer", "text_encoder", "vae"):
        config = getattr(case, component)
        write_component(folder, component, config)
        stored = case.weights.get(component)
        if stored is not None:
            (folder / component / "weights.json").unlink()
            weights = random_weights(parameter_shapes(component, config), stored.seed)
            write_weights(folder / component, component, weights, stored.stored_as, stored.shards, stored.prefix)
    write_json(folder / "model_index.json", MODEL_INDEX)
    write_json(folder / "scheduler" / "scheduler_config.json", case.scheduler)
    description = {"proves": case.proves, "tokenizer": "compact", "request": case.request}
    if first_of_its_kind(case, "transformer"):
        description["forward"] = {"x_seed": FORWARD_SEED, "t": case.forward_t}
    if first_of_its_kind(case, "vae"):
        description["vae"] = autoencoder_inputs([1, 16, 6, 4], [1, 3, 48, 32])
    write_json(folder / "case.json", description)

    height, width = case.request["height"] // 8, case.request["width"] // 8
    features = None
    with tempfile.TemporaryDirectory() as temporary:
        model = runnable_copy(folder, Path(temporary) / "model", tokenizer)
        for name, dtype in DTYPES.items():
            # Never .to(dtype): that would round the text encoder's rope frequencies as well.
            pipe = ZImagePipeline.from_pretrained(model, dtype=dtype)
            pipe.set_progress_bar_config(disable=True)
            record = Record(case.full)
            run_features = run_pipeline(pipe, case.request, record)
            # Both runs of the single forward read the same caption, so that its error is the transformer's alone.
            features = run_features if features is None else features
            if "forward" in description:
                x = closed_form_input(FORWARD_SEED, (16, 1, height, width)).to(dtype)
                record_forward(record, pipe.transformer, [x], torch.tensor([case.forward_t]), [features.to(dtype)])
            if "vae" in description:
                run_autoencoder(record, pipe.vae, description["vae"], dtype)
            if dtype != torch.float32:
                record.forget("noise", "timesteps", "sigmas", "text.ids", "negative_text.ids")
            record.save(folder / f"{name}.safetensors")


def caption_case(folder):
    """The transformer alone: caption lengths around the padding multiple, and a batch that needs a mask."""
    write_component(folder, "transformer", CAPTION_MODEL)
    x_shape, t = [16, 1, 6, 10], 0.6
    write_json(
        folder / "case.json",
        {
            "proves": "Captions of 1, 31, 32, 33 and 512 tokens, and three lengths in one batch, which the reference "
            "masks: each picture of the batch equals the run of it alone.",
            "x": {"first_seed": FORWARD_SEED, "shape": x_shape},
            "t": t,
            "captions": {"seed": CAPTION_SEED, "lengths": list(CAPTION_LENGTHS)},
            "batch_captions": {"first_seed": CAPTION_SEED, "lengths": list(BATCH_CAPTION_LENGTHS)},
        },
    )
    transformer = fill(build("transformer", CAPTION_MODEL))
    width = CAPTION_MODEL["cap_feat_dim"]
    for name, dtype in DTYPES.items():
        transformer.to(dtype)
        record = Record(full=("",))
        x = closed_form_input(FORWARD_SEED, x_shape).to(dtype)
        for length in CAPTION_LENGTHS:
            caption = closed_form_input(CAPTION_SEED, (length, width)).to(dtype)
            with torch.no_grad():
                output = transformer([x], torch.tensor([t]), [caption], return_dict=False)[0][0]
            record.put(f"caption_{length}.output", output.squeeze(1)[None])
        batch = [closed_form_input(FORWARD_SEED + k, x_shape).to(dtype) for k in range(len(BATCH_CAPTION_LENGTHS))]
        captions = [
            closed_form_input(CAPTION_SEED + k, (length, width)).to(dtype)
            for k, length in enumerate(BATCH_CAPTION_LENGTHS)
        ]
        times = torch.full((len(batch),), t)
        with torch.no_grad():
            together = transformer(batch, times, captions, return_dict=False)[0]
            alone = [
                transformer([x], times[:1], [caption], return_dict=False)[0][0].squeeze(1)
                for x, caption in zip(batch, captions)
            ]
        record.put("batch.output", torch.stack([output.squeeze(1) for output in together]))
        record.put("alone.output", torch.stack(alone))
        if dtype == torch.float32:
            difference = (record.tensors["batch.output"] - record.tensors["alone.output"]).abs().max()
            assert difference < 1e-5, f"the masked batch differs from single runs by {difference}"
        record.save(folder / f"{name}.safetensors")


def autoencoder_case(config, folder):
    write_component(folder, "vae", config)
    factor = 2 ** (len(config["block_out_channels"]) - 1)
    inputs = autoencoder_inputs([1, config["latent_channels"], 6, 4], [1, 3, 6 * factor, 4 * factor])
    proves = "An autoencoder that the picture cases do not have; see its configuration."
    write_json(folder / "case.json", {"proves": proves, "vae": inputs})
    vae = fill(build("vae", config))
    for name, dtype in DTYPES.items():
        record = Record()
        run_autoencoder(record, vae.to(dtype), inputs, dtype)
        record.save(folder / f"{name}.safetensors")


def schedule_case(folder):
    """Timesteps and sigmas as the pipeline asks for them; no model takes part."""
    record, described = Record(full=("",)), {}
    for name, (changes, runs) in SCHEDULES.items():
        config = scheduler_config(**changes)
        described[name] = {"config": config, "runs": [{"image_tokens": t, "steps": n} for t, n in runs]}
        for tokens, steps in runs:
            scheduler = FlowMatchEulerDiscreteScheduler.from_config(config)
            bounds = scheduler.config
            mu = calculate_shift(tokens, bounds.base_image_seq_len, bounds.max_image_seq_len, bounds.base_shift,
                                 bounds.max_shift)
            scheduler.set_timesteps(sigmas=get_default_z_image_sigmas(steps), mu=mu)
            record.put(f"{name}.{tokens}.{steps}.timesteps", scheduler.timesteps)
            record.put(f"{name}.{tokens}.{steps}.sigmas", scheduler.sigmas)
    proves = "The step schedule for every configuration of the scheduler that a checkpoint could carry."
    write_json(folder / "case.json", {"proves": proves, "schedules": described})
    record.save(folder / "fp32.safetensors")


def jobs(tokenizer):
    for case in PIPELINE_CASES:
        yield case.name, lambda folder, case=case: pipeline_case(case, folder, tokenizer)
    yield "captions", caption_case
    for name, config in AUTOENCODER_CASES.items():
        yield name, lambda folder, config=config: autoencoder_case(config, folder)
    yield "schedules", schedule_case


def differing_files(made, committed):
    """Relative paths that are not byte-equal in both folders."""
    names = {path.relative_to(root) for root in (made, committed) for path in root.rglob("*") if path.is_file()}
    return sorted(
        str(name)
        for name in names
        if not (made / name).is_file()
        or not (committed / name).is_file()
        or not filecmp.cmp(made / name, committed / name, shallow=False)
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tokenizer", type=Path, required=True, help="folder with tokenizer.json")
    parser.add_argument("--output", type=Path, required=True, help="where a folder for each case is put")
    parser.add_argument("--only", nargs="+", help="names of cases; all of them otherwise")
    parser.add_argument("--check", action="store_true", help="compare with --output instead of writing there")
    arguments = parser.parse_args()

    # Sums are taken in the order of one thread, whatever machine this is.
    torch.set_num_threads(1)
    logging.getLogger("diffusers").setLevel(logging.ERROR)
    unequal = []
    for name, make in jobs(arguments.tokenizer):
        if arguments.only and name not in arguments.only:
            continue
        with tempfile.TemporaryDirectory() as temporary:
            made = Path(temporary) / name
            made.mkdir()
            make(made)
            target = arguments.output / name
            if arguments.check:
                unequal += [f"{name}/{path}" for path in differing_files(made, target)]
            else:
                shutil.rmtree(target, ignore_errors=True)
                shutil.copytree(made, target)
        print(f"{'checked' if arguments.check else 'made'}  {name}", flush=True)
    if unequal:
        raise SystemExit("not the same: " + ", ".join(unequal))


if __name__ == "__main__":
    main()
