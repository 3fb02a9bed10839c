// SPDX-License-Identifier: Apache-2.0
// From the autoencoder's numbers to pixels. Pure.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "base/image8.h"

namespace zaohua {

// (B, 3, H, W) in -1…1 → (B, H, W, 3) bytes: clamp(x/2 + 1/2, 0, 1)·255 in fp32, rounded half to even, as diffusers
// does. On the same device.
at::Tensor toPixels(const at::Tensor& decoded);

// B pictures of them. Waits for a card that is not done with them.
std::vector<Image8> toImages(const at::Tensor& pixels);

// Throws Failure(fileCorrupt) that names the part of the model whose numbers stopped being finite.
void requireFinite(const at::Tensor& values, const char* part);

}  // namespace zaohua
