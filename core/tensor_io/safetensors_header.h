// SPDX-License-Identifier: Apache-2.0
// The header of a safetensors file, every number of it checked against the file before anybody uses it. Format: 8 bytes
// little-endian length N, N bytes of JSON {name: {dtype, shape, data_offsets}}, then the data. Plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "tensor_io/file_dtype.h"

namespace zaohua {

struct TensorEntry {
  FileDtype dtype = FileDtype::f32;
  std::vector<std::int64_t> shape;
  std::size_t offset = 0;  // from the start of the file
  std::size_t bytes = 0;

  std::int64_t elements() const;
};

struct SafetensorsHeader {
  std::map<std::string, TensorEntry, std::less<>> tensors;
  std::map<std::string, std::string, std::less<>> metadata;  // __metadata__
};

// `file` is the whole file, `name` is what a person calls it. file_corrupt for: a length beyond the file, broken or
// deep JSON, duplicate names, unknown dtypes, sizes that overflow or do not match, and tensors that reach outside the
// data or overlap each other.
Result<SafetensorsHeader> parseSafetensorsHeader(std::span<const std::byte> file, const std::string& name);

// "(3840, 2560)", for messages.
std::string shapeText(std::span<const std::int64_t> shape);

}  // namespace zaohua
