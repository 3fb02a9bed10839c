// SPDX-License-Identifier: Apache-2.0
#include "library/thumbnails.h"

#include <QCache>
#include <QDir>
#include <QImageReader>
#include <QThread>
#include <QThreadPool>
#include <QtConcurrent>
#include <algorithm>
#include <deque>

#include "library/thumbnail_file.h"

namespace zaohua {

namespace {

constexpr qsizetype mostBytesInMemory = qsizetype{128} << 20;
constexpr int allocationLimitMiB = 1024;  // of Qt for one picture; its own 128 refuse an 8192 x 8192 one
constexpr std::size_t mostOrders = 512;   // several screens full of pictures

struct Order {
  QString path;
  qint64 modifiedMs = 0;
  QImage picture;  // null: to be read from the file
};

struct Kept {
  qint64 modifiedMs = 0;
  QImage thumbnail;
};

}  // namespace

// Orders wait here and not in the pool, so that they can be dropped and put in another order.
struct Thumbnails::State {
  QString cacheFolder;
  QThreadPool pool;
  std::deque<Order> orders;
  QHash<QString, qint64> underWay;  // path and time of the file
  QHash<QString, qint64> broken;
  QCache<QString, Kept> kept{mostBytesInMemory};

  bool isOrdered(const QString& path) const {
    return underWay.contains(path) ||
           std::any_of(orders.begin(), orders.end(), [&path](const Order& order) { return order.path == path; });
  }
};

Thumbnails::Thumbnails(const QString& cacheFolder, QObject* parent)
    : QObject(parent), m_state(std::make_unique<State>()) {
  QImageReader::setAllocationLimit(allocationLimitMiB);
  m_state->cacheFolder = QDir::cleanPath(cacheFolder);
  m_state->pool.setThreadPriority(QThread::LowPriority);
  m_state->pool.setMaxThreadCount(std::clamp(QThread::idealThreadCount() - 1, 1, 4));
}

Thumbnails::~Thumbnails() {
  m_state->orders.clear();
  m_state->pool.waitForDone();
}

QImage Thumbnails::find(const QString& path, qint64 modifiedMs) {
  if (const Kept* kept = m_state->kept.object(path); kept != nullptr && kept->modifiedMs == modifiedMs)
    return kept->thumbnail;
  if (const auto broken = m_state->broken.constFind(path); broken != m_state->broken.constEnd()) {
    if (*broken == modifiedMs)
      return {};
    m_state->broken.erase(broken);
  }
  if (!m_state->isOrdered(path)) {
    m_state->orders.push_back({path, modifiedMs, {}});
    if (m_state->orders.size() > mostOrders)
      m_state->orders.pop_front();
    startNext();
  }
  return {};
}

void Thumbnails::store(const QString& path, qint64 modifiedMs, const QImage& picture) {
  std::erase_if(m_state->orders, [&path](const Order& order) { return order.path == path; });
  m_state->orders.push_front({path, modifiedMs, picture});
  startNext();
}

// What stays is made in the order of `paths`. Pictures at hand are never dropped, for nobody would ask again.
void Thumbnails::keepOrders(const QStringList& paths) {
  QHash<QString, qsizetype> places;
  for (qsizetype i = 0; i < paths.size(); ++i)
    places.insert(paths[i], i);
  std::deque<Order>& orders = m_state->orders;
  std::erase_if(orders, [&](const Order& order) { return order.picture.isNull() && !places.contains(order.path); });
  std::stable_sort(orders.begin(), orders.end(), [&places](const Order& left, const Order& right) {
    return places.value(left.path, -1) < places.value(right.path, -1);
  });
}

void Thumbnails::startNext() {
  while (!m_state->orders.empty() && m_state->underWay.size() < m_state->pool.maxThreadCount()) {
    const Order order = m_state->orders.front();
    m_state->orders.pop_front();
    m_state->underWay.insert(order.path, order.modifiedMs);
    const QString folder = m_state->cacheFolder;
    std::ignore = QtConcurrent::run(&m_state->pool, [this, order, folder] {
      const QImage thumbnail =
          order.picture.isNull() ? loadThumbnail(folder, order.path) : makeThumbnail(folder, order.path, order.picture);
      // The destructor waits for this thread, and takes with it what was posted.
      QMetaObject::invokeMethod(this, [=, this] { finish(order.path, order.modifiedMs, thumbnail); });
    });
  }
}

void Thumbnails::finish(const QString& path, qint64 modifiedMs, const QImage& thumbnail) {
  m_state->underWay.remove(path);
  startNext();
  if (thumbnail.isNull()) {
    m_state->broken.insert(path, modifiedMs);
    Q_EMIT failed(path);
    return;
  }
  m_state->broken.remove(path);
  m_state->kept.insert(path, new Kept{modifiedMs, thumbnail}, thumbnail.sizeInBytes());
  Q_EMIT ready(path, thumbnail);
}

}  // namespace zaohua
