// SPDX-License-Identifier: Apache-2.0
#include "pipeline/postprocess.h"

#include <ATen/ATen.h>

#include "base/error.h"

namespace zaohua {

at::Tensor toPixels(const at::Tensor& decoded) {
  const at::Tensor scaled = (decoded.to(at::kFloat) * 0.5 + 0.5).clamp(0, 1) * 255.0;
  return scaled.round().to(at::kByte).permute({0, 2, 3, 1}).contiguous();
}

std::vector<Image8> toImages(const at::Tensor& onDevice) {
  const at::Tensor pixels = onDevice.cpu();
  std::vector<Image8> images;
  for (std::int64_t i = 0; i < pixels.size(0); ++i) {
    const at::Tensor one = pixels[i];
    const std::uint8_t* begin = one.const_data_ptr<std::uint8_t>();
    images.push_back({static_cast<int>(one.size(1)), static_cast<int>(one.size(0)), static_cast<int>(one.size(2)),
                      std::vector<std::uint8_t>(begin, begin + one.numel())});
  }
  return images;
}

void requireFinite(const at::Tensor& values, const char* part) {
  // A sum of squares is not finite if any value is not, and needs no mask of the tensor's size.
  if (std::isfinite(values.to(at::kDouble).square().sum().item<double>()))
    return;
  throw Failure({ErrorCode::fileCorrupt,
                 "The model's %1 gave numbers that are not finite: its file is damaged, or the dtype is too small for "
                 "it. Try --dtype fp32, or download the model again.",
                 {part},
                 {}});
}

}  // namespace zaohua
