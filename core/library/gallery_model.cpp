// SPDX-License-Identifier: Apache-2.0
#include "library/gallery_model.h"

#include <QFileInfo>
#include <QSet>
#include <QUrl>
#include <algorithm>

#include "library/picture_mime_data.h"
#include "library/row_steps.h"

namespace zaohua {

namespace {

constexpr qsizetype mostRecordsInMemory = 2000;
constexpr std::chrono::milliseconds showingDelay{30};  // of thumbnails that come one by one

bool isByTime(GalleryFilter::Order order) {
  return order == GalleryFilter::Order::newest || order == GalleryFilter::Order::oldest;
}

}  // namespace

GalleryModel::GalleryModel(GalleryStore& store, Thumbnails& thumbnails, QObject* parent)
    : QAbstractListModel(parent), m_store(store), m_thumbnails(thumbnails), m_records(mostRecordsInMemory) {
  connect(&store, &GalleryStore::added, this, &GalleryModel::update);
  connect(&store, &GalleryStore::changed, this, &GalleryModel::update);
  connect(&store, &GalleryStore::removed, this, &GalleryModel::update);
  connect(&thumbnails, &Thumbnails::ready, this, &GalleryModel::thumbnailCame);
  connect(&thumbnails, &Thumbnails::failed, this, [this](const QString& path) {
    if (const auto ordered = m_ordered.constFind(path); ordered != m_ordered.constEnd()) {
      m_store.setFileState(*ordered,
                           QFileInfo::exists(path) ? PictureRecord::File::broken : PictureRecord::File::missing);
    }
  });
  m_showing.setSingleShot(true);
  m_showing.setInterval(showingDelay);
  connect(&m_showing, &QTimer::timeout, this, &GalleryModel::showThumbnails);
  m_rows = m_store.find(m_filter);
  countDays();
}

void GalleryModel::setFilter(const GalleryFilter& filter) {
  if (filter == m_filter)
    return;
  beginResetModel();
  m_filter = filter;
  m_rows = m_store.find(m_filter);
  countDays();
  endResetModel();
}

// Rows come and go one by one, so that a view keeps its place and its selection.
void GalleryModel::update(const QList<qint64>& touched) {
  for (const qint64 id : touched)
    m_records.remove(id);
  if (updateInPlace(touched))
    return;
  std::vector<GalleryRow> rows = m_store.find(m_filter);
  const std::optional<std::vector<RowStep>> steps = stepsBetween(m_rows, rows, touched);
  if (!steps) {
    beginResetModel();
    m_rows = std::move(rows);
    countDays();
    endResetModel();
    return;
  }
  for (const RowStep& step : *steps)
    carryOut(step, rows);
  m_rows = std::move(rows);
  tellChanged(touched);
}

// Most changes neither bring nor take a row nor move one; then the other rows need not be read.
bool GalleryModel::updateInPlace(const QList<qint64>& touched) {
  if (!isByTime(m_filter.order))
    return false;
  QHash<qint64, GalleryRow> found;
  for (const GalleryRow& row : m_store.find(m_filter, touched))
    found.insert(row.id, row);
  const QSet<qint64> ids(touched.begin(), touched.end());
  std::vector<std::size_t> places;
  for (std::size_t row = 0; row < m_rows.size(); ++row) {
    if (!ids.contains(m_rows[row].id))
      continue;
    const auto now = found.constFind(m_rows[row].id);
    if (now == found.constEnd() || now->createdMs != m_rows[row].createdMs)
      return false;
    places.push_back(row);
  }
  if (places.size() != static_cast<std::size_t>(found.size()))
    return false;
  for (const std::size_t place : places)
    m_rows[place] = found.value(m_rows[place].id);
  if (!places.empty())
    Q_EMIT dataChanged(index(static_cast<int>(places.front())), index(static_cast<int>(places.back())));
  return true;
}

void GalleryModel::carryOut(const RowStep& step, const std::vector<GalleryRow>& rows) {
  const auto place = m_rows.begin() + static_cast<std::ptrdiff_t>(step.row);
  const auto count = static_cast<std::ptrdiff_t>(step.count);
  const int first = static_cast<int>(step.row);
  const int last = first + static_cast<int>(step.count) - 1;
  if (step.comes) {
    const auto source = rows.begin() + static_cast<std::ptrdiff_t>(step.source);
    beginInsertRows({}, first, last);
    m_rows.insert(place, source, source + count);
    countDays();
    endInsertRows();
  } else {
    beginRemoveRows({}, first, last);
    m_rows.erase(place, place + count);
    countDays();
    endRemoveRows();
  }
}

void GalleryModel::tellChanged(const QList<qint64>& touched) {
  const QSet<qint64> ids(touched.begin(), touched.end());
  const auto isChanged = [&ids](const GalleryRow& row) { return ids.contains(row.id); };
  const auto first = std::find_if(m_rows.begin(), m_rows.end(), isChanged);
  if (first == m_rows.end())
    return;
  const auto last = std::find_if(m_rows.rbegin(), m_rows.rend(), isChanged);
  Q_EMIT dataChanged(index(static_cast<int>(first - m_rows.begin())),
                     index(static_cast<int>(last.base() - m_rows.begin()) - 1));
}

// A calendar is asked only where a day ends: for 50,000 rows one by one it would take a noticeable while.
void GalleryModel::countDays() {
  m_days.clear();
  if (m_rows.empty())
    return;
  if (!isByTime(m_filter.order)) {
    m_days.push_back({QDate(), 0, rowCount()});
    return;
  }
  qint64 dayBegins = 0;
  qint64 dayEnds = 0;
  for (std::size_t row = 0; row < m_rows.size(); ++row) {
    const qint64 created = m_rows[row].createdMs;
    if (created < dayBegins || created >= dayEnds) {
      const QDate date = QDateTime::fromMSecsSinceEpoch(created).date();
      dayBegins = date.startOfDay().toMSecsSinceEpoch();
      dayEnds = date.addDays(1).startOfDay().toMSecsSinceEpoch();
      m_days.push_back({date, static_cast<int>(row), 0});
    }
    ++m_days.back().count;
  }
}

int GalleryModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

const PictureRecord* GalleryModel::cachedRecord(int row) const {
  const qint64 wanted = id(row);
  if (const PictureRecord* cached = m_records.object(wanted))
    return cached;
  std::optional<PictureRecord> read = m_store.record(wanted);
  if (!read)
    return nullptr;
  m_records.insert(wanted, new PictureRecord(std::move(*read)));
  return m_records.object(wanted);
}

QVariant GalleryModel::thumbnail(const PictureRecord& record) const {
  if (record.file != PictureRecord::File::present)
    return QImage();
  const QImage found = m_thumbnails.find(record.path, record.modifiedMs);
  if (found.isNull())
    m_ordered.insert(record.path, record.id);
  return found;
}

QVariant GalleryModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid))
    return {};
  const GalleryRow& row = m_rows[static_cast<std::size_t>(index.row())];
  switch (role) {
    case IdRole:
      return row.id;
    case DayRole:
      return QDateTime::fromMSecsSinceEpoch(row.createdMs).date();
    case FavouriteRole:
      return row.favourite;
    case FileRole:
      return static_cast<int>(row.file);
    case PathRole:
    case ThumbnailRole:
    case SizeRole:
    case PromptRole:
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
      break;
    default:
      return {};
  }
  const PictureRecord* record = cachedRecord(index.row());
  if (record == nullptr)
    return {};
  switch (role) {
    case PathRole:
      return record->path;
    case ThumbnailRole:
      return thumbnail(*record);
    case SizeRole:
      return QSize(record->width, record->height);
    case PromptRole:
      return record->prompt();
    case Qt::AccessibleTextRole:
      return record->request ? record->prompt() : QFileInfo(record->path).fileName();
    default:
      return QFileInfo(record->path).fileName();
  }
}

