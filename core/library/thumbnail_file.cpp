// SPDX-License-Identifier: Apache-2.0
#include "library/thumbnail_file.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QImageReader>
#include <QMimeDatabase>
#include <QTemporaryFile>
#include <filesystem>

#include "image_io/picture_metadata.h"
#include "image_io/png_reader.h"
#include "image_io/png_writer.h"
#include "library/picture_image.h"
#include "library/thumbnails.h"

namespace zaohua {

namespace {

constexpr auto uriKey = "Thumb::URI";
constexpr auto timeKey = "Thumb::MTime";

QImage fitted(const QImage& picture) {
  const QSize most(Thumbnails::edge, Thumbnails::edge);
  QImage image = picture;
  if (image.width() > most.width() || image.height() > most.height())
    image = image.scaled(most, Qt::KeepAspectRatio, Qt::SmoothTransformation);
  return image.convertToFormat(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
}

// Some programs write the time with a fraction.
bool isOf(const QImage& thumbnail, const QByteArray& uri, const QString& modified) {
  const QString time = thumbnail.text(timeKey).section('.', 0, 0);
  return thumbnail.text(uriKey) == QString::fromUtf8(uri) && time == modified;
}

QImage fromCache(const QString& file, const QByteArray& uri, const QString& modified) {
  QImageReader reader(file, "png");
  const QSize size = reader.size();
  if (size.width() > Thumbnails::edge || size.height() > Thumbnails::edge)
    return {};
  const QImage image = reader.read();
  return isOf(image, uri, modified) ? fitted(image) : QImage();
}

bool isWithinLimit(QSize size) {
  return !size.isEmpty() &&
         static_cast<std::size_t>(size.width()) * static_cast<std::size_t>(size.height()) <= maxPicturePixels;
}

// Qt reads every kind of JPEG and turns it as its camera says; our own reader knows WebP where Qt's plugin is missing.
QImage decoded(const QString& path) {
  QImageReader reader(path);
  reader.setDecideFormatFromContent(true);
  reader.setAutoTransform(true);
  if (!reader.canRead())
    return loadImage(path).value_or(QImage());
  const QSize size = reader.size();
  if (!isWithinLimit(size))
    return {};
  // Only JPEG decodes to a smaller size faster; twice the edge leaves enough for smooth scaling.
  const QSize enough(2 * Thumbnails::edge, 2 * Thumbnails::edge);
  if (reader.format() == "jpeg" && size.width() > enough.width() && size.height() > enough.height())
    reader.setScaledSize(size.scaled(enough, Qt::KeepAspectRatioByExpanding));
  return reader.read();
}

Image8 toImage8(const QImage& image) {
  const bool hasAlpha = image.hasAlphaChannel();
  const QImage rows = image.convertToFormat(hasAlpha ? QImage::Format_RGBA8888 : QImage::Format_RGB888);
  Image8 result = {.width = rows.width(), .height = rows.height(), .channels = hasAlpha ? 4 : 3, .pixels = {}};
  const auto rowBytes = static_cast<std::size_t>(result.width * result.channels);
  result.pixels.reserve(rowBytes * static_cast<std::size_t>(result.height));
  for (int y = 0; y < rows.height(); ++y)
    result.pixels.insert(result.pixels.end(), rows.constScanLine(y), rows.constScanLine(y) + rowBytes);
  return result;
}

// Seconds, as the specification has them.
QString timeOf(const QString& path) {
  return QString::number(QFileInfo(path).lastModified().toSecsSinceEpoch());
}

std::vector<PngText> thumbnailTexts(const QString& path, const QString& modified, QSize pictureSize) {
  return {{uriKey, thumbnailUri(path).toStdString()},
          {timeKey, modified.toStdString()},
          {"Thumb::Size", std::to_string(QFileInfo(path).size())},
          {"Thumb::Mimetype", QMimeDatabase().mimeTypeForFile(path).name().toStdString()},
          {"Thumb::Image::Width", std::to_string(pictureSize.width())},
          {"Thumb::Image::Height", std::to_string(pictureSize.height())},
          {"Software", programName()}};
}

bool isInside(const QString& cacheFolder, const QString& path) {
  return path.startsWith(cacheFolder + '/');
}

void makePrivateFolder(const QString& folder) {
  if (QFileInfo::exists(folder))
    return;
  QDir().mkpath(folder);
  QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

// A temporary name, readable by the user alone, then the real one: readers never see half of it.
void writeWhole(const QString& file, const std::vector<std::byte>& bytes) {
  const QString folder = QFileInfo(file).path();
  makePrivateFolder(QFileInfo(folder).path());
  makePrivateFolder(folder);
  QTemporaryFile temporary(folder + "/zaohua-XXXXXX.tmp");
  if (!temporary.open())
    return;
  const auto size = static_cast<qint64>(bytes.size());
  if (temporary.write(reinterpret_cast<const char*>(bytes.data()), size) != size || !temporary.flush())
    return;
  std::error_code error;
  std::filesystem::rename(temporary.fileName().toStdString(), file.toStdString(), error);
  temporary.setAutoRemove(static_cast<bool>(error));
}

QImage makeAndShare(const QString& cacheFolder, const QString& path, const QString& modified, const QImage& picture) {
  const QImage thumbnail = fitted(picture);
  const std::vector<PngText> texts = thumbnailTexts(path, modified, picture.size());
  if (const Result<std::vector<std::byte>> bytes = encodePng(toImage8(thumbnail), texts))
    writeWhole(thumbnailFile(cacheFolder, path), *bytes);
  return thumbnail;
}

}  // namespace

QByteArray thumbnailUri(const QString& path) {
  return "file://" + path.toUtf8().toPercentEncoding("!$&'()*+,;=:@/");
}

QString thumbnailFile(const QString& cacheFolder, const QString& path) {
  const QByteArray name = QCryptographicHash::hash(thumbnailUri(path), QCryptographicHash::Md5).toHex();
  return cacheFolder + "/large/" + QString::fromLatin1(name) + ".png";
}

QImage loadThumbnail(const QString& cacheFolder, const QString& path) {
  if (isInside(cacheFolder, path))
    return fitted(decoded(path));
  // Asked before the picture is read: if it changes meanwhile, the thumbnail is the one that is out of date.
  const QString modified = timeOf(path);
  if (QImage cached = fromCache(thumbnailFile(cacheFolder, path), thumbnailUri(path), modified); !cached.isNull())
    return cached;
  const QImage picture = decoded(path);
  return picture.isNull() ? picture : makeAndShare(cacheFolder, path, modified, picture);
}

QImage makeThumbnail(const QString& cacheFolder, const QString& path, const QImage& picture) {
  return makeAndShare(cacheFolder, path, timeOf(path), picture);
}

}  // namespace zaohua
