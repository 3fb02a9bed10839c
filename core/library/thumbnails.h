// SPDX-License-Identifier: Apache-2.0
// Thumbnails by the freedesktop specification (256 pixels, shared with file managers), made off the GUI thread with
// QtConcurrent. Lives on the GUI thread; images in memory are bounded by bytes.
#pragma once

#include <QHash>
#include <QImage>
#include <QObject>
#include <QString>
#include <memory>

namespace zaohua {

class Thumbnails : public QObject {
  Q_OBJECT

 public:
  static constexpr int edge = 256;

  // cacheFolder: $XDG_CACHE_HOME/thumbnails
  explicit Thumbnails(const QString& cacheFolder, QObject* parent = nullptr);
  ~Thumbnails() override;

  // What is in memory, at once; otherwise null and the picture is ordered: ready() or failed() follows.
  QImage find(const QString& path, qint64 modifiedMs);
  // For a picture whose pixels are at hand, so that it need not be read again.
  void store(const QString& path, qint64 modifiedMs, const QImage& picture);
  // Drops orders that nobody waits for any more, except these paths.
  void keepOrders(const QStringList& paths);

 Q_SIGNALS:
  void ready(const QString& path, const QImage& thumbnail);
  void failed(const QString& path);

 private:
  void startNext();
  void finish(const QString& path, qint64 modifiedMs, const QImage& thumbnail);

  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace zaohua
