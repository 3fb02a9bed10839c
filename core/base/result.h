// SPDX-License-Identifier: Apache-2.0
// Result<T>: a value or an Error. The return type of everything that can fail outside the tensor code.
#pragma once

#include <tl/expected.hpp>
#include <utility>

#include "base/error.h"

namespace zaohua {

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(ErrorCode code, std::string sentence, std::vector<std::string> arguments = {},
                                     std::string detail = {}) {
  return tl::unexpected<Error>(Error{code, std::move(sentence), std::move(arguments), std::move(detail)});
}

inline tl::unexpected<Error> failure(Error error) {
  return tl::unexpected<Error>(std::move(error));
}

// From Result code into tensor code: the value, or the Error as a Failure.
template <typename T>
T valueOrThrow(Result<T> result) {
  if (!result)
    throw Failure(std::move(result.error()));
  if constexpr (!std::is_void_v<T>)
    return std::move(*result);
}

}  // namespace zaohua
