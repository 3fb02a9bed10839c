// SPDX-License-Identifier: Apache-2.0
#include "image_io/picture_texts.h"

#include <algorithm>

#include "base/utf8.h"
#include "image_io/exif.h"
#include "image_io/jpeg_segments.h"
#include "image_io/picture_format.h"
#include "image_io/picture_metadata.h"
#include "image_io/webp_codec.h"
#include "image_io/xmp.h"

namespace zaohua {

namespace {

std::string toUtf8(std::string_view bytes) {
  std::string text = utf8FromBytes(bytes);
  std::replace(text.begin(), text.end(), '\0', ' ');
  return text;
}

class Collector {
 public:
  explicit Collector(std::vector<PngText> texts = {}) : m_texts(std::move(texts)) {}

  void addXmp(std::string_view packet) {
    addProperty(packet, xmp_namespace::ours, "request", requestKeyword);
    addProperty(packet, xmp_namespace::stableDiffusionCpp, "parameters", infotextKeyword);
    addProperty(packet, xmp_namespace::exif, "UserComment", infotextKeyword);
  }

  void addExif(std::string_view block) {
    for (const ExifText& entry : readExifTexts(block)) {
      if (entry.tag == exif_tag::userComment) {
        add(infotextKeyword, entry.text);
      } else if (entry.tag == exif_tag::software) {
        add(softwareKeyword, entry.text);
      } else if (entry.tag == exif_tag::makerNote) {
        addMakerNote(entry.text);
      } else {
        addGraph(entry.text);
      }
    }
  }

  // stable-diffusion.cpp: keyword, NUL, text. Others are somebody's remark.
  void addComment(std::string_view comment) {
    const std::string mark = std::string(infotextKeyword) + '\0';
    if (comment.starts_with(mark)) {
      add(infotextKeyword, toUtf8(comment.substr(mark.size())));
    } else {
      add(commentKeyword, toUtf8(comment));
    }
  }

  void add(const char* keyword, std::string text) {
    if (!text.empty())
      m_texts.push_back({keyword, std::move(text)});
  }

  std::vector<PngText> take() { return std::move(m_texts); }

 private:
  void addProperty(std::string_view packet, std::string_view space, std::string_view name, const char* keyword) {
    if (std::optional<std::string> value = findXmpProperty(packet, space, name); value && isValidUtf8(*value))
      add(keyword, std::move(*value));
  }

  // Fooocus puts its scheme's name there, cameras put theirs of a thousand bytes.
  void addMakerNote(const std::string& text) {
    if (text == "fooocus" || text == "a1111")
      add(fooocusKeyword, text);
  }

  // ComfyUI: "prompt:{…}", "workflow:{…}", in whatever tags are free.
  void addGraph(const std::string& text) {
    for (const char* keyword : {graphKeyword, workflowKeyword}) {
      const std::string mark = std::string(keyword) + ":";
      if (text.starts_with(mark))
        add(keyword, text.substr(mark.size()));
    }
  }

  std::vector<PngText> m_texts;
};

Result<std::vector<PngText>> textsOfJpeg(std::span<const std::byte> file, std::string_view name) {
  return readJpegTexts(file, name).map([](const JpegTexts& texts) {
    Collector collector;
    collector.addXmp(texts.extendedXmp);
    collector.addXmp(texts.xmp);
    collector.addExif(texts.exif);
    for (const std::string& comment : texts.comments)
      collector.addComment(comment);
    collector.add(xmpKeyword, toUtf8(texts.xmp));
    return collector.take();
  });
}

Result<std::vector<PngText>> textsOfWebp(std::span<const std::byte> file, std::string_view name) {
  return readWebpTexts(file, name).map([](const WebpTexts& texts) {
    Collector collector;
    collector.addXmp(texts.xmp);
    collector.addExif(texts.exif);
    collector.add(xmpKeyword, toUtf8(texts.xmp));
    return collector.take();
  });
}

Result<std::vector<PngText>> textsOfPng(std::span<const std::byte> file, std::string_view name) {
  return readPngTexts(file, name).map([](std::vector<PngText> texts) {
    const std::string* packet = findPngText(texts, xmpKeyword);
    const std::string xmp = packet != nullptr ? *packet : std::string();
    Collector collector(std::move(texts));
    collector.addXmp(xmp);  // behind the file's own texts, which come first
    return collector.take();
  });
}

}  // namespace

Result<std::vector<PngText>> readPictureTexts(std::span<const std::byte> file, std::string_view name) {
  const std::optional<PictureFormat> format = pictureFormatOfContent(file);
  if (!format) {
    return failure(ErrorCode::fileCorrupt, "The file %1 is not a PNG, JPEG or WebP picture.", {std::string(name)});
  }
  switch (*format) {
    case PictureFormat::png:
      return textsOfPng(file, name);
    case PictureFormat::jpeg:
      return textsOfJpeg(file, name);
    case PictureFormat::webp:
      return textsOfWebp(file, name);
  }
  return {};
}

}  // namespace zaohua
