# SPDX-License-Identifier: Apache-2.0
"""Z-Image at its real size on one GPU: diffusers and zaohua-cli timed in one run, and held against each other.

    PYTHONPATH=/path/to/diffusers python gpu_beside_diffusers.py --cli …/zaohua-cli --output results

The model has the published configuration and closed-form weights, made on the card: no download. `results` gets
results.json and results.md after every part, so that a run which is cut short leaves what it has measured. --tiny
does the same with a fixture's model on the CPU, to try the script itself. An 80 GB card is enough.
"""

import argparse
import gc
import json
import platform
import statistics
import subprocess
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

import number_formats
from measuring import BENCH_PROMPT, Stopwatch, ask_program, bench_results, compared, markdown_table
from measuring import picture_seconds, say

# measuring puts tools/reference on the path.
from closed_form import fill
from components import autoencoder_config, build, runnable_copy, scheduler_config, text_encoder_config
from components import transformer_config

import torch
from diffusers import FlowMatchEulerDiscreteScheduler, ZImagePipeline
from safetensors.torch import load_file, save_file
from transformers import AutoTokenizer

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("text_encoder", "transformer", "vae")
# What is compared; about 60 tokens. What is timed is BENCH_PROMPT, the text that `zaohua-cli bench` uses.
PROMPT = ("A young woman in a red silk dress stands on a stone bridge over a quiet canal at dusk, paper lanterns glow "
          "along the water, light rain, reflections, wooden houses with tiled roofs, soft cinematic light, "
          "35mm photograph, shallow depth of field")


# Captions scatter too: the error of their features is taken over all of these.
CAPTIONS = (PROMPT, "一只熊猫坐在竹林里，水墨画", "a red robot on the moon, pixel art", "雨后的江南小镇，青瓦白墙，小桥流水，水彩",
            "portrait of an old fisherman, weathered face, golden hour, film grain, 85mm")


@dataclass
class Subject:
    """What is measured: the real model on a card, or a tiny one that tries this script."""

    device: str
    transformer: dict
    text_encoder: dict
    vae: dict
    tokenizer: Path
    cli_model: str
    sizes: tuple       # of everything
    forward_sizes: tuple  # of forwards alone
    steps: int
    repeats: int


def real_model():
    return Subject(
        device="cuda",
        transformer=transformer_config(30, [32, 48, 48], 2560, n_layers=30, n_refiner_layers=2),
        text_encoder=text_encoder_config(
            2560, 32, 8, 128, intermediate_size=9728, num_hidden_layers=36, max_position_embeddings=40960,
            max_window_layers=36, vocab_size=151936,
        ),
        vae=autoencoder_config([128, 256, 512, 512], 32, layers=2),
        tokenizer=ROOT / "resources" / "tokenizers" / "qwen2",
        cli_model="synthetic:z-image-turbo",
        sizes=(512, 1024),
        forward_sizes=(2048,),
        steps=8,
        repeats=10,
    )


def tiny_model(output):
    case = ROOT / "tests" / "data" / "reference" / "plain"
    tokenizer = ROOT / "resources" / "models" / "demo" / "tokenizer"
    model = output / "tiny-model"
    if not model.exists():
        runnable_copy(case, model, tokenizer)
    parts = {name: json.loads((case / name / "config.json").read_text(encoding="utf-8")) for name in PARTS}
    return Subject(
        device="cpu", tokenizer=tokenizer, cli_model=str(model), sizes=(256, 320), forward_sizes=(384,),
        steps=3, repeats=3, **parts
    )


