// SPDX-License-Identifier: Apache-2.0
#include "ui/gallery/gallery_view.h"

#include <QDrag>
#include <QHelpEvent>
#include <QLocale>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>

#include "ui/common/theme.h"
#include "ui/gallery/gallery_accessible.h"
#include "ui/gallery/gallery_words.h"

namespace zaohua {

namespace {

constexpr int tooltipLetters = 280;
constexpr int dragEdge = 112;
constexpr int fanned = 3;
constexpr int fanStep = 8;
constexpr int fewRows = 4096;  // so many cut thumbnails are thrown away one by one

}  // namespace

GalleryView::GalleryView(QWidget* parent) : GalleryGrid(parent) {
  setObjectName("galleryView");
  installGalleryAccessibility();
  setDragEnabled(true);
  setDragDropMode(QAbstractItemView::DragOnly);
  setMouseTracking(true);
  viewport()->setAutoFillBackground(false);
}

void GalleryView::reset() {
  m_tiles.forgetAll();
  m_hovered = -1;
  GalleryGrid::reset();
}

void GalleryView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
  GalleryGrid::currentChanged(current, previous);
  viewport()->update();
  tellAccessibleFocus(*this, current);
  // While a rubber band passes over pictures they need not be opened one after the other.
  if (current.isValid() && !isQuiet() && !m_banding)
    Q_EMIT currentPictureChanged(currentId());
}

void GalleryView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
  GalleryGrid::selectionChanged(selected, deselected);
  // One of several carries a tick, a single one does not.
  viewport()->update();
}

void GalleryView::dataChanged(const QModelIndex& first, const QModelIndex& last, const QList<int>& roles) {
  if (roles.isEmpty() && last.row() - first.row() > fewRows) {
    m_tiles.forgetAll();
  } else if (roles.isEmpty()) {
    for (int row = first.row(); gallery() != nullptr && row <= last.row(); ++row)
      m_tiles.forget(gallery()->id(row));
  }
  viewport()->update();
}

QRect GalleryView::band() const {
  if (!m_banding || state() != DragSelectingState)
    return {};
  return QRect(m_bandFrom - QPoint(0, verticalOffset()), m_bandTo).normalized();
}

void GalleryView::paintEvent(QPaintEvent* event) {
  const ThemeColors& colors = themeColors(palette());
  QPainter painter(viewport());
  painter.fillRect(event->rect(), colors.panel);
  painter.translate(0, -verticalOffset());
  const QRect area = event->rect().translated(0, verticalOffset());
  paintHeadings(painter, area);
  paintTiles(painter, area);
  painter.translate(0, verticalOffset());
  const QRect rubber = band();
  if (rubber.isEmpty())
    return;
  QColor fill = colors.accentLine;
  fill.setAlpha(40);
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setPen(colors.accentLine);
  painter.setBrush(fill);
  painter.drawRect(rubber);
}

void GalleryView::paintHeadings(QPainter& painter, const QRect& area) const {
  if (gallery() == nullptr || tiles().heading(0).isEmpty())
    return;
  const ThemeColors& colors = themeColors(palette());
  const GalleryLayout::Rows rows = tiles().rowsBetween(area.top(), area.bottom());
  const QDate today = QDate::currentDate();
  const int last = qMin(tiles().groupOf(qMax(rows.last, 0)) + 1, tiles().groupCount() - 1);
  QFont strong = font();
  strong.setWeight(QFont::DemiBold);
  painter.setPen(colors.muted);
  for (int group = qMax(0, tiles().groupOf(rows.first)); group <= last; ++group) {
    const QRect heading = tiles().heading(group);
    if (!heading.intersects(area))
      continue;
    const GalleryModel::Day& day = gallery()->days()[static_cast<std::size_t>(group)];
    painter.setFont(font());
    const QString count = QLocale().toString(day.count);
    painter.drawText(heading, Qt::AlignRight | Qt::AlignVCenter, count);
    painter.setFont(strong);
    const int room = heading.width() - fontMetrics().horizontalAdvance(count) - 12;
    const QString name = QFontMetrics(strong).elidedText(dayText(day.date, today), Qt::ElideRight, room);
    painter.drawText(heading, Qt::AlignLeft | Qt::AlignVCenter, name);
  }
  painter.setFont(font());
}

void GalleryView::paintTiles(QPainter& painter, const QRect& area) {
  const GalleryLayout::Rows rows = tiles().rowsBetween(area.top() - 4, area.bottom() + 4);
  const QItemSelectionModel* selection = selectionModel();
  // Ranges, not pictures: cheap however many are selected.
  const bool several =
      selection != nullptr && (selection->selection().size() > 1 ||
                               (selection->selection().size() == 1 && selection->selection().front().height() > 1));
  for (int row = rows.first; row <= rows.last && row < model()->rowCount(); ++row) {
    const QModelIndex index = indexOf(row);
    GalleryTiles::State state;
    state.selected = selection->isSelected(index);
    state.marked = state.selected && several;
    state.current = hasFocus() && index == currentIndex();
    state.hovered = row == m_hovered;
    m_tiles.paint(painter, *this, tiles().tile(row), index, state);
  }
}

