// SPDX-License-Identifier: Apache-2.0
// The element types of safetensors files, by their names there. Knows nothing of torch. Plain values.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace zaohua {

enum class FileDtype { f64, f32, f16, bf16, f8e4m3, f8e5m2, f8e8m0, i64, i32, i16, i8, u64, u32, u16, u8, boolean };

std::optional<FileDtype> fileDtypeFromName(std::string_view name);  // "F8_E4M3"
std::string_view fileDtypeName(FileDtype dtype);
std::size_t bytesPerElement(FileDtype dtype);

}  // namespace zaohua
