// SPDX-License-Identifier: Apache-2.0
#include "tensor_io/uploader.h"

#include <ATen/ATen.h>
#include <ATen/core/CachingHostAllocator.h>
#include <c10/core/Event.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include <exception>
#include <string>
#include <utility>

#include "base/log.h"
#include "tensor_io/pinned_memory.h"

namespace zaohua {

namespace {

class StreamMark final : public Uploader::Mark {
 public:
  explicit StreamMark(at::Device device) : m_event(device.type()) {
    m_event.record(c10::impl::VirtualGuardImpl(device.type()).getStream(device));
  }

  bool isPassed() const override { return m_event.query(); }
  void wait() const override { m_event.synchronize(); }

 private:
  c10::Event m_event;
};

class DeviceUploader final : public Uploader {
 public:
  explicit DeviceUploader(at::Device device) : m_device(device) {}

  ~DeviceUploader() override {
    m_memory.reset();
    try {
      // libtorch would keep it for the next who wants pinned memory.
      at::getHostAllocator(m_device.type())->empty_cache();
    } catch (const std::exception& error) {
      log::warning(std::string("pinned memory was not given back: ") + error.what());
    }
  }

  at::Tensor hostMemory(std::size_t bytes) override {
    const auto size = static_cast<std::int64_t>(bytes);
    if (!m_memory.defined() || m_memory.numel() < size)
      m_memory = newMemory(size);
    return m_memory.narrow(0, 0, size);
  }

  void copy(at::Tensor target, const at::Tensor& source) override {
    // Of two dtypes and two devices at once, torch would convert on the CPU.
    const bool converts = target.scalar_type() != source.scalar_type();
    target.copy_(converts ? source.to(m_device, source.scalar_type(), /*non_blocking=*/true) : source,
                 /*non_blocking=*/true);
  }

  std::unique_ptr<const Mark> mark() override { return std::make_unique<const StreamMark>(m_device); }

 private:
  static at::Tensor newMemory(std::int64_t bytes) {
    try {
      return pinnedMemory(bytes);
    } catch (const c10::Error& error) {
      // Where the system does not let memory be pinned, the driver copies once more, and nothing else changes.
      log::warning("weights are read without pinned memory: " + std::string(error.what_without_backtrace()));
      return at::empty({bytes}, at::kByte);
    }
  }

  at::Device m_device;
  at::Tensor m_memory;
};

}  // namespace

std::unique_ptr<Uploader> deviceUploader(at::Device device) {
  return std::make_unique<DeviceUploader>(device);
}

}  // namespace zaohua