QPixmap GalleryView::dragPixmap(const QModelIndexList& dragged) {
  const qreal ratio = devicePixelRatioF();
  const int shown = qMin(static_cast<int>(dragged.size()), fanned);
  const int side = dragEdge + (shown - 1) * fanStep + 10;
  QPixmap pixmap(qRound(side * ratio), qRound(side * ratio));
  pixmap.setDevicePixelRatio(ratio);
  pixmap.fill(Qt::transparent);
  GalleryTiles tiles;
  QPainter painter(&pixmap);
  for (int place = shown - 1; place >= 0; --place) {
    const QRect tile(place * fanStep, 10 + (shown - 1 - place) * fanStep, dragEdge, dragEdge);
    tiles.paint(painter, *this, tile, dragged[place], {});
  }
  if (dragged.size() < 2)
    return pixmap;
  const ThemeColors& colors = themeColors(palette());
  const QString count = QLocale().toString(dragged.size());
  const int height = fontMetrics().height() + 4;
  const QRect badge(0, 0, qMax(height, fontMetrics().horizontalAdvance(count) + 12), height);
  const QRect place = badge.translated(side - badge.width(), 0);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(font());
  painter.setPen(Qt::NoPen);
  painter.setBrush(colors.accent);
  painter.drawRoundedRect(place, height / 2.0, height / 2.0);
  painter.setPen(colors.onAccent);
  painter.drawText(place, Qt::AlignCenter, count);
  return pixmap;
}

// Copies only: who takes a picture does not take it away.
void GalleryView::startDrag(Qt::DropActions) {
  QModelIndexList dragged = selectedIndexes();
  dragged.removeIf([](const QModelIndex& index) { return !index.flags().testFlag(Qt::ItemIsDragEnabled); });
  std::sort(dragged.begin(), dragged.end());
  QMimeData* files = dragged.isEmpty() ? nullptr : gallery()->mimeData(dragged);
  if (files == nullptr)
    return;
  // The one under the cursor lies on top.
  const qsizetype current = dragged.indexOf(currentIndex());
  if (current > 0)
    dragged.move(current, 0);
  auto* drag = new QDrag(this);
  drag->setMimeData(files);
  const QPixmap pixmap = dragPixmap(dragged);
  drag->setPixmap(pixmap);
  drag->setHotSpot({qRound(pixmap.width() / pixmap.devicePixelRatio() / 2), dragEdge / 2});
  drag->exec(Qt::CopyAction, Qt::CopyAction);
}

void GalleryView::setHovered(int row) {
  if (row == m_hovered)
    return;
  m_hovered = row;
  viewport()->update();
}

void GalleryView::mousePressEvent(QMouseEvent* event) {
  m_banding = event->button() == Qt::LeftButton && !indexAt(event->pos()).isValid();
  m_bandFrom = event->pos() + QPoint(0, verticalOffset());
  m_bandTo = event->pos();
  GalleryGrid::mousePressEvent(event);
}

void GalleryView::mouseMoveEvent(QMouseEvent* event) {
  const QModelIndex under = indexAt(event->pos());
  const int hovered = event->buttons() == Qt::NoButton && under.isValid() ? under.row() : -1;
  setHovered(hovered);
  m_bandTo = event->pos();
  if (m_banding)
    viewport()->update();
  GalleryGrid::mouseMoveEvent(event);
}

void GalleryView::mouseReleaseEvent(QMouseEvent* event) {
  GalleryGrid::mouseReleaseEvent(event);
  m_banding = false;
  viewport()->update();
}

void GalleryView::mouseDoubleClickEvent(QMouseEvent* event) {
  const QModelIndex under = indexAt(event->pos());
  if (event->button() == Qt::LeftButton && under.isValid())
    Q_EMIT opened(gallery()->id(under.row()));
}

void GalleryView::wheelEvent(QWheelEvent* event) {
  if (!event->modifiers().testFlag(Qt::ControlModifier)) {
    GalleryGrid::wheelEvent(event);
    return;
  }
  if (event->angleDelta().y() != 0)
    Q_EMIT thumbnailSizeStep(event->angleDelta().y() > 0 ? 1 : -1);
  event->accept();
}

void GalleryView::keyPressEvent(QKeyEvent* event) {
  const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
  if (enter && currentIndex().isValid()) {
    Q_EMIT opened(currentId());
    return;
  }
  GalleryGrid::keyPressEvent(event);
}

// Whoever only passes through with Tab opens no picture.
void GalleryView::focusInEvent(QFocusEvent* event) {
  setQuiet(true);
  GalleryGrid::focusInEvent(event);
  setQuiet(false);
  viewport()->update();
}

bool GalleryView::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::Leave)
    setHovered(-1);
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const QModelIndex under = indexAt(help->pos());
    QString text = under.isValid() ? pictureDescription(under) : QString();
    if (text.size() > tooltipLetters)
      text = text.left(tooltipLetters) + "…";
    QToolTip::showText(help->globalPos(), text.isEmpty() ? text : "<p>" + text.toHtmlEscaped() + "</p>", viewport());
    return true;
  }
  return GalleryGrid::viewportEvent(event);
}

void GalleryView::changeEvent(QEvent* event) {
  if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange)
    arrange();
  if (event->type() == QEvent::PaletteChange)
    viewport()->update();
  GalleryGrid::changeEvent(event);
}

}  // namespace zaohua
