// SPDX-License-Identifier: Apache-2.0
#include "tensor_io/file_dtype.h"

#include <array>

namespace zaohua {

namespace {

struct DtypeRow {
  FileDtype dtype;
  std::string_view name;
  std::size_t bytes;
};

constexpr std::array<DtypeRow, 16> dtypeRows = {{{FileDtype::f64, "F64", 8},
                                                 {FileDtype::f32, "F32", 4},
                                                 {FileDtype::f16, "F16", 2},
                                                 {FileDtype::bf16, "BF16", 2},
                                                 {FileDtype::f8e4m3, "F8_E4M3", 1},
                                                 {FileDtype::f8e5m2, "F8_E5M2", 1},
                                                 {FileDtype::f8e8m0, "F8_E8M0", 1},
                                                 {FileDtype::i64, "I64", 8},
                                                 {FileDtype::i32, "I32", 4},
                                                 {FileDtype::i16, "I16", 2},
                                                 {FileDtype::i8, "I8", 1},
                                                 {FileDtype::u64, "U64", 8},
                                                 {FileDtype::u32, "U32", 4},
                                                 {FileDtype::u16, "U16", 2},
                                                 {FileDtype::u8, "U8", 1},
                                                 {FileDtype::boolean, "BOOL", 1}}};

const DtypeRow& rowOf(FileDtype dtype) {
  return dtypeRows[static_cast<std::size_t>(dtype)];
}

}  // namespace

std::optional<FileDtype> fileDtypeFromName(std::string_view name) {
  for (const DtypeRow& row : dtypeRows) {
    if (row.name == name)
      return row.dtype;
  }
  return std::nullopt;
}

std::string_view fileDtypeName(FileDtype dtype) {
  return rowOf(dtype).name;
}

std::size_t bytesPerElement(FileDtype dtype) {
  return rowOf(dtype).bytes;
}

}  // namespace zaohua
