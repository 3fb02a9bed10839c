# SPDX-License-Identifier: Apache-2.0
"""What a reference run leaves behind: tensors by name, the large ones thinned, written the same way every time."""

import contextlib

import torch
from safetensors.torch import save_file

# Token counts, patches and upsampling are all powers of two times small numbers: steps that share no factor with them
# meet every channel group, patch corner and pad row.
STEPS = (1, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)
KEPT_ELEMENTS = 3100


def sampled_axes(tensor):
    """The axes that are thinned: rows of tokens, or height and width."""
    if tensor.dim() == 3:
        return (1,)
    if tensor.dim() == 4:
        return (1, 2) if tensor.shape[-1] == 3 else (2, 3)
    return (0,)


def strides_for(tensor, kept):
    for step in STEPS:
        strides = [step if axis in sampled_axes(tensor) else 1 for axis in range(tensor.dim())]
        count = 1
        for size, stride in zip(tensor.shape, strides):
            count *= -(-size // stride)
        if count <= kept:
            break
    return strides


class Record:
    def __init__(self, full=()):
        self.full = tuple(full)
        self.tensors = {}

    def put(self, name, tensor):
        tensor = tensor.detach().cpu().clone().contiguous()
        assert name not in self.tensors, name
        assert not tensor.is_floating_point() or tensor.isfinite().all(), f"{name} is not finite"
        # A picture is one byte an element, and compared to the last bit.
        kept = KEPT_ELEMENTS * (3 if tensor.dtype == torch.uint8 else 1)
        if tensor.numel() <= kept or name.startswith(self.full):
            self.tensors[name] = tensor
            return
        strides = strides_for(tensor, kept)
        self.tensors[name] = tensor[tuple(slice(None, None, step) for step in strides)].contiguous()
        self.tensors[f"{name}.sample"] = torch.tensor([list(tensor.shape), strides])
        exact = tensor.double()
        self.tensors[f"{name}.sums"] = torch.stack([exact.sum(), exact.abs().sum()])

    def forget(self, *names):
        """Leaves out what another file says already."""
        for name in names:
            for suffix in ("", ".sample", ".sums"):
                self.tensors.pop(name + suffix, None)

    def save(self, path):
        save_file(self.tensors, path, metadata={"format": "pt"})
        path.chmod(0o644)


@contextlib.contextmanager
def listening(*listeners):
    """(module, function of module, arguments, keywords and output): called after each forward while inside."""
    handles = [module.register_forward_hook(function, with_kwargs=True) for module, function in listeners]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


def record_forward(record, transformer, x, t, captions, prefix="forward"):
    """One forward of the transformer, and what every block of it gives.

    x_embedder and cap_embedder are taken where the blocks read them: rows of padding already hold the pad token.
    """
    def keep(name):
        return lambda module, arguments, keywords, output: record.put(f"{prefix}.{name}", output)

    def keep_input(name):
        return lambda module, arguments, keywords, output: record.put(f"{prefix}.{name}", arguments[0])

    listeners = [
        (transformer.t_embedder, keep("t_embedder")),
        (transformer.noise_refiner[0], keep_input("x_embedder")),
        (transformer.context_refiner[0], keep_input("cap_embedder")),
        (transformer.all_final_layer["2-1"], keep("final_layer")),
    ]
    for group in ("noise_refiner", "context_refiner", "layers"):
        listeners += [(block, keep(f"{group}.{i}")) for i, block in enumerate(getattr(transformer, group))]
    with torch.no_grad(), listening(*listeners):
        outputs = transformer(x, t, captions, return_dict=False)[0]
    record.put(f"{prefix}.output", torch.stack([output.squeeze(1) for output in outputs]))


@torch.no_grad()
def record_autoencoder(record, vae, latents, picture):
    """Decoder and encoder by themselves, on small inputs."""
    listeners = []
    for name in ("conv_in", "mid_block"):
        listeners.append((getattr(vae.decoder, name), name))
    listeners += [(block, f"up_blocks.{i}") for i, block in enumerate(vae.decoder.up_blocks)]

    def keep(name):
        return lambda module, arguments, keywords, output: record.put(f"vae.decoder.{name}", output)

    with listening(*((module, keep(name)) for module, name in listeners)):
        record.put("vae.decoded", vae.decode(latents, return_dict=False)[0])
    posterior = vae.encode(picture).latent_dist
    record.put("vae.mean", posterior.mean)
    record.put("vae.std", posterior.std)
