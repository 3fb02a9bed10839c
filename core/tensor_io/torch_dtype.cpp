// SPDX-License-Identifier: Apache-2.0
#include "tensor_io/torch_dtype.h"

#include <array>
#include <utility>

#include "base/error.h"

namespace zaohua {

namespace {

constexpr std::array<std::pair<FileDtype, at::ScalarType>, 16> pairs = {{{FileDtype::f64, at::kDouble},
                                                                         {FileDtype::f32, at::kFloat},
                                                                         {FileDtype::f16, at::kHalf},
                                                                         {FileDtype::bf16, at::kBFloat16},
                                                                         {FileDtype::f8e4m3, at::kFloat8_e4m3fn},
                                                                         {FileDtype::f8e5m2, at::kFloat8_e5m2},
                                                                         {FileDtype::f8e8m0, at::kFloat8_e8m0fnu},
                                                                         {FileDtype::i64, at::kLong},
                                                                         {FileDtype::i32, at::kInt},
                                                                         {FileDtype::i16, at::kShort},
                                                                         {FileDtype::i8, at::kChar},
                                                                         {FileDtype::u64, at::kUInt64},
                                                                         {FileDtype::u32, at::kUInt32},
                                                                         {FileDtype::u16, at::kUInt16},
                                                                         {FileDtype::u8, at::kByte},
                                                                         {FileDtype::boolean, at::kBool}}};

}  // namespace

at::ScalarType torchDtype(FileDtype dtype) {
  return pairs[static_cast<std::size_t>(dtype)].second;
}

FileDtype fileDtype(at::ScalarType dtype) {
  for (const auto& [file, torch] : pairs) {
    if (torch == dtype)
      return file;
  }
  throw Failure({ErrorCode::internal, "This kind of number cannot be stored in a file.", {}, c10::toString(dtype)});
}

}  // namespace zaohua
