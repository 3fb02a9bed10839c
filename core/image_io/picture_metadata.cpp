// SPDX-License-Identifier: Apache-2.0
#include "image_io/picture_metadata.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/generation_json.h"
#include "image_io/a1111_parameters.h"

namespace zaohua {

namespace {

constexpr const char* parametersKeyword = "parameters";
constexpr const char* xmpKeyword = "XML:com.adobe.xmp";

std::string requestText(const GenerationRequest& request) {
  nlohmann::ordered_json json = requestToJson(request);
  json[programKey] = "Zaohua " ZAOHUA_VERSION;
  json[noiseRuleKey] = request.noiseDevice == NoiseDevice::cuda ? "torch-cuda-philox" : "torch-cpu-mt19937";
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

// A number of this content: the same request gives the same picture and the same number (FNV-1a).
std::string contentNumber(const PictureMetadata& metadata) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : metadata.request ? requestText(*metadata.request) : std::string()) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  std::array<char, 20> text = {};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash));
  return text.data();
}

std::string xmlEscaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&') {
      escaped += "&amp;";
    } else if (c == '<') {
      escaped += "&lt;";
    } else if (c == '>') {
      escaped += "&gt;";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string xmpPacket(const PictureMetadata& metadata) {
  const nlohmann::ordered_json label = {
      {"Label", "1"},        {"ContentProducer", "Zaohua"}, {"ProduceID", contentNumber(metadata)},
      {"ReservedCode1", ""}, {"ContentPropagator", ""},     {"PropagateID", ""},
      {"ReservedCode2", ""}};
  return "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
         "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
         "<rdf:Description rdf:about=\"\" xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\" "
         "xmlns:TC260=\"http://www.tc260.org.cn/ns/AIGC/1.0/\">"
         "<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
         "</Iptc4xmpExt:DigitalSourceType>" +
         (metadata.aigcLabel ? "<TC260:AIGC>" + xmlEscaped(label.dump()) + "</TC260:AIGC>" : std::string()) +
         "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>";
}

const PngText* find(std::span<const PngText> texts, std::string_view keyword) {
  const auto found = std::ranges::find(texts, keyword, &PngText::keyword);
  return found != texts.end() ? &*found : nullptr;
}

}  // namespace

std::vector<PngText> pictureTexts(const PictureMetadata& metadata) {
  std::vector<PngText> texts;
  if (metadata.request) {
    texts.push_back({parametersKeyword, a1111Parameters(*metadata.request)});
    texts.push_back({requestKeyword, requestText(*metadata.request)});
  }
  texts.push_back({xmpKeyword, xmpPacket(metadata)});
  return texts;
}

Result<RestoredRequest> requestFromTexts(std::span<const PngText> texts, const std::string& name) {
  if (const PngText* own = find(texts, requestKeyword)) {
    Result<GenerationRequest> request = requestFromText(own->text, name);
    if (!request)
      return failure(request.error());
    return RestoredRequest{std::move(*request), "zaohua", {}};
  }
  const PngText* parameters = find(texts, parametersKeyword);
  // SwarmUI and Fooocus put JSON there.
  if (parameters != nullptr && !parameters->text.starts_with('{'))
    return parseA1111Parameters(parameters->text);
  return failure(ErrorCode::invalidRequest, "The picture %1 does not say how it was made.", {name});
}

}  // namespace zaohua
