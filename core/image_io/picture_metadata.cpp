// SPDX-License-Identifier: Apache-2.0
#include "image_io/picture_metadata.h"

#include <nlohmann/json.hpp>

#include "base/generation_json.h"
#include "image_io/infotext.h"

namespace zaohua {

namespace {

std::string escapedForXml(std::string_view text) {
  std::string escaped;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += letter;
    }
  }
  return escaped;
}

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

}  // namespace

std::string programName() {
  return "Zaohua " ZAOHUA_VERSION;
}

std::string_view noiseRuleName(NoiseDevice device) {
  return device == NoiseDevice::cpu ? "torch_cpu_mt19937" : "torch_cuda_philox";
}

std::string pictureRequestText(const GenerationRequest& request) {
  nlohmann::ordered_json object = requestToJson(request);
  object[programKey] = programName();
  object[noiseRuleKey] = noiseRuleName(request.noiseDevice);
  return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string generatedMark(std::string_view pictureId) {
  return "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
         " <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
         "  <rdf:Description rdf:about=\"\"\n"
         "    xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
         "    xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\"\n"
         "    xmlns:TC260=\"http://www.tc260.org.cn/ns/AIGC/1.0/\">\n"
         "   <xmp:CreatorTool>" +
         escapedForXml(programName()) +
         "</xmp:CreatorTool>\n"
         "   <Iptc4xmpExt:DigitalSourceType>"
         "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
         "</Iptc4xmpExt:DigitalSourceType>\n"
         "   <TC260:AIGC>" +
         escapedForXml(aigcLabel(pictureId)) +
         "</TC260:AIGC>\n"
         "  </rdf:Description>\n"
         " </rdf:RDF>\n"
         "</x:xmpmeta>\n"
         "<?xpacket end=\"w\"?>";
}

std::vector<PngText> metadataTexts(const PictureMetadata& metadata) {
  std::vector<PngText> texts;
  if (metadata.request) {
    texts.push_back({infotextKeyword, makeInfotext(*metadata.request, programName())});
    texts.push_back({requestKeyword, pictureRequestText(*metadata.request)});
  }
  if (metadata.markAsGenerated)
    texts.push_back({xmpKeyword, generatedMark(metadata.pictureId)});
  return texts;
}

}  // namespace zaohua
