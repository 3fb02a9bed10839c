// SPDX-License-Identifier: Apache-2.0
#include "ui/keywords/chip_area.h"

#include <QEvent>
#include <QResizeEvent>

#include "ui/common/chip.h"
#include "ui/common/flow_layout.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int linesShown = 4;

}  // namespace

ChipArea::ChipArea(QWidget* parent) : QScrollArea(parent), m_content(new QWidget) {
  setWidgetResizable(true);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFocusPolicy(Qt::NoFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  viewport()->setAutoFillBackground(false);
  m_content->setAutoFillBackground(false);
  m_content->setLayout(new FlowLayout(nullptr, measure::chipSpacing));
  setWidget(m_content);
  m_content->setAutoFillBackground(false);
}

void ChipArea::setChips(const QList<Chip*>& chips) {
  qDeleteAll(m_content->findChildren<Chip*>(QString(), Qt::FindDirectChildrenOnly));
  for (Chip* chip : chips) {
    chip->setParent(m_content);
    chip->installEventFilter(this);
    m_content->layout()->addWidget(chip);
    chip->show();
  }
  updateGeometry();
  Q_EMIT contentChanged();
}

void ChipArea::setExpanded(bool expanded) {
  m_expanded = expanded;
  updateGeometry();
  Q_EMIT contentChanged();
}

bool ChipArea::needsExpanding() const {
  return contentHeight() > fewLines();
}

int ChipArea::fewLines() const {
  const int chip = fontMetrics().height() + 8;
  return linesShown * chip + (linesShown - 1) * measure::chipSpacing;
}

int ChipArea::contentHeight() const {
  return m_content->layout()->heightForWidth(viewport()->width());
}

QSize ChipArea::sizeHint() const {
  return {200, m_expanded ? qMax(contentHeight(), fewLines()) : fewLines()};
}

void ChipArea::resizeEvent(QResizeEvent* event) {
  QScrollArea::resizeEvent(event);
  if (event->size().width() == event->oldSize().width())
    return;
  updateGeometry();
  Q_EMIT contentChanged();
}

bool ChipArea::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::FocusIn)
    ensureWidgetVisible(static_cast<QWidget*>(watched), 0, measure::chipSpacing);
  return QScrollArea::eventFilter(watched, event);
}

}  // namespace zaohua
