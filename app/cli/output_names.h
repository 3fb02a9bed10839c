// SPDX-License-Identifier: Apache-2.0
// Where pictures go: OUT is a file with a known extension, or an existing folder in which names follow the template.
#pragma once

#include <filesystem>
#include <string>

#include "image_io/picture_file.h"

namespace zaohua::cli {

class OutputNames {
 public:
  // Refuses what cannot be written before any work is done.
  static Result<OutputNames> of(const std::string& out);

  // Saves picture `index` of `count` and returns its path: STEM-k with k from 1 where a file name has to serve
  // several pictures.
  Result<std::filesystem::path> save(int index, int count, const Image8& image, const PictureMetadata& metadata) const;

 private:
  std::filesystem::path m_out;
  bool m_isFolder = false;
};

}  // namespace zaohua::cli
