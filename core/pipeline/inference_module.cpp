// SPDX-License-Identifier: Apache-2.0
#include "pipeline/inference_module.h"

#include <array>

#include "base/platform.h"

namespace zaohua {

namespace {

constexpr const char* fileName = "libzaohua_inference.so";
constexpr const char* entryPoint = "zaohuaInferenceModule";

}  // namespace

Result<InferenceModule*> InferenceModule::open() {
  // libtorch's threads spin at every barrier before they sleep, by default so long that any other busy program makes a
  // picture take several times as long. A short spin costs nothing measurable on an idle machine.
  setEnvironmentDefault("GOMP_SPINCOUNT", "1000");
  const std::filesystem::path program = programFolder();
  const std::array<std::filesystem::path, 2> places = {program / fileName,
                                                       program.parent_path() / "lib" / "zaohua" / fileName};
  for (const std::filesystem::path& place : places) {
    std::error_code ignored;
    if (!std::filesystem::exists(place, ignored))
      continue;
    Result<void*> library = openLibrary(place, SymbolVisibility::local);
    if (!library)
      return failure(library.error());
    void* entry = findSymbol(*library, entryPoint);
    if (entry == nullptr)
      break;
    return reinterpret_cast<InferenceModule* (*)()>(entry)();
  }
  return failure(ErrorCode::internal, "A part of the program, %1, is missing. Install it again.", {fileName},
                 program.string());
}

}  // namespace zaohua
