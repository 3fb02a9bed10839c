# SPDX-License-Identifier: Apache-2.0
"""Holds the closed-form vectors of the model description against the installed diffusers and transformers, then
writes inputs and outputs for the C++ tests.

    python check_spec_vectors.py --output ../../tests/data/reference
"""

import argparse
import math
from pathlib import Path

import torch

from closed_form import closed_form_input, fill
from components import autoencoder_config, build, text_encoder_config, transformer_config, write_component
from recording import Record, listening, record_autoencoder, record_forward

TOLERANCE = 2e-5


def check(name, tensor, total, absolute, first):
    """total and absolute were printed with six digits, from sums over fp32 values of another PyTorch."""
    tensor = tensor.detach().double().flatten()
    slack = 2e-6 * absolute + 2e-6
    assert math.isclose(tensor.sum(), total, abs_tol=slack), f"{name}: sum {tensor.sum()} instead of {total}"
    assert math.isclose(tensor.abs().sum(), absolute, abs_tol=slack), f"{name}: abs {tensor.abs().sum()}"
    difference = (tensor[: len(first)] - torch.tensor(first, dtype=torch.float64)).abs().max()
    assert difference < TOLERANCE, f"{name}: first values differ by {difference}"
    print(f"ok  {name}")


def transformer_vectors(folder):
    config = transformer_config(2, [8, 4, 4], 16, axes_lens=[256, 32, 32])
    write_component(folder, "transformer", config)
    transformer = fill(build("transformer", config))
    assert len(transformer.state_dict()) == 73
    record = Record(full=("",))
    inputs = {"a": (1001, (16, 1, 6, 10), 1002, (5, 16)), "b": (1003, (16, 1, 12, 12), 1004, (40, 16))}
    x, captions = {}, {}
    for run, (x_seed, x_shape, caption_seed, caption_shape) in inputs.items():
        x[run] = closed_form_input(x_seed, x_shape)
        captions[run] = closed_form_input(caption_seed, caption_shape)
        record.put(f"{run}.x", x[run])
        record.put(f"{run}.caption", captions[run])

    for run in inputs:
        record_forward(record, transformer, [x[run]], torch.tensor([0.25]), [captions[run]], prefix=run)
    with torch.no_grad():
        for t in (0, 1):
            output = transformer([x["a"]], torch.tensor([float(t)]), [captions["a"]], return_dict=False)[0][0]
            record.put(f"a.t{t}.output", output.squeeze(1)[None])
        batch = transformer(list(x.values()), torch.tensor([0.25, 0.25]), list(captions.values()), return_dict=False)
    for run, output in zip(inputs, batch[0]):
        record.put(f"batch.{run}.output", output.squeeze(1))
        assert torch.allclose(output.squeeze(1), record.tensors[f"{run}.output"][0], atol=TOLERANCE)

    t = record.tensors
    check("t_embedder", t["a.t_embedder"], -0.494463, 12.861675,
          [-0.528364, 0.261061, 0.225874, -0.537809, -0.638169, 0.875279, 0.236826, -0.258384])
    check("noise_refiner.0", t["a.noise_refiner.0"], -14.725930, 138.043338,
          [0.245792, -0.037654, -0.018478, 0.054358, 0.090133, -0.528199, -0.028559, 0.467137])
    check("context_refiner.0", t["a.context_refiner.0"], -157.515153, 1215.432795,
          [-1.426350, -2.658469, -0.060524, 1.111526, 1.999915, 2.264803, 0.350120, -0.380256])
    check("layers.0", t["a.layers.0"], -204.214150, 1385.704956,
          [0.257377, 0.016882, -0.118132, 0.087584, 0.422575, -0.578656, -0.143170, 0.520982])
    check("layers.1", t["a.layers.1"], -218.321278, 1414.029522,
          [0.123083, 0.083756, -0.229521, 0.024262, 0.533545, -0.597787, -0.294933, 0.543119])
    check("final layer", t["a.final_layer"], 50.178818, 2059.835390,
          [0.346339, 0.334779, -0.448385, -0.181084, 0.328667, -0.238668, 0.039421, 0.443882])
    check("output, t 0.25", t["a.output"], -0.736701, 281.760736,
          [0.346339, -0.345183, 0.155522, -0.576250, 0.205986, -0.180013, 0.333232, -0.265558])
    check("output, t 0", t["a.t0.output"], 0.584310, 308.548771, [0.521631, -0.500919, 0.187787, -0.648817])
    check("output, t 1", t["a.t1.output"], -1.100613, 327.840445, [0.502264, -0.184635, 0.460143, -0.825230])
    check("output B", t["b.output"], -15.199456, 636.386320,
          [0.218991, 0.238888, 0.386458, -0.685333, -0.228905, -0.239571, -0.136414, 0.296481])
    record.save(folder / "transformer.safetensors")


