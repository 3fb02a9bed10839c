// SPDX-License-Identifier: Apache-2.0
// The weights of one component as one table, whether they lie in one safetensors file or in many with an index. Opening
// maps the files and reads headers only; no tensor's data is touched. Shared and constant: any thread.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/platform.h"
#include "tensor_io/safetensors_header.h"

namespace zaohua {

class Checkpoint {
 public:
  struct Tensor {
    TensorEntry entry;
    std::size_t file = 0;  // index into files()
  };
  struct File {
    std::filesystem::path path;
    MappedFile mapped;
  };

  // In `folder`: STEM.safetensors.index.json with its shards, else STEM.safetensors, else a variant such as
  // STEM.fp16.safetensors, else the only *.safetensors there.
  static Result<std::shared_ptr<const Checkpoint>> openFolder(const std::filesystem::path& folder,
                                                              std::string_view stem);
  static Result<std::shared_ptr<const Checkpoint>> openFile(const std::filesystem::path& path);

  const std::map<std::string, Tensor, std::less<>>& tensors() const { return m_tensors; }
  const std::vector<File>& files() const { return m_files; }

  std::span<const std::byte> data(const Tensor& tensor) const;
  // Gives the tensor's resident pages back to the system; its data can still be read again.
  void releasePages(const Tensor& tensor) const;

 private:
  Result<void> addFile(const std::filesystem::path& path);
  static Result<std::shared_ptr<const Checkpoint>> openIndex(const std::filesystem::path& index);

  std::vector<File> m_files;
  std::map<std::string, Tensor, std::less<>> m_tensors;
};

}  // namespace zaohua
