// SPDX-License-Identifier: Apache-2.0
#include "ui/gallery/gallery_grid.h"

#include <QResizeEvent>
#include <QScrollBar>
#include <algorithm>

#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int margin = measure::panelMargin;
constexpr int gap = 6;
constexpr int restMs = 40;

}  // namespace

GalleryGrid::GalleryGrid(QWidget* parent) : QAbstractItemView(parent) {
  setFrameShape(QFrame::NoFrame);
  setSelectionMode(QAbstractItemView::ExtendedSelection);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setTabKeyNavigation(false);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  m_rest.setSingleShot(true);
  m_rest.setInterval(restMs);
  connect(&m_rest, &QTimer::timeout, this, &GalleryGrid::tellVisibleRows);
}

void GalleryGrid::setGallery(GalleryModel* gallery) {
  m_gallery = gallery;
  // Rows come at the front while a person looks further down: what they look at stays where it is.
  connect(gallery, &QAbstractItemModel::modelAboutToBeReset, this, &GalleryGrid::keepPlace);
  connect(gallery, &QAbstractItemModel::rowsAboutToBeInserted, this, &GalleryGrid::keepPlace);
  connect(gallery, &QAbstractItemModel::rowsAboutToBeRemoved, this, &GalleryGrid::keepPlace);
  setModel(gallery);
  connect(gallery, &QAbstractItemModel::modelReset, this, &GalleryGrid::takeBackSelection);
  for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
    connect(gallery, signal, this, [this] {
      arrange();
      takeBackPlace();
    });
  }
}

void GalleryGrid::setThumbnailSize(int edge) {
  if (edge == m_wanted)
    return;
  keepPlace();
  m_wanted = edge;
  arrange();
  takeBackPlace();
}

void GalleryGrid::arrange() {
  std::vector<GalleryLayout::Group> groups;
  GalleryLayout::Measures measures;
  measures.left = margin;
  measures.width = qMax(width() - 2 * margin, 1);
  measures.wanted = m_wanted;
  measures.gap = gap;
  measures.betweenGroups = 10;
  if (m_gallery != nullptr) {
    const auto& days = m_gallery->days();
    for (const GalleryModel::Day& day : days)
      groups.push_back({day.firstRow, day.count});
    if (!days.empty() && days.front().date.isValid())
      measures.heading = fontMetrics().height() + 12;
  }
  m_layout.arrange(groups, measures);
  updateGeometries();
  viewport()->update();
}

void GalleryGrid::doItemsLayout() {
  arrange();
  QAbstractItemView::doItemsLayout();
}

void GalleryGrid::updateGeometries() {
  const int below = margin;
  verticalScrollBar()->setRange(0, qMax(0, m_layout.height() + below - viewport()->height()));
  verticalScrollBar()->setPageStep(viewport()->height());
  verticalScrollBar()->setSingleStep((m_layout.edge() + gap) / 2);
  QAbstractItemView::updateGeometries();
  m_rest.start();
}

GalleryLayout::Rows GalleryGrid::seenRows() const {
  return m_layout.rowsBetween(verticalOffset(), verticalOffset() + viewport()->height());
}

// The first picture that is wholly on the screen holds the place; at the very top new ones are wanted to be seen.
void GalleryGrid::keepPlace() {
  m_anchor = 0;
  if (m_gallery == nullptr)
    return;
  m_anchorFilter = m_gallery->filter();
  m_keptCurrent = currentId();
  const QList<qint64> selected = selectedIds();
  m_keptSelection = QSet<qint64>(selected.begin(), selected.end());
  const GalleryLayout::Rows rows = seenRows();
  for (int row = rows.first; row <= rows.last && verticalOffset() > 0; ++row) {
    const int top = m_layout.tile(row).top() - verticalOffset();
    if (top < 0)
      continue;
    m_anchor = m_gallery->id(row);
    m_anchorOffset = top;
    return;
  }
}

