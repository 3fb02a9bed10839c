// SPDX-License-Identifier: Apache-2.0
// How bytes get from the host's memory to a device behind the back of the thread that asks for it. An interface, so
// that who uses it can be tested without a card by a device that is as late as it may be. One thread.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <memory>

namespace zaohua {

class Uploader {
 public:
  virtual ~Uploader() = default;

  // Bytes from which this device can read while the CPU goes on. It is always the same memory, for one user at a time:
  // making it is costly, and it is kept as long as the uploader.
  virtual at::Tensor hostMemory(std::size_t bytes) = 0;

  // target ← source, of equal sizes; source lies in hostMemory() and may be of another dtype: it is converted on the
  // device. Both are contiguous. What is later asked of the device's current stream sees the result.
  virtual void copy(at::Tensor target, const at::Tensor& source) = 0;

  // A point in the row of copies. Before it is passed the memory of earlier sources must stay as it is.
  class Mark {
   public:
    virtual ~Mark() = default;
    virtual bool isPassed() const = 0;
    virtual void wait() const = 0;
  };
  virtual std::unique_ptr<const Mark> mark() = 0;
};

// Of the device's current stream. There are no streams of its own: what is done to weights on the card takes a
// hundredth of the time that they are on the bus, and in one stream nothing has to be put in order.
std::unique_ptr<Uploader> deviceUploader(at::Device device);

}  // namespace zaohua
