// SPDX-License-Identifier: Apache-2.0
// Host memory that a card copies to and from while the CPU goes on. It differs from libtorch's in how it ends: libtorch
// remembers the queues that used a block and marks them when it is freed, which is in a destructor, where an error of
// the card ends the program. Here nothing is marked.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace zaohua {

// Bytes on the CPU, throws. Before the last tensor on them goes, wait for the copies; or let the next user be a copy in
// the same queue.
at::Tensor pinnedMemory(std::int64_t bytes);

}  // namespace zaohua
