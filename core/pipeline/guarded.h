// SPDX-License-Identifier: Apache-2.0
// Where exceptions end: runs a call into the tensor code and makes a Result of whatever comes out of it.
#pragma once

#include <c10/core/InferenceMode.h>

#include <exception>
#include <utility>

#include "base/result.h"

namespace zaohua {

// The exception as what a person is told. Out of memory is known by type, on every device.
Error errorFrom(std::exception_ptr exception);

template <typename Call>
auto guarded(Call&& call) -> Result<decltype(call())> {
  const c10::InferenceMode inferenceMode;
  try {
    if constexpr (std::is_void_v<decltype(call())>) {
      std::forward<Call>(call)();
      return {};
    } else {
      return std::forward<Call>(call)();
    }
  } catch (...) {
    return failure(errorFrom(std::current_exception()));
  }
}

}  // namespace zaohua