class Results:
    """Everything found so far, on disk after every part."""

    def __init__(self, folder):
        self.folder = folder
        self.values = {"times": {}, "errors": {}, "problems": {}}

    def part(self, name, work):
        """A part that fails is a line in the results, not the end of them."""
        say(name)
        begun = time.perf_counter()
        try:
            return work()
        except Exception as error:  # noqa: BLE001
            traceback.print_exc()
            self.values["problems"][name] = f"{type(error).__name__}: {error}"
            return None
        finally:
            say(f"{name}: {time.perf_counter() - begun:.1f} s")
            self.save()

    def save(self):
        (self.folder / "results.json").write_text(json.dumps(self.values, indent=2) + "\n", encoding="utf-8")
        (self.folder / "results.md").write_text(self.markdown(), encoding="utf-8")

    def time(self, what, who, seconds):
        self.values["times"].setdefault(what, {})[who] = seconds

    def markdown(self):
        who = ("diffusers", "diffusers compiled", "ours", "ours fp8", "ours int8", "floor", "floor fp8")
        times = []
        for what, row in self.values["times"].items():
            unit = (lambda v: f"{v:.2f} GiB") if "memory" in what else (lambda v: f"{v * 1e3:.2f} ms")
            unit = (lambda v: f"{v:.2f}") if "over" in what else unit
            times.append([what] + [unit(row[one]) if one in row else "" for one in who])
        errors = []
        for what, row in self.values["errors"].items():
            cells = [what, f"{row['scale']:.3g}"]
            for statistic in ("mean", "p999"):
                theirs, ours = row["reference"][statistic], row["ours"][statistic]
                cells += [f"{theirs:.3g}", f"{ours:.3g}", f"{ours / theirs:.3f}" if theirs else ""]
            errors.append(cells)
        parts = [
            self.values.get("machine", ""),
            markdown_table(["", *who], times),
            "Error against diffusers in fp32, all with closed-form weights:",
            markdown_table(["", "mean magnitude", "mean: diffusers bf16", "ours bf16", "ratio",
                            "99.9 %: diffusers bf16", "ours bf16", "ratio"], errors),
        ]
        if formats := self.values.get("formats"):
            parts += ["The demo model's pictures against those in fp32:", number_formats.table(formats)]
        parts += [f"**{name}**: {problem}" for name, problem in self.values["problems"].items()]
        return "\n\n".join(parts) + "\n"


def synchronize():
    if torch.cuda.is_available():
        torch.cuda.synchronize()


def release():
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def created(subject, component, dtype):
    """A component without its weights, made where and as it will be used.

    Never .to(dtype): the text encoder's rope frequencies stay fp32 only if the module is created in its type.
    """
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        with torch.device(subject.device):
            return build(component, getattr(subject, component))
    finally:
        torch.set_default_dtype(before)


def made(subject, component, dtype):
    """A component with closed-form weights."""
    return fill(created(subject, component, dtype))


def median_time(work, repeats, warmups=3):
    watch = Stopwatch(synchronize)
    for _ in range(warmups):
        work()
    timed = watch.timed("work", work)
    for _ in range(repeats):
        timed()
    return watch.median("work")


class Pipeline:
    """A diffusers pipeline whose parts come one by one, so that fp32 fits beside nothing else."""

    def __init__(self, subject, **parts):
        scheduler = FlowMatchEulerDiscreteScheduler.from_config(scheduler_config())
        tokenizer = AutoTokenizer.from_pretrained(subject.tokenizer)
        parts = dict.fromkeys(PARTS) | parts
        self.pipe = ZImagePipeline(scheduler=scheduler, tokenizer=tokenizer, **parts)
        self.pipe.set_progress_bar_config(disable=True)
        self.subject = subject

    @torch.no_grad()
    def embeds(self, prompt):
        return self.pipe.encode_prompt(prompt, device=self.subject.device, do_classifier_free_guidance=False)[0]

    def latents(self, embeds, noise, count=None):
        """The latents after every step."""
        steps = []

        def keep(pipe, index, timestep, values):
            steps.append(values["latents"].cpu())
            return values

        device = self.subject.device
        self.pipe(
            prompt_embeds=[e.to(device) for e in embeds],
            height=noise.shape[2] * 8,
            width=noise.shape[3] * 8,
            num_inference_steps=count or self.subject.steps,
            guidance_scale=0.0,
            latents=noise.to(device),
            output_type="latent",
            callback_on_step_end=keep,
        )
        return steps


@torch.no_grad()
def decoded(vae, latents, device):
    x = latents.to(device, vae.dtype) / vae.config.scaling_factor + vae.config.shift_factor
    return vae.decode(x, return_dict=False)[0]


