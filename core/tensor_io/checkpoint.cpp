// SPDX-License-Identifier: Apache-2.0
#include "tensor_io/checkpoint.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/json_reader.h"

namespace zaohua {

namespace {

namespace fs = std::filesystem;

bool isFile(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

std::vector<fs::path> safetensorsIn(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == ".safetensors" && isFile(it->path()))
      found.push_back(it->path());
  }
  std::ranges::sort(found);
  return found;
}

// The index names files, and a name is all it may hold: "../other/model.safetensors" would read outside the model.
bool isPlainFileName(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos &&
         name.find('\\') == std::string::npos && name.find('\0') == std::string::npos;
}

tl::unexpected<Error> brokenIndex(const fs::path& index, std::string why) {
  return failure(damagedFileError(index.string(), std::move(why)));
}

}  // namespace

Result<std::shared_ptr<const Checkpoint>> Checkpoint::openFile(const fs::path& path) {
  auto checkpoint = std::make_shared<Checkpoint>();
  if (Result<void> added = checkpoint->addFile(path); !added)
    return failure(added.error());
  return checkpoint;
}

Result<std::shared_ptr<const Checkpoint>> Checkpoint::openFolder(const fs::path& folder, std::string_view stem) {
  const std::string plain = std::string(stem) + ".safetensors";
  if (const fs::path index = folder / (plain + ".index.json"); isFile(index))
    return openIndex(index);
  if (const fs::path file = folder / plain; isFile(file))
    return openFile(file);
  for (const char* variant : {".fp16", ".bf16", ".fp32"}) {
    const fs::path file = folder / (std::string(stem) + variant + ".safetensors");
    if (isFile(file))
      return openFile(file);
  }
  const std::vector<fs::path> others = safetensorsIn(folder);
  if (others.size() == 1)
    return openFile(others.front());
  return failure(ErrorCode::fileMissing, "The folder %1 holds no weights: %2 is missing.", {folder.string(), plain});
}

Result<std::shared_ptr<const Checkpoint>> Checkpoint::openIndex(const fs::path& index) {
  const Result<nlohmann::json> json = readJsonFile(index);
  if (!json)
    return failure(json.error());
  const auto map = json->is_object() ? json->find("weight_map") : json->end();
  if (!json->is_object() || map == json->end() || !map->is_object())
    return brokenIndex(index, "it has no weight_map");

  std::set<std::string> names;
  for (const auto& [tensor, file] : map->items()) {
    if (!file.is_string())
      return brokenIndex(index, "the entry of " + tensor + " is no file name");
    const auto& name = file.get_ref<const std::string&>();
    if (!isPlainFileName(name))
      return brokenIndex(index, "it points outside its folder, at " + name);
    names.insert(name);
  }
  auto checkpoint = std::make_shared<Checkpoint>();
  for (const std::string& name : names) {
    if (Result<void> added = checkpoint->addFile(index.parent_path() / name); !added)
      return failure(added.error());
  }
  for (const auto& [tensor, file] : map->items()) {
    const auto found = checkpoint->m_tensors.find(tensor);
    const bool there = found != checkpoint->m_tensors.end() &&
                       checkpoint->m_files[found->second.file].path.filename() == file.get_ref<const std::string&>();
    if (!there)
      return brokenIndex(index, "the tensor " + tensor + " is not in " + file.get<std::string>());
  }
  return checkpoint;
}

Result<void> Checkpoint::addFile(const fs::path& path) {
  Result<MappedFile> mapped = MappedFile::open(path);
  if (!mapped)
    return failure(mapped.error());
  Result<SafetensorsHeader> header = parseSafetensorsHeader(mapped->bytes(), path.string());
  if (!header)
    return failure(header.error());
  for (auto& [name, entry] : header->tensors) {
    if (!m_tensors.emplace(name, Tensor{std::move(entry), m_files.size()}).second) {
      return failure(ErrorCode::fileCorrupt, "The file %1 repeats the tensor %2 of another file. Download it again.",
                     {path.string(), name});
    }
  }
  m_files.push_back({path, std::move(*mapped)});
  return {};
}

std::span<const std::byte> Checkpoint::data(const Tensor& tensor) const {
  return m_files[tensor.file].mapped.bytes().subspan(tensor.entry.offset, tensor.entry.bytes);
}

void Checkpoint::releasePages(const Tensor& tensor) const {
  m_files[tensor.file].mapped.releasePages(tensor.entry.offset, tensor.entry.bytes);
}

}  // namespace zaohua
