# SPDX-License-Identifier: Apache-2.0
"""Small JPEG and WebP files as other programs write them, for the tests of core/image_io. Made with Pillow 13.0.0 and
piexif 1.1.3, the libraries that most of those programs use.

    python make_dialects.py    writes beside itself
"""

import json

import piexif
import piexif.helper
from make_fixtures import CHINESE, here
from PIL import Image

GRAPH = {
    "3": {"class_type": "KSampler", "inputs": {
        "seed": 42, "steps": 8, "cfg": 1.0, "sampler_name": "euler", "scheduler": "simple", "denoise": 1.0,
        "model": ["11", 0], "positive": ["6", 0], "negative": ["7", 0], "latent_image": ["5", 0]}},
    "5": {"class_type": "EmptySD3LatentImage", "inputs": {"width": 1024, "height": 768, "batch_size": 1}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "一只猫 😀 in the snow", "clip": ["9", 0]}},
    "7": {"class_type": "ConditioningZeroOut", "inputs": {"conditioning": ["6", 0]}},
    "8": {"class_type": "VAEDecode", "inputs": {"samples": ["3", 0], "vae": ["10", 0]}, "is_changed": [float("nan")]},
    "9": {"class_type": "CLIPLoader", "inputs": {"clip_name": "qwen_3_4b.safetensors", "type": "lumina2"}},
    "10": {"class_type": "VAELoader", "inputs": {"vae_name": "ae.safetensors"}},
    "11": {"class_type": "ModelSamplingAuraFlow", "inputs": {"shift": 3.0, "model": ["12", 0]}},
    "12": {"class_type": "UNETLoader", "inputs": {"unet_name": "z_image_turbo_bf16.safetensors"}},
    "13": {"class_type": "SaveImage", "inputs": {"filename_prefix": "z", "images": ["8", 0]}},
}


def ramp(width=32, height=24):
    """Smooth, so that lossy formats keep it. The same formula stands in the test."""
    image = Image.new("RGB", (width, height))
    image.putdata([(x * 6, y * 8, 255 - x * 3 - y * 4) for y in range(height) for x in range(width)])
    return image


def automatic1111(name):
    ramp().save(here / name, quality=80)
    comment = piexif.helper.UserComment.dump(CHINESE, encoding="unicode")
    piexif.insert(piexif.dump({"Exif": {piexif.ExifIFD.UserComment: comment}}), str(here / name))


def comfyui(name):
    exif = ramp().getexif()
    exif[0x0110] = "prompt:" + json.dumps(GRAPH)
    exif[0x010F] = "workflow:" + json.dumps({"nodes": [], "links": [], "version": 0.4})
    ramp().save(here / name, exif=exif, quality=80)


def fooocus(name):
    settings = {
        "adm_guidance": "(1.5, 0.8, 0.3)", "base_model": "juggernautXL", "base_model_hash": "aeb7e9e689",
        "full_negative_prompt": ["blurry"], "full_prompt": ["a cat in the snow", "cinematic still"],
        "guidance_scale": 4.5, "loras": [["offset", 0.1, "4852686128"]], "metadata_scheme": "fooocus",
        "negative_prompt": "blurry", "performance": "Speed", "prompt": "a cat in the snow",
        "refiner_model": "None", "refiner_switch": 0.5, "resolution": "(1024, 768)", "sampler": "euler",
        "scheduler": "karras", "seed": "42", "sharpness": 2.0, "steps": 30, "styles": "['Fooocus V2']",
        "vae": "Default (model)", "version": "Fooocus v2.5.5",
    }
    exif = Image.Exif()
    exif[0x9286] = json.dumps(settings)
    exif[0x0131] = "Fooocus v2.5.5"
    exif[0x927C] = "fooocus"
    ramp().save(here / name, exif=exif, quality=80)


def stable_diffusion_cpp():
    text = (
        "一只猫 😀 in the snow\nNegative prompt: blurry\n"
        "Steps: 8, CFG scale: 1.000000, Guidance: 3.500000, Eta: 0.000000, Seed: 42, Size: 1024x768, Model: , "
        "RNG: cuda, Sampler: euler simple, Unet: z_image_turbo-Q8_0.gguf, Version: stable-diffusion.cpp, "
        'SDCPP: {"width": 1024, "sample_params": {"scheduler": "simple", "note": "a, b: \\"c\\" }"}}'
    )
    ramp().save(here / "sdcpp.jpg", quality=80, comment=b"parameters\0" + text.encode())
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:sdcpp="https://github.com/leejet/stable-diffusion.cpp/ns/1.0/"><sdcpp:parameters>'
        + text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        + "</sdcpp:parameters></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    ramp().save(here / "sdcpp.webp", quality=80, xmp=packet.encode())


def main():
    automatic1111("a1111.jpg")
    automatic1111("a1111.webp")
    comfyui("comfyui.webp")
    fooocus("fooocus.jpg")
    stable_diffusion_cpp()
    ramp().save(here / "progressive.jpg", quality=95, subsampling=0, progressive=True)
    ramp().convert("L").save(here / "grey.jpg", quality=95)
    ramp().convert("CMYK").save(here / "inks.jpg", quality=95, subsampling=0)
    ramp().save(here / "plain.webp", lossless=True)
    transparent = ramp().convert("RGBA")
    transparent.putalpha(Image.frombytes("L", (32, 24), bytes(i % 256 for i in range(32 * 24))))
    transparent.save(here / "transparent.webp", lossless=True, exact=True)
    ramp().save(here / "animation.webp", save_all=True, append_images=[ramp().rotate(180)])


if __name__ == "__main__":
    main()