def picture_bytes(decoded_values):
    """As the reference's image processor: clamped in the type of the autoencoder, then rounded half to even."""
    unit = (decoded_values * 0.5 + 0.5).clamp(0, 1)
    return (unit.cpu().float() * 255).round()


def noise_for(size):
    return torch.randn((1, 16, size // 8, size // 8), generator=torch.Generator("cpu").manual_seed(42))


# -- timing ----------------------------------------------------------------------------------------------------------


def time_diffusers(subject, results):
    """Everything resident in bf16, eager, as `pipe.to("cuda")` runs it."""
    parts = {name: made(subject, name, torch.bfloat16) for name in PARTS}
    held = Pipeline(subject, **parts)
    prompt = BENCH_PROMPT.format(0)
    embeds = held.embeds(prompt)
    results.values["prompt_tokens"] = len(embeds[0])
    results.time("encode a prompt", "diffusers", median_time(lambda: held.embeds(prompt), subject.repeats))
    time_parts(subject, results, "diffusers", parts, embeds, subject.sizes + subject.forward_sizes, subject.sizes)
    results.save()

    for size in subject.sizes:
        def picture():
            generator = torch.Generator("cpu").manual_seed(42)
            return held.pipe(prompt, height=size, width=size, num_inference_steps=subject.steps, guidance_scale=0.0,
                             generator=generator)

        if torch.cuda.is_available():
            torch.cuda.reset_peak_memory_stats()
        seconds = median_time(picture, max(3, subject.repeats // 3), warmups=1)
        results.time(f"picture {size}x{size}, {subject.steps} forwards", "diffusers", seconds)
        if torch.cuda.is_available():
            results.time(f"peak memory {size}x{size}", "diffusers", torch.cuda.max_memory_allocated() / 2**30)
    return held, parts, embeds


def time_parts(subject, results, who, parts, embeds, forward_sizes, decode_sizes):
    for size in forward_sizes:
        x = [noise_for(size)[0].unsqueeze(1).to(subject.device, torch.bfloat16)]
        t = torch.tensor([0.25], device=subject.device)
        with torch.no_grad():
            seconds = median_time(lambda: parts["transformer"](x, t, embeds, return_dict=False), subject.repeats)
        results.time(f"one forward {size}x{size}", who, seconds)
    for size in decode_sizes:
        seconds = median_time(lambda: decoded(parts["vae"], noise_for(size), subject.device), subject.repeats)
        results.time(f"decode {size}x{size}", who, seconds)


def time_compiled(subject, results, held, parts, embeds):
    """The same parts, the transformer's repeated blocks and the decoder compiled, the decoder in channels-last."""
    parts["transformer"].compile_repeated_blocks(fullgraph=True)
    vae = parts["vae"].to(memory_format=torch.channels_last)
    vae.decode = torch.compile(vae.decode)
    largest = subject.sizes[-1:]
    time_parts(subject, results, "diffusers compiled", parts, embeds, subject.sizes, largest)
    prompt = BENCH_PROMPT.format(0)
    size = largest[0]

    def picture():
        generator = torch.Generator("cpu").manual_seed(42)
        return held.pipe(prompt, height=size, width=size, num_inference_steps=subject.steps, guidance_scale=0.0,
                         generator=generator)

    seconds = median_time(picture, max(3, subject.repeats // 3), warmups=1)
    results.time(f"picture {size}x{size}, {subject.steps} forwards", "diffusers compiled", seconds)


def time_program(subject, results, cli, dtype, who):
    """In processes of their own, one after another: a card that has just worked hard is slower."""
    every = subject.sizes + subject.forward_sizes
    value = ask_program(cli, "bench", "--model", subject.cli_model, "--device", subject.device, "--dtype", dtype,
                        "--size", *[f"{size}x{size}" for size in every], "--steps", subject.steps, "--runs",
                        max(3, subject.repeats // 2))
    results.values[f"bench {dtype}"] = value
    for size, result in zip(every, bench_results(value)):
        stages = result["stage_seconds"]
        results.time(f"one forward {size}x{size}", who, stages["denoise"] / result["steps"])
        if size not in subject.sizes:
            continue
        results.time("encode a prompt", who, stages["encode_prompt"])
        results.time(f"decode {size}x{size}", who, stages["decode"])
        picture = statistics.median(picture_seconds(result))
        results.time(f"picture {size}x{size}, {subject.steps} forwards", who, picture)
        if result.get("peak_bytes"):
            results.time(f"peak memory {size}x{size}", who, result["peak_bytes"] / 2**30)
    # Again in a new program: the first picture after the weights are there.
    size = subject.sizes[-1]
    alone = ask_program(cli, "bench", "--model", subject.cli_model, "--device", subject.device, "--dtype", dtype,
                        "--size", f"{size}x{size}", "--steps", subject.steps, "--runs", max(3, subject.repeats // 2))
    result = bench_results(alone)[0]
    results.values["times"].setdefault(f"first picture over warm {size}x{size}", {})[who] = (
        result["first_picture_seconds"] / statistics.median(picture_seconds(result)))


def time_floor(subject, results, program):
    """The products and the attention of a forward with nothing between them, kept up as long as a picture takes."""
    tokens = [(size // 16) ** 2 + 64 for size in subject.sizes + subject.forward_sizes]
    found = subprocess.run([str(program), *map(str, tokens)], stdout=subprocess.PIPE, check=True)
    value = json.loads(found.stdout)
    results.values["kernels"] = value
    for size, one in zip(subject.sizes + subject.forward_sizes, value):
        results.time(f"one forward {size}x{size}", "floor", one["floor_bf16_ms"] / 1e3)
        results.time(f"one forward {size}x{size}", "floor fp8", one["floor_fp8_ms"] / 1e3)


def benchmarks(results, command):
    """The rows that docs/benchmarks.json holds."""
    times = results.values["times"]

    def row(work, unit, what, ours, floor, factor=1000.0):
        line = times.get(what, {})
        scaled = {who: value * factor for who, value in line.items()}
        return {"work": work, "unit": unit, "ours": scaled.get(ours), "diffusers_eager": scaled.get("diffusers"),
                "diffusers_compiled": scaled.get("diffusers compiled"), "floor": scaled.get(floor)}

    return {
        "card": results.values["card"], "driver": results.values["driver"],
        "date": time.strftime("%Y-%m-%d"), "command": command,
        "rows": [
            row("forward_1024_bf16", "ms", "one forward 1024x1024", "ours", "floor"),
            row("forward_1024_fp8", "ms", "one forward 1024x1024", "ours fp8", "floor fp8"),
            row("forward_1024_int8", "ms", "one forward 1024x1024", "ours int8", None),
            row("forward_512_bf16", "ms", "one forward 512x512", "ours", "floor"),
            row("forward_2048_bf16", "ms", "one forward 2048x2048", "ours", "floor"),
            row("encode_60", "ms", "encode a prompt", "ours", None),
            row("decode_1024", "ms", "decode 1024x1024", "ours", None),
            row("picture_1024_8_bf16", "ms", "picture 1024x1024, 8 forwards", "ours", None),
            row("picture_1024_8_fp8", "ms", "picture 1024x1024, 8 forwards", "ours fp8", None),
            row("picture_1024_8_int8", "ms", "picture 1024x1024, 8 forwards", "ours int8", None),
            row("peak_1024_int8", "GiB", "peak memory 1024x1024", "ours int8", None, 1.0),
            row("peak_1024_bf16", "GiB", "peak memory 1024x1024", "ours", None, 1.0),
            row("first_over_warm", "ratio", "first picture over warm 1024x1024", "ours", None, 1.0),
        ],
    }


# -- equality --------------------------------------------------------------------------------------------------------


def several_noises(size):
    """One forward scatters with its noise as much as two right programs differ: the mean of several tells more."""
    generator = torch.Generator("cpu").manual_seed(7)
    return torch.randn((6, 16, size // 8, size // 8), generator=generator)


def forwards(subject, transformer, embeds, size):
    """Outputs of the first step: with one step in all, x1 = x0 - output."""
    held = Pipeline(subject, transformer=transformer)
    return torch.cat([noise[None] - held.latents([embeds], noise[None], 1)[0] for noise in several_noises(size)])


def compare_transformers(subject, results, size, rounded, ours):
    """Each program's forwards against exact ones from that program's own caption features: the transformer's share."""
    transformer = made(subject, "transformer", torch.float32)
    exact = [forwards(subject, transformer, run["embeds"].float(), size) for run in (rounded, ours)]
    nothing = torch.zeros_like(exact[0])
    row = compared(nothing, rounded["forwards"] - exact[0], ours["forwards"] - exact[1])
    row["scale"] = exact[0].abs().mean().item()
    results.values["errors"][f"forwards alone {size}x{size}"] = row
    del transformer
    release()


def run_reference(subject, dtype, size, shared):
    """Each part by itself: 6 B parameters in fp32 leave no room for the text encoder beside them.

    `shared` is the exact run, whose features and latents the parts of this one start from as well: the error of a part
    is then its own. Without it this is the exact run.
    """
    run = {}
    encoder = made(subject, "text_encoder", dtype)
    run["captions"] = [Pipeline(subject, text_encoder=encoder).embeds(prompt)[0].cpu() for prompt in CAPTIONS]
    run["embeds"] = run["captions"][0]
    del encoder
    release()
    say(f"  {dtype}: encoded")
    transformer = made(subject, "transformer", dtype)
    run["steps"] = Pipeline(subject, transformer=transformer).latents([run["embeds"]], noise_for(size))
    run["forwards"] = forwards(subject, transformer, run["embeds"], size)
    del transformer
    release()
    say(f"  {dtype}: {len(run['steps'])} steps")
    vae = made(subject, "vae", dtype)
    run["picture"] = picture_bytes(decoded(vae, run["steps"][-1], subject.device))
    exact_latents = (shared or run)["steps"][-1]
    run["decoded_alone"] = picture_bytes(decoded(vae, exact_latents, subject.device))
    del vae
    release()
    say(f"  {dtype}: decoded")
    return run


def read_picture(path):
    import numpy
    from PIL import Image

    return torch.from_numpy(numpy.asarray(Image.open(path).convert("RGB")).copy()).permute(2, 0, 1)[None].float()


def run_program(subject, cli, size, exact, folder):
    common = ("--model", subject.cli_model, "--device", subject.device, "--dtype", "bf16")
    steps = folder / "steps"
    steps.mkdir(parents=True, exist_ok=True)
    several = several_noises(size)
    for name, latents in (("noise", noise_for(size)), ("exact", exact["steps"][-1]), ("several", several)):
        save_file({"latents": latents.float().contiguous()}, folder / f"{name}.safetensors")
    for index, prompt in enumerate(CAPTIONS):
        ask_program(cli, "encode", *common, "--prompt", prompt, "-o", folder / f"embeds-{index}.safetensors")
    say("  encoded")
    ask_program(cli, "generate", *common, "--prompt", PROMPT, "--width", size, "--height", size, "--steps",
                subject.steps, "--guidance", 0, "--initial-latents", folder / "noise.safetensors", "--save-latents",
                folder / "latents.safetensors", "--save-steps", steps, "-o", folder / "picture.png")
    ask_program(cli, "generate", *common, "--prompt", PROMPT, "--width", size, "--height", size, "--steps", 1,
                "--guidance", 0, "--count", len(several), "--initial-latents", folder / "several.safetensors",
                "--save-latents", folder / "forwards.safetensors", "-o", folder / "several.png")
    say("  generated")
    ask_program(cli, "decode", *common, "--latents", folder / "exact.safetensors", "-o", folder / "decoded.png")
    say("  decoded")
    captions = [load_file(folder / f"embeds-{index}.safetensors")["prompt_embeds"] for index in range(len(CAPTIONS))]
    run = {
        "captions": captions,
        "embeds": captions[0],
        "steps": [load_file(path)["latents"] for path in sorted(steps.glob("*.safetensors"))],
        "forwards": several - load_file(folder / "forwards.safetensors")["latents"],
        "picture": read_picture(folder / "picture.png"),
        "decoded_alone": read_picture(folder / "decoded.png"),
    }
    if not torch.equal(run["steps"][-1], load_file(folder / "latents.safetensors")["latents"]):
        raise RuntimeError("the last of the saved steps is not what --save-latents holds")
    return run


def compare(subject, results, size, exact, rounded, ours):
    def put(what, pick):
        results.values["errors"][what] = compared(pick(exact), pick(rounded), pick(ours))

    put(f"caption features, {len(CAPTIONS)} prompts",
        lambda run: torch.cat([features.float().flatten() for features in run["captions"]]))
    put(f"forwards with own captions {size}x{size}", lambda run: run["forwards"])
    for step in range(subject.steps):
        put(f"latents after step {step + 1}", lambda run, step=step: run["steps"][step])
    put("picture, 8 bits", lambda run: run["picture"])
    put("decoder alone, 8 bits", lambda run: run["decoded_alone"])


def driver():
    try:
        found = subprocess.run(["nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader"],
                               stdout=subprocess.PIPE, check=True, text=True)
        return found.stdout.strip().splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cli", type=Path, help="zaohua-cli of a release build; without it only diffusers runs")
    parser.add_argument("--output", type=Path, required=True, help="folder for results.json and results.md")
    parser.add_argument("--tiny", action="store_true", help="a tiny model on the CPU, to try this script")
    parser.add_argument("--tokenizer", type=Path, help="folder with tokenizer.json and tokenizer_config.json")
    parser.add_argument("--skip", nargs="+", default=[], choices=["times", "compiled", "equality"])
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    subject = tiny_model(arguments.output) if arguments.tiny else real_model()
    subject.tokenizer = arguments.tokenizer or subject.tokenizer
    if subject.device == "cuda" and not torch.cuda.is_available():
        raise SystemExit("no CUDA device here; --tiny tries the script without one")
    # fp32 means fp32: TF32 would be a thousand times coarser.
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False

    results = Results(arguments.output)
    card = torch.cuda.get_device_name() if subject.device == "cuda" else platform.processor() or "CPU"
    results.values["card"], results.values["driver"] = card, driver()
    scale = "a tiny model" if arguments.tiny else "Z-Image-Turbo's size"
    results.values["machine"] = f"{card}, torch {torch.__version__}, {scale}"
    say(results.values["machine"])

    if "times" not in arguments.skip:
        if arguments.cli:
            results.part("zaohua-cli, times", lambda: time_program(subject, results, arguments.cli, "bf16", "ours"))
            if subject.device == "cuda":
                results.part("zaohua-cli in fp8, times",
                             lambda: time_program(subject, results, arguments.cli, "fp8", "ours fp8"))
                results.part("zaohua-cli in int8, times",
                             lambda: time_program(subject, results, arguments.cli, "int8", "ours int8"))
                results.part("floor", lambda: time_floor(subject, results, arguments.cli.parent / "kernel_bench"))
        held = results.part("diffusers, times", lambda: time_diffusers(subject, results))
        if held and "compiled" not in arguments.skip:
            results.part("diffusers compiled, times", lambda: time_compiled(subject, results, *held))
        del held
        torch._dynamo.reset()
        release()
        command = "tools/bench/gpu_beside_diffusers.py --cli … --output …"
        (arguments.output / "benchmarks.json").write_text(json.dumps(benchmarks(results, command), indent=2) + "\n",
                                                          encoding="utf-8")
    if "equality" not in arguments.skip:
        if arguments.cli:
            formats = ("bf16", "fp8", "int8") if subject.device == "cuda" else ("bf16", "int8")
            results.values["formats"] = results.part("number formats", lambda: number_formats.measure(
                arguments.cli, subject.device, formats, arguments.output / "formats"))
        size = subject.sizes[-1]
        exact = results.part("diffusers in fp32", lambda: run_reference(subject, torch.float32, size, None))
        release()
        rounded = exact and results.part("diffusers in bf16",
                                         lambda: run_reference(subject, torch.bfloat16, size, exact))
        release()
        if arguments.cli and rounded:
            ours = results.part("zaohua-cli in bf16",
                                lambda: run_program(subject, arguments.cli, size, exact, arguments.output / "ours"))
            if ours:
                results.part("comparison", lambda: compare(subject, results, size, exact, rounded, ours))
                results.part("transformer alone",
                             lambda: compare_transformers(subject, results, size, rounded, ours))
    print("\n" + results.markdown())
    if results.values["problems"]:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