void GalleryGrid::takeBackPlace() {
  const int row = m_anchor == 0 || m_gallery == nullptr ? -1 : m_gallery->rowOf(m_anchor);
  if (row >= 0)
    verticalScrollBar()->setValue(m_layout.tile(row).top() - m_anchorOffset);
  m_anchor = 0;
}

void GalleryGrid::reset() {
  m_quiet = true;
  QAbstractItemView::reset();
  arrange();
  if (m_gallery != nullptr && m_gallery->filter() == m_anchorFilter)
    takeBackPlace();
  else
    verticalScrollBar()->setValue(0);
  m_quiet = false;
}

// After the selection model has forgotten everything.
void GalleryGrid::takeBackSelection() {
  m_quiet = true;
  const int place = verticalOffset();
  std::vector<GalleryLayout::Rows> runs;
  for (int row = 0; row < m_gallery->rowCount(); ++row) {
    const qint64 id = m_gallery->id(row);
    if (id == m_keptCurrent)
      selectionModel()->setCurrentIndex(indexOf(row), QItemSelectionModel::NoUpdate);
    if (!m_keptSelection.contains(id))
      continue;
    if (!runs.empty() && runs.back().last == row - 1)
      runs.back().last = row;
    else
      runs.push_back({row, row});
  }
  selectRows(runs, QItemSelectionModel::Select);
  // A current picture far away is no reason to leave what was asked for.
  verticalScrollBar()->setValue(place);
  m_quiet = false;
}

void GalleryGrid::tellVisibleRows() {
  if (m_gallery == nullptr || !isVisible())
    return;
  const GalleryLayout::Rows rows = seenRows();
  m_gallery->setVisibleRows(rows.first, rows.last);
}

int GalleryGrid::verticalOffset() const {
  return verticalScrollBar()->value();
}

QRect GalleryGrid::visualRect(const QModelIndex& index) const {
  return index.isValid() ? m_layout.tile(index.row()).translated(0, -verticalOffset()) : QRect();
}

QModelIndex GalleryGrid::indexAt(const QPoint& point) const {
  const int row = m_layout.rowAt(point + QPoint(0, verticalOffset()));
  return row < 0 || model() == nullptr || row >= model()->rowCount() ? QModelIndex() : indexOf(row);
}

void GalleryGrid::scrollTo(const QModelIndex& index, ScrollHint hint) {
  if (!index.isValid())
    return;
  QRect tile = m_layout.tile(index.row());
  // The first line of a day comes with its heading.
  const QRect heading = m_layout.heading(m_layout.groupOf(index.row()));
  if (!heading.isEmpty() && tile.top() - heading.bottom() <= 1)
    tile.setTop(heading.top());
  const int top = verticalOffset();
  const int height = viewport()->height();
  if (hint == PositionAtTop)
    verticalScrollBar()->setValue(tile.top());
  else if (hint == PositionAtCenter)
    verticalScrollBar()->setValue(tile.center().y() - height / 2);
  else if (tile.top() < top || hint == PositionAtBottom)
    verticalScrollBar()->setValue(hint == PositionAtBottom ? tile.bottom() - height : tile.top() - gap);
  else if (tile.bottom() + gap > top + height)
    verticalScrollBar()->setValue(tile.bottom() + gap - height);
}

QModelIndex GalleryGrid::moveCursor(CursorAction action, Qt::KeyboardModifiers) {
  const int count = model() == nullptr ? 0 : model()->rowCount();
  if (count == 0)
    return {};
  if (!currentIndex().isValid()) {
    return indexOf(qBound(0, seenRows().first, count - 1));
  }
  int row = currentIndex().row();
  const int lines = qMax(1, viewport()->height() / (m_layout.edge() + gap) - 1);
  switch (action) {
    case MoveLeft:
    case MovePrevious:
      row = qMax(row - 1, 0);
      break;
    case MoveRight:
    case MoveNext:
      row = qMin(row + 1, count - 1);
      break;
    case MoveUp:
      row = m_layout.rowAbove(row);
      break;
    case MoveDown:
      row = m_layout.rowBelow(row);
      break;
    case MovePageUp:
      for (int line = 0; line < lines; ++line)
        row = m_layout.rowAbove(row);
      break;
    case MovePageDown:
      for (int line = 0; line < lines; ++line)
        row = m_layout.rowBelow(row);
      break;
    case MoveHome:
      row = 0;
      break;
    case MoveEnd:
      row = count - 1;
      break;
  }
  return indexOf(row);
}

