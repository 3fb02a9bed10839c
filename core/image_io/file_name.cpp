// SPDX-License-Identifier: Apache-2.0
#include "image_io/file_name.h"

#include <array>
#include <cstdio>
#include <filesystem>

#include "base/error.h"

namespace zaohua {

namespace {

// "2026-11-24" of 2026, 11, 24: numbers of at least two digits.
std::string dashed(int first, int second, int third) {
  std::array<char, 40> text = {};
  std::snprintf(text.data(), text.size(), "%02d-%02d-%02d", first, second, third);
  return text.data();
}

// Cuts between characters, never inside one.
std::string shortened(const std::string& text, std::size_t longest) {
  if (text.size() <= longest)
    return text;
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
    --end;
  return text.substr(0, end);
}

std::string safeFileName(std::string_view name) {
  // What Windows refuses is left out here too: pictures travel.
  constexpr std::string_view unsafe = "/\\:*?\"<>|";
  std::string safe = printable(name);
  for (char& letter : safe) {
    if (unsafe.find(letter) != std::string_view::npos)
      letter = '_';
  }
  if (safe.starts_with('.'))
    safe.front() = '_';
  const std::filesystem::path path(safe);
  // 255 bytes is the limit of nearly every file system; the rest is room for "-10000".
  constexpr std::size_t longestStem = 200;
  constexpr std::size_t longestExtension = 16;
  return shortened(path.stem().string(), longestStem) + shortened(path.extension().string(), longestExtension);
}

}  // namespace

std::string fillFileName(std::string_view nameTemplate, const LocalTime& time, std::int64_t seed) {
  const std::array<std::pair<std::string_view, std::string>, 3> fields = {{
      {"{date}", dashed(time.year, time.month, time.day)},
      {"{time}", dashed(time.hour, time.minute, time.second)},
      {"{seed}", std::to_string(seed)},
  }};
  std::string name;
  while (!nameTemplate.empty()) {
    std::string filled(nameTemplate.substr(0, 1));
    std::size_t taken = 1;
    for (const auto& [field, value] : fields) {
      if (nameTemplate.starts_with(field)) {
        filled = value;
        taken = field.size();
      }
    }
    name += filled;
    nameTemplate.remove_prefix(taken);
  }
  return safeFileName(name);
}

std::string numberedFileName(const std::string& fileName, int number) {
  if (number <= 1)
    return fileName;
  const std::filesystem::path path(fileName);
  return path.stem().string() + "-" + std::to_string(number) + path.extension().string();
}

}  // namespace zaohua
