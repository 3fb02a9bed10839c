# SPDX-License-Identifier: Apache-2.0
"""Composes the training pictures: scenes become batches of RGB pictures, on any device, thousands in seconds on a GPU.

    renderer = Renderer(world, Path("images.tar"), "cuda")
    pictures = renderer(scenes, generator)        # float32 (n, 3, H, W) in 0..1

All scenes of a call have one size. What a scene leaves open comes from the generator alone.
"""

from demo_model.renderer.renderer import Renderer

__all__ = ["Renderer"]
