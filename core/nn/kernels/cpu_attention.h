// SPDX-License-Identifier: Apache-2.0
// Attention for CPUs with AVX-512, fp32 or bf16 (with AVX512-BF16): both products run on register tiles of six queries
// by 64 columns, and only six rows of scores exist at a time. Contract as in kernels.h; scores and sums are fp32, the
// weights of the values are rounded to the dtype before their product, as ATen's kernel does.
#pragma once

#include "nn/kernels/kernels.h"

namespace zaohua::kernels::cpu {

// Heads of 64, 128, … channels, as many key heads as query heads, channels contiguous, no mask.
bool supportsAttention(const QueryKeyValue& heads, Mask mask);

at::Tensor attention(const QueryKeyValue& heads);

}  // namespace zaohua::kernels::cpu
