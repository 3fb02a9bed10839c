// SPDX-License-Identifier: Apache-2.0
// Collects what another program's metadata says, name by name: a value that this program can repeat goes into the
// request, any other is listed with the name that it has there. Nothing is bent to fit. Plain value, one thread.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "image_io/metadata_reader.h"

namespace zaohua {

class DialectFields {
 public:
  using Json = nlohmann::json;

  explicit DialectFields(RequestOrigin origin) { m_restored.origin = origin; }

  // A value may be a number or spell one; null, "" and "None" say nothing.
  void prompt(const Json& value) { text(value, m_restored.request.prompt); }
  void negativePrompt(const Json& value) { text(value, m_restored.request.negativePrompt); }
  void steps(std::string_view name, const Json& value);
  // The common scale c of neg + c (pos - neg), which is our guidance + 1.
  void cfgScale(std::string_view name, const Json& value);
  void seed(std::string_view name, const Json& value);
  void shift(std::string_view name, const Json& value);
  void size(std::string_view name, const Json& width, const Json& height);
  void sizeText(std::string_view name, const Json& value);  // "1024x768", "(1024, 768)"
  void sampler(std::string_view name, const Json& value);
  void scheduler(std::string_view name, const Json& value);
  // Without folders and the extension of a weight file.
  void model(std::string_view name, const Json& value);
  // A setting that holds here only with this value.
  void mustBe(std::string_view name, const Json& value, double expected);
  // A setting that means nothing here.
  void list(std::string_view name, const Json& value);

  bool foundAnything() const { return m_foundAnything; }
  // An Error where the prompt is too long to be one.
  Result<RestoredRequest> finish() &&;

 private:
  void text(const Json& value, std::string& target);

  RestoredRequest m_restored;
  bool m_foundAnything = false;
};

// A setting cut to a length that a person may be shown, and not too many of them.
void addUnrestored(std::vector<InfotextSetting>& settings, std::string_view name, std::string_view value);

}  // namespace zaohua
