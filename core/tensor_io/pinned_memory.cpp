// SPDX-License-Identifier: Apache-2.0
#include "tensor_io/pinned_memory.h"

#include <ATen/ATen.h>

namespace zaohua {

at::Tensor pinnedMemory(std::int64_t bytes) {
  // libtorch knows its blocks by where they begin, and by a tensor that owns one: this is neither.
  constexpr std::int64_t offset = 256;
  const at::Tensor block = at::empty({offset + bytes}, at::TensorOptions().dtype(at::kByte).pinned_memory(true));
  return at::from_blob(
      block.data_ptr<std::uint8_t>() + offset, {bytes}, [block](void*) {}, at::kByte);
}

}  // namespace zaohua
