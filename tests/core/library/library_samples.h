// SPDX-License-Identifier: Apache-2.0
// Pictures, records and requests for the tests of the library.
#pragma once

#include <QFileInfo>
#include <QString>

#include "image_io/picture_file.h"
#include "library/picture_record.h"
#include "support/temporary_folder.h"

namespace zaohua::test {

inline QString qt(const std::filesystem::path& path) {
  return QString::fromStdString(path.string());
}

// Complete, as the request of a finished picture is.
inline GenerationRequest pictureRequest(const QString& prompt) {
  GenerationRequest request;
  request.prompt = prompt.toStdString();
  request.width = 512;
  request.height = 512;
  request.steps = 8;
  request.guidance = 0;
  request.seed = 7;
  request.model = "Z-Image-Turbo";
  return request;
}

// Of a file that need not be there.
inline PictureRecord recordOf(const QString& path, const QString& prompt) {
  PictureRecord record;
  record.path = path;
  record.fileSize = 1000;
  record.modifiedMs = 1'700'000'000'000;
  record.createdAt = QDateTime::fromMSecsSinceEpoch(record.modifiedMs);
  record.width = 512;
  record.height = 512;
  record.request = pictureRequest(prompt);
  return record;
}

inline Image8 plainImage(int width, int height, std::uint8_t value = 128) {
  Image8 image = {.width = width, .height = height, .channels = 3, .pixels = {}};
  image.pixels.assign(static_cast<std::size_t>(width * height * image.channels), value);
  return image;
}

// A real picture file with its metadata, and what is to be known about it.
inline PictureRecord writePicture(const QString& path, const QString& prompt, const QString& job = {}, int index = 0) {
  PictureRecord record = recordOf(path, prompt);
  PictureMetadata metadata;
  metadata.request = record.request;
  metadata.job = job.toStdString();
  metadata.jobIndex = index;
  std::filesystem::create_directories(std::filesystem::path(path.toStdString()).parent_path());
  const Result<void> saved = savePicture(path.toStdString(), plainImage(512, 512), metadata);
  if (!saved)
    qFatal("%s", saved.error().text().c_str());
  const QFileInfo file(path);
  record.fileSize = file.size();
  record.modifiedMs = file.lastModified().toMSecsSinceEpoch();
  record.job = job;
  record.jobIndex = index;
  return record;
}

}  // namespace zaohua::test