// Letters are shortcuts here; there is nothing to type ahead to.
void GalleryGrid::keyboardSearch(const QString&) {
}

void GalleryGrid::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) {
  const QPoint scroll(0, verticalOffset());
  if (state() == DragSelectingState) {
    selectRows(m_layout.rowsIn(rect.normalized().translated(scroll)), command);
    return;
  }
  // From the picture where a selection began to the one that Shift was pressed on, in the order of the list.
  const int from = m_layout.rowAt(rect.topLeft() + scroll);
  const int to = m_layout.rowAt(rect.bottomRight() + scroll);
  if (from < 0 || to < 0)
    selectRows({}, command);
  else
    selectRows({{std::min(from, to), std::max(from, to)}}, command);
}

void GalleryGrid::selectRows(const std::vector<GalleryLayout::Rows>& runs,
                             QItemSelectionModel::SelectionFlags command) {
  QItemSelection selection;
  for (const GalleryLayout::Rows& run : runs)
    selection.append(QItemSelectionRange(indexOf(run.first), indexOf(run.last)));
  if (selectionModel() != nullptr)
    selectionModel()->select(selection, command);
}

QRegion GalleryGrid::visualRegionForSelection(const QItemSelection& selection) const {
  const GalleryLayout::Rows seen = seenRows();
  QRegion region;
  for (const QItemSelectionRange& range : selection) {
    for (int row = qMax(range.top(), seen.first); row <= qMin(range.bottom(), seen.last); ++row)
      region += m_layout.tile(row).translated(0, -verticalOffset()).adjusted(-4, -4, 4, 4);
  }
  return region;
}

QList<qint64> GalleryGrid::selectedIds() const {
  QList<qint64> ids;
  if (m_gallery == nullptr || selectionModel() == nullptr)
    return ids;
  QList<QItemSelectionRange> ranges = selectionModel()->selection();
  std::sort(ranges.begin(), ranges.end(), [](const auto& a, const auto& b) { return a.top() < b.top(); });
  for (const QItemSelectionRange& range : ranges) {
    for (int row = range.top(); row <= range.bottom(); ++row)
      ids.append(m_gallery->id(row));
  }
  return ids;
}

qint64 GalleryGrid::currentId() const {
  return m_gallery != nullptr && currentIndex().isValid() ? m_gallery->id(currentIndex().row()) : 0;
}

bool GalleryGrid::select(qint64 id) {
  const int row = m_gallery == nullptr ? -1 : m_gallery->rowOf(id);
  if (row < 0)
    return false;
  m_quiet = true;
  selectionModel()->setCurrentIndex(indexOf(row), QItemSelectionModel::ClearAndSelect);
  m_quiet = false;
  scrollTo(indexOf(row));
  return true;
}

// The current picture may go; which one is current then is not the person's choice.
void GalleryGrid::rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last) {
  m_quiet = true;
  QAbstractItemView::rowsAboutToBeRemoved(parent, first, last);
  m_quiet = false;
}

void GalleryGrid::scrollContentsBy(int dx, int dy) {
  QAbstractItemView::scrollContentsBy(dx, dy);
  viewport()->update();
  m_rest.start();
}

void GalleryGrid::resizeEvent(QResizeEvent* event) {
  const bool wider = event->size().width() != event->oldSize().width();
  if (wider)
    keepPlace();
  QAbstractItemView::resizeEvent(event);
  arrange();
  if (wider)
    takeBackPlace();
}

}  // namespace zaohua
