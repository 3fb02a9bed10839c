// SPDX-License-Identifier: Apache-2.0
#include "tensor_io/safetensors_writer.h"

#include <ATen/ATen.h>

#include <cstring>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/platform.h"
#include "tensor_io/torch_dtype.h"

namespace zaohua {

Result<void> writeSafetensors(const std::filesystem::path& path, const std::map<std::string, at::Tensor>& tensors) {
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  std::size_t offset = 0;
  for (const auto& [name, tensor] : tensors) {
    header[name] = {{"dtype", fileDtypeName(fileDtype(tensor.scalar_type()))},
                    {"shape", tensor.sizes().vec()},
                    {"data_offsets", {offset, offset + tensor.nbytes()}}};
    offset += tensor.nbytes();
  }
  std::string json = header.dump();
  // Padding keeps the data of a mapped file aligned for every dtype.
  json.resize((json.size() + 7) / 8 * 8, ' ');

  constexpr std::size_t lengthBytes = 8;
  std::vector<std::byte> bytes(lengthBytes + json.size() + offset);
  for (std::size_t i = 0; i < lengthBytes; ++i)
    bytes[i] = static_cast<std::byte>((json.size() >> (8 * i)) & 0xffU);
  std::memcpy(bytes.data() + lengthBytes, json.data(), json.size());
  std::byte* destination = bytes.data() + lengthBytes + json.size();
  for (const auto& [name, tensor] : tensors) {
    const at::Tensor plain = tensor.cpu().contiguous();
    if (plain.nbytes() > 0)
      std::memcpy(destination, plain.const_data_ptr(), plain.nbytes());
    destination += plain.nbytes();
  }
  return writeFileAtomically(path, bytes);
}

}  // namespace zaohua
