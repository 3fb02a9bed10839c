// SPDX-License-Identifier: Apache-2.0
#include "pipeline/preview_stream.h"

#include <ATen/ATen.h>

#include <utility>

#include "pipeline/device_pace.h"
#include "pipeline/postprocess.h"
#include "tensor_io/pinned_memory.h"

namespace zaohua {

PreviewStream::PreviewStream(const SessionObserver& observer, const std::optional<PreviewFactors>& factors,
                             at::Device device)
    : m_observer(observer), m_device(device) {
  if (factors && observer.preview)
    m_map.emplace(*factors, device);
}

void PreviewStream::show(const at::Tensor& latents, int step, int steps, int picture) {
  if (!m_map)
    return;
  const at::Tensor pixels = toPixels((*m_map)(latents));
  OnItsWay next = {pixels, std::nullopt, {{}, step, steps, picture}};
  if (!m_device.is_cpu()) {
    next.pixels = pinnedMemory(pixels.numel()).view(pixels.sizes());
    next.pixels.copy_(pixels, /*non_blocking=*/true);
    next.arrived.emplace(markQueue(m_device));
  }
  m_onItsWay.emplace(std::move(next));
  deliver();
}

void PreviewStream::deliver() {
  if (!m_onItsWay || (m_onItsWay->arrived && !m_onItsWay->arrived->query()))
    return;
  OnItsWay here = std::move(*m_onItsWay);
  m_onItsWay.reset();
  here.preview.image = toImages(here.pixels).front();
  m_observer.preview(here.preview);
}

}  // namespace zaohua
