// SPDX-License-Identifier: Apache-2.0
#include "image_io/picture_metadata.h"

#include <nlohmann/json.hpp>

#include "base/generation_json.h"
#include "image_io/exif.h"
#include "image_io/infotext.h"
#include "image_io/jpeg_segments.h"
#include "image_io/md5.h"
#include "image_io/xmp.h"

namespace zaohua {

namespace {

// The standard's seven keys, all of them texts of printable ASCII without blanks. The second three belong to whoever
// distributes the picture and are theirs to fill in.
std::string aigcLabel(std::string_view pictureId) {
  std::string id;
  for (const char letter : pictureId) {
    if (letter > ' ' && letter < 0x7f)
      id += letter;
  }
  const nlohmann::ordered_json label = {{"Label", "1"},        {"ContentProducer", "zaohua"}, {"ProduceID", id},
                                        {"ReservedCode1", ""}, {"ContentPropagator", ""},     {"PropagateID", ""},
                                        {"ReservedCode2", ""}};
  return label.dump();
}

std::vector<XmpProperty> markProperties(std::string_view pictureId) {
  return {{xmp_namespace::xmp, "xmp", "CreatorTool", programName()},
          {xmp_namespace::iptcExtension, "Iptc4xmpExt", "DigitalSourceType",
           "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"},
          {xmp_namespace::aigc, "TC260", "AIGC", aigcLabel(pictureId)}};
}

// XML takes neither of the two last characters of the first plane; JSON can spell them.
std::string forXml(std::string json) {
  for (const auto& [character, spelled] :
       {std::pair("\xef\xbf\xbe", "\\ufffe"), std::pair("\xef\xbf\xbf", "\\uffff")}) {
    for (std::size_t at = json.find(character); at != std::string::npos; at = json.find(character, at))
      json.replace(at, std::string_view(character).size(), spelled);
  }
  return json;
}

XmpProperty requestProperty(const PictureMetadata& metadata) {
  return {xmp_namespace::ours, "zaohua", "request", forXml(pictureRequestText(metadata))};
}

}  // namespace

std::string programName() {
  return "Zaohua " ZAOHUA_VERSION;
}

std::string_view noiseRuleName(NoiseDevice device) {
  return device == NoiseDevice::cpu ? "torch_cpu_mt19937" : "torch_cuda_philox";
}

std::string pictureRequestText(const PictureMetadata& metadata) {
  nlohmann::ordered_json object = requestToJson(*metadata.request);
  object[programKey] = programName();
  object[noiseRuleKey] = noiseRuleName(metadata.request->noiseDevice);
  object.erase(jobKey);
  if (!metadata.job.empty())
    object[jobKey] = {{"id", metadata.job}, {"picture", metadata.jobIndex}};
  return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string generatedMark(std::string_view pictureId) {
  return makeXmp(markProperties(pictureId));
}

std::vector<PngText> metadataTexts(const PictureMetadata& metadata) {
  std::vector<PngText> texts;
  if (metadata.request && metadata.includePrompt) {
    texts.push_back({infotextKeyword, makeInfotext(*metadata.request, programName())});
    texts.push_back({requestKeyword, pictureRequestText(metadata)});
  }
  if (metadata.markAsGenerated)
    texts.push_back({xmpKeyword, generatedMark(metadata.pictureId)});
  return texts;
}

MetadataBlocks metadataBlocks(const PictureMetadata& metadata) {
  MetadataBlocks blocks;
  if (metadata.request && metadata.includePrompt)
    blocks.exif = makeExif(programName(), makeInfotext(*metadata.request, programName()));
  std::vector<XmpProperty> properties;
  if (metadata.markAsGenerated)
    properties = markProperties(metadata.pictureId);
  if (metadata.request && metadata.includePrompt)
    properties.push_back(requestProperty(metadata));
  if (!properties.empty())
    blocks.xmp = makeXmp(properties);
  return blocks;
}

std::vector<std::string> metadataSegments(const PictureMetadata& metadata) {
  const MetadataBlocks blocks = metadataBlocks(metadata);
  std::vector<std::string> segments;
  if (!blocks.exif.empty()) {
    if (std::optional<std::string> exif = makeExifSegment(blocks.exif))
      segments.push_back(std::move(*exif));
  }
  if (blocks.xmp.empty())
    return segments;
  if (fitsXmpSegment(blocks.xmp)) {
    segments.push_back(makeXmpSegment(blocks.xmp));
    return segments;
  }
  const std::string extension = makeXmp({requestProperty(metadata)}, XmpWrapper::none);
  std::vector<XmpProperty> properties;
  if (metadata.markAsGenerated)
    properties = markProperties(metadata.pictureId);
  properties.push_back({xmp_namespace::note, "xmpNote", "HasExtendedXMP", md5(extension)});
  segments.push_back(makeXmpSegment(makeXmp(properties)));
  for (std::string& segment : makeExtendedXmpSegments(extension))
    segments.push_back(std::move(segment));
  return segments;
}

}  // namespace zaohua
