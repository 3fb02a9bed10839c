// SPDX-License-Identifier: Apache-2.0
// oneDNN's packed weights on the CPU: libtorch's own route for them, reached through its dispatcher because it has no
// C++ declaration. A packed weight is opaque: only the functions here may use it.
#pragma once

#include <ATen/core/Tensor.h>

namespace zaohua {

// fp32, or bf16 where the CPU multiplies bf16 in hardware; small matrices are not worth it.
bool canPackLinear(const at::Tensor& weight);
at::Tensor packLinear(const at::Tensor& weight);
at::Tensor packedLinear(const at::Tensor& x, const at::Tensor& packed, const at::Tensor& bias);

// 3×3 and the like with equal stride and padding on both axes. x is channels-last.
bool canPackConvolution(const at::Tensor& weight);
at::Tensor packConvolution(const at::Tensor& weight, std::int64_t stride, std::int64_t padding);
at::Tensor packedConvolution(const at::Tensor& x, const at::Tensor& packed, const at::Tensor& bias, std::int64_t stride,
                             std::int64_t padding);

// Whether this CPU multiplies bf16 in hardware, so that bf16 is faster than fp32.
bool cpuHasBf16();

}  // namespace zaohua
