// SPDX-License-Identifier: Apache-2.0
// One thumbnail by the freedesktop specification 0.9: found in the shared cache, or made and put there. Plain
// functions, any thread; they read and decode files of strangers.
#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>

namespace zaohua {

// The URI as GLib and KDE spell it; its MD5 names the thumbnail.
QByteArray thumbnailUri(const QString& path);
QString thumbnailFile(const QString& cacheFolder, const QString& path);

// Null where the picture cannot be read or is larger than any picture of ours.
QImage loadThumbnail(const QString& cacheFolder, const QString& path);

// From pixels at hand. A cache that cannot be written changes nothing about the image.
QImage makeThumbnail(const QString& cacheFolder, const QString& path, const QImage& picture);

}  // namespace zaohua
