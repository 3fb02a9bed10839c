// SPDX-License-Identifier: Apache-2.0
#include "pipeline/picture_profile.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "base/platform.h"
#include "nn/linear.h"

namespace zaohua {

namespace {

using kernels::KernelClock;
using kernels::KernelKind;

constexpr int repetitions = 8;

// Large enough for a card to be busy, small enough for a processor to be done soon.
double productRate(at::Device device, at::ScalarType dtype, ProductFormat format) {
  const std::int64_t width = device.is_cpu() ? 1024 : 8192;
  const at::TensorOptions options = at::TensorOptions(device).dtype(dtype);
  const Weights weights(mapSource({{"square.weight", at::randn({width, width}, options)}}), dtype, device);
  const Linear square(weights, "square", width, width, Bias::none, format);
  const ProductInput x = kernels::inFormat(at::randn({width, width}, options), format);
  square(x);  // an algorithm is chosen, once
  KernelClock clock(device);
  for (int i = 0; i < repetitions; ++i)
    square(x);
  const KernelClock::Total total = clock.totals()[static_cast<std::size_t>(kernels::kindOf(format))];
  return total.work.operations / total.seconds;
}

double copyRate(at::Device device) {
  constexpr std::int64_t bytes = std::int64_t{256} << 20;
  const at::Tensor from = at::zeros({bytes}, at::TensorOptions(device).dtype(at::kByte));
  at::Tensor to = at::zeros_like(from);
  KernelClock clock(device);
  for (int i = 0; i < repetitions; ++i) {
    const kernels::TimedKernel timed(KernelKind::pixels, [&] { return kernels::moving(2.0 * bytes); });
    to.copy_(from);
  }
  const KernelClock::Total total = clock.totals()[static_cast<std::size_t>(KernelKind::pixels)];
  return total.work.bytes / total.seconds;
}

// Attention and convolutions multiply in the model's dtype whatever the products do.
ProductFormat formatOf(KernelKind kind) {
  switch (kind) {
    case KernelKind::fp8Product:
      return ProductFormat::fp8Rows;
    case KernelKind::int8Product:
      return ProductFormat::int8Rows;
    default:
      return ProductFormat::model;
  }
}

}  // namespace

KernelProfile profileOf(at::Device device, const ComputeType& type, const std::function<void()>& makePicture) {
  KernelProfile profile;
  std::array<KernelClock::Total, kernels::kernelKinds> totals;
  {
    KernelClock clock(device);
    const double begun = monotonicSeconds();
    makePicture();
    totals = clock.totals();
    profile.seconds = monotonicSeconds() - begun;
  }
  const double bytesPerSecond = copyRate(device);
  const double modelRate = productRate(device, type.dtype, ProductFormat::model);
  for (std::size_t i = 0; i < totals.size(); ++i) {
    const KernelClock::Total& total = totals[i];
    const auto kind = static_cast<KernelKind>(i);
    if (total.calls == 0)
      continue;
    const ProductFormat format = formatOf(kind);
    const double rate = format == ProductFormat::model ? modelRate : productRate(device, type.dtype, format);
    const double floor = std::max(total.work.operations / rate, total.work.bytes / bytesPerSecond);
    profile.kinds.push_back(
        {kernels::kernelKindName(kind), total.calls, total.seconds, total.work.operations, total.work.bytes, floor});
  }
  std::ranges::sort(profile.kinds, std::ranges::greater(), &KernelTiming::seconds);
  return profile;
}

}  // namespace zaohua
