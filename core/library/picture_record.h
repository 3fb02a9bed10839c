// SPDX-License-Identifier: Apache-2.0
// What the gallery knows about one picture file. Plain value.
#pragma once

#include <QDateTime>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <optional>

#include "base/generation_request.h"

namespace zaohua {

struct PictureRecord {
  enum class File { present, missing, broken };

  qint64 id = 0;  // of the database row; 0 = not stored yet
  QString path;   // absolute
  File file = File::present;
  qint64 fileSize = 0;
  qint64 modifiedMs = 0;  // of the file, since the epoch
  QDateTime createdAt;    // local; sorts and groups the gallery
  int width = 0;
  int height = 0;
  std::optional<GenerationRequest> request;  // none for a picture that says nothing about itself
  QString job;                               // made by this job …
  int jobIndex = 0;                          // … as its picture number, from 0
  bool imported = false;                     // not made by this program
  bool favourite = false;
  QStringList albums;

  QString prompt() const { return request ? QString::fromStdString(request->prompt) : QString(); }
};

struct GalleryFilter {
  enum class Shape { any, landscape, portrait, square };
  enum class Order { newest, oldest, name, largest };

  QString text{};  // each word must occur in prompt, negative prompt, file name or album
  bool favouritesOnly = false;
  Shape shape = Shape::any;
  QString model{};     // empty = any
  QString album{};     // empty = any
  QDate from{}, to{};  // invalid = open
  Order order = Order::newest;

  bool operator==(const GalleryFilter&) const = default;
  bool isEverything() const {
    GalleryFilter all;
    all.order = order;
    return *this == all;
  }
};

}  // namespace zaohua