def timestep_and_rope_vectors(folder):
    """At the real model's axes, where the angles are largest."""
    config = transformer_config(1, [32, 48, 48], 16)
    transformer = build("transformer", config)
    sinusoid = transformer.t_embedder.timestep_embedding(torch.tensor([0.0, 250.0, 699.999988, 1000.0]), 256)
    check_first = [0.2409883, 0.9863939, -0.9613810, 0.9216011, 0.5216584]
    assert (sinusoid[1, :5] - torch.tensor(check_first)).abs().max() < 1e-6
    assert (sinusoid[1, 128:131] - torch.tensor([-0.9705280, 0.1643993, 0.2752209])).abs().max() < 1e-6
    ids = torch.tensor([[33, 0, 0], [33, 1, 2], [97, 63, 63], [513, 127, 127], [0, 0, 0]], dtype=torch.int32)
    table = torch.view_as_real(transformer.rope_embedder(ids))
    expected = {(0, 0): (-0.0132767, 0.9999118), (1, 17): (0.7012118, 0.7129530), (2, 63): (0.9523157, 0.3051145)}
    for (row, column), value in expected.items():
        assert (table[row, column] - torch.tensor(value)).abs().max() < 1e-6
    print("ok  timestep sinusoid and rope table")
    record = Record(full=("",))
    record.put("timesteps", torch.tensor([0.0, 250.0, 699.999988, 1000.0]))
    record.put("sinusoid", sinusoid)
    record.put("rope.ids", ids)
    record.put("rope.cos_sin", table)
    record.save(folder / "positions.safetensors")


def text_encoder_vectors(folder):
    config = text_encoder_config(32, 4, 2, 16, vocab_size=64, intermediate_size=48)
    write_component(folder, "text_encoder", config)
    encoder = fill(build("text_encoder", config))
    assert len(encoder.state_dict()) == 35
    ids = torch.tensor([[1, 5, 9, 2, 63, 7, 7, 30]])
    record = Record(full=("",))
    record.put("ids", ids[0])
    with torch.no_grad():
        states = encoder(input_ids=ids, output_hidden_states=True).hidden_states
    for i, state in enumerate(states):
        record.put(f"hidden.{i}", state[0])
    expected = [
        (0.116551, 12.919524, [-0.067096, -0.097423, 0.072250, 0.041923, 0.011596, -0.018731, -0.049058, -0.079386]),
        (-2.084433, 225.402678, [-0.181739, 0.095032, -0.174339, 0.430449, -0.220367, 0.073755, -0.042813, -0.316990]),
        (-3.115440, 216.839902, [-0.152986, 0.148807, -0.373401, 0.508450, -0.337815, 0.077527, 0.040071, -0.443329]),
        (-5.667017, 225.043323, [-0.024615, 0.576122, -1.073364, 1.314623, -1.084992, 0.159851, 0.140253, -1.334576]),
    ]
    for i, (state, values) in enumerate(zip(states, expected)):
        check(f"text encoder, hidden state {i}", state, *values)
    record.save(folder / "text_encoder.safetensors")


def autoencoder_vectors(folder):
    config = autoencoder_config([32, 64], 32)
    write_component(folder, "vae", config)
    vae = fill(build("vae", config))
    assert len(vae.state_dict()) == 120
    record = Record(full=("",))
    latents, picture = closed_form_input(2001, (1, 16, 4, 6)), closed_form_input(2002, (1, 3, 8, 12))
    record.put("latents", latents)
    record.put("picture", picture)
    record_autoencoder(record, vae, latents, picture)
    t = record.tensors
    check("vae conv_in", t["vae.decoder.conv_in"], 2.213039, 328.200142,
          [0.046171, 0.429816, 0.133014, -0.025830, -0.327389, -0.375132, -0.201964, -0.187165])
    check("vae mid_block", t["vae.decoder.mid_block"], -30.891339, 1131.522014,
          [-0.036966, 0.527664, 0.307742, -1.456004, -0.764232, -0.260133, 0.001417, 0.602510])
    check("vae up_blocks.0", t["vae.decoder.up_blocks.0"], 21.269480, 5482.442698,
          [-0.056575, -0.059086, 0.169144, 0.443245, 0.652230, 1.045350, 0.220985, -0.917967])
    check("vae up_blocks.1", t["vae.decoder.up_blocks.1"], -33.549482, 1874.828965,
          [-0.287117, -0.337719, -0.135336, -0.306357, -0.881729, 0.178602, 0.340260, -0.652536])
    check("vae decode", t["vae.decoded"], -6.122294, 95.619893,
          [0.099637, 0.144399, 0.173712, 0.280159, 0.079810, -0.328526, 0.041292, 0.289187])
    check("vae mean", t["vae.mean"], -8.758946, 184.968116,
          [-0.021110, -0.564892, -0.376538, 0.591688, 0.030184, -0.614846, 0.589899, 0.264732])
    check("vae std", t["vae.std"], 400.351923, 400.351923,
          [1.094998, 0.829216, 1.271870, 1.376850, 0.824715, 1.051379, 0.838018, 1.480299])
    record.save(folder / "vae.safetensors")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, required=True, help="where spec_vectors/ is put")
    folder = parser.parse_args().output / "spec_vectors"
    torch.set_num_threads(1)
    folder.mkdir(parents=True, exist_ok=True)
    transformer_vectors(folder)
    timestep_and_rope_vectors(folder)
    text_encoder_vectors(folder)
    autoencoder_vectors(folder)


if __name__ == "__main__":
    main()