Qt::ItemFlags GalleryModel::flags(const QModelIndex& index) const {
  if (!index.isValid())
    return QAbstractListModel::flags(index);
  const Qt::ItemFlags flags = QAbstractListModel::flags(index) | Qt::ItemNeverHasChildren;
  const bool isMissing = index.data(FileRole).toInt() == static_cast<int>(PictureRecord::File::missing);
  return isMissing ? flags : flags | Qt::ItemIsDragEnabled;
}

QStringList GalleryModel::mimeTypes() const {
  return PictureMimeData::types();
}

QMimeData* GalleryModel::mimeData(const QModelIndexList& indexes) const {
  QModelIndexList inOrder = indexes;
  std::sort(inOrder.begin(), inOrder.end());
  QStringList paths;
  for (const QModelIndex& index : inOrder) {
    const PictureRecord* record = cachedRecord(index.row());
    if (record != nullptr && QFileInfo::exists(record->path))
      paths.append(record->path);
  }
  return paths.isEmpty() ? nullptr : new PictureMimeData(paths);
}

qint64 GalleryModel::id(int row) const {
  return row >= 0 && row < rowCount() ? m_rows[static_cast<std::size_t>(row)].id : 0;
}

int GalleryModel::rowOf(qint64 id) const {
  const auto found = std::find_if(m_rows.begin(), m_rows.end(), [id](const GalleryRow& row) { return row.id == id; });
  return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

QList<qint64> GalleryModel::ids(const QModelIndexList& indexes) const {
  QList<qint64> ids;
  ids.reserve(indexes.size());
  for (const QModelIndex& index : indexes)
    ids.append(id(index.row()));
  return ids;
}

std::optional<PictureRecord> GalleryModel::record(int row) const {
  const PictureRecord* cached = cachedRecord(row);
  return cached != nullptr ? std::optional(*cached) : std::nullopt;
}

// Visible ones first, then as many below and above.
void GalleryModel::setVisibleRows(int first, int last) {
  if (first > last || first < 0)
    return;
  const int span = last - first + 1;
  QStringList paths;
  const auto want = [&](int from, int to) {
    for (int row = std::max(from, 0); row <= std::min(to, rowCount() - 1); ++row) {
      const PictureRecord* record = cachedRecord(row);
      if (record == nullptr)
        continue;
      paths.append(record->path);
      thumbnail(*record);
    }
  };
  want(first, last);
  want(last + 1, last + span);
  want(first - span, first - 1);
  m_thumbnails.keepOrders(paths);
}

void GalleryModel::thumbnailCame(const QString& path) {
  const auto ordered = m_ordered.constFind(path);
  if (ordered == m_ordered.constEnd())
    return;
  m_arrived.append(*ordered);
  m_ordered.erase(ordered);
  if (!m_showing.isActive())
    m_showing.start();
}

void GalleryModel::showThumbnails() {
  int first = rowCount();
  int last = -1;
  for (const qint64 id : std::exchange(m_arrived, {})) {
    const int row = rowOf(id);
    if (row < 0)
      continue;
    first = std::min(first, row);
    last = std::max(last, row);
  }
  if (last >= 0)
    Q_EMIT dataChanged(index(first), index(last), {ThumbnailRole});
}

}  // namespace zaohua
