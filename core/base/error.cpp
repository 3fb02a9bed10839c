// SPDX-License-Identifier: Apache-2.0
#include "base/error.h"

#include <utility>

#include "base/utf8.h"

namespace zaohua {

std::string_view errorCodeName(ErrorCode code) {
  switch (code) {
    case ErrorCode::outOfMemory:
      return "out_of_memory";
    case ErrorCode::fileMissing:
      return "file_missing";
    case ErrorCode::fileCorrupt:
      return "file_corrupt";
    case ErrorCode::writeFailed:
      return "write_failed";
    case ErrorCode::diskFull:
      return "disk_full";
    case ErrorCode::unsupportedModel:
      return "unsupported_model";
    case ErrorCode::invalidRequest:
      return "invalid_request";
    case ErrorCode::deviceLost:
      return "device_lost";
    case ErrorCode::cancelled:
      return "cancelled";
    case ErrorCode::internal:
      return "internal";
  }
  return "internal";
}

std::string Error::text() const {
  std::string filled;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const bool placeholder =
        sentence[i] == '%' && i + 1 < sentence.size() && sentence[i + 1] >= '1' && sentence[i + 1] <= '9';
    if (!placeholder) {
      filled += sentence[i];
      continue;
    }
    const auto index = static_cast<std::size_t>(sentence[++i] - '1');
    if (index < arguments.size())
      filled += arguments[index];
  }
  return printable(filled);
}

Error cancelledError() {
  return {ErrorCode::cancelled, "The job was cancelled.", {}, {}};
}

Error damagedFileError(std::string file, std::string detail) {
  return {ErrorCode::fileCorrupt, "The file %1 is damaged. Download it again.", {std::move(file)}, std::move(detail)};
}

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t position = 0; position < text.size();) {
    const Utf8Character character = decodeUtf8(text, position);
    const bool control = character.codePoint < 0x20 || (character.codePoint >= 0x7f && character.codePoint < 0xa0);
    if (!character.valid) {
      result += "\uFFFD";
    } else if (control) {
      result += ' ';
    } else {
      result += text.substr(position, character.length);
    }
    position += character.length;
  }
  return result;
}

}  // namespace zaohua
