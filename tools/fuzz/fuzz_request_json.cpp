// SPDX-License-Identifier: Apache-2.0
// A request from a stranger's JSON: whatever is accepted is a legal request and survives being written and read again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/generation_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const zaohua::Result<zaohua::GenerationRequest> request = zaohua::requestFromText(text, "request.json");
  if (!request) {
    if (request.error().text().empty())
      std::abort();
    return 0;
  }
  if (!zaohua::validate(*request))
    std::abort();
  const auto again = zaohua::requestFromText(zaohua::requestToText(*request), "again.json");
  if (!again || *again != *request)
    std::abort();
  return 0;
}
