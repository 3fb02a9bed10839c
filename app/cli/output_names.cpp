// SPDX-License-Identifier: Apache-2.0
#include "cli/output_names.h"

#include "image_io/file_name.h"

namespace zaohua::cli {

Result<OutputNames> OutputNames::of(const std::string& out) {
  OutputNames names;
  names.m_out = out;
  std::error_code ignored;
  names.m_isFolder = std::filesystem::is_directory(names.m_out, ignored);
  // A folder is asked by a name that a picture might get there.
  const std::filesystem::path probe = names.m_isFolder ? names.m_out / "zaohua.png" : names.m_out;
  if (Result<void> allowed = checkPicturePath(probe); !allowed)
    return failure(allowed.error());
  return names;
}

Result<std::filesystem::path> OutputNames::save(int index, int count, const Image8& image,
                                                const PictureMetadata& metadata) const {
  if (m_isFolder) {
    const std::int64_t seed = metadata.request ? metadata.request->seed : index;
    return saveNewPicture(m_out, fillFileName(defaultFileNameTemplate, localTime(), seed), image, metadata);
  }
  std::filesystem::path path = m_out;
  if (count > 1) {
    path.replace_filename(m_out.stem().string() + "-" + std::to_string(index + 1) + m_out.extension().string());
  }
  if (Result<void> saved = savePicture(path, image, metadata); !saved)
    return failure(saved.error());
  return path;
}

}  // namespace zaohua::cli
