// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/comparison_view.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QEvent>
#include <QFrame>
#include <QHeaderView>
#include <QLabel>
#include <QShortcut>
#include <QTableWidget>
#include <QToolButton>

#include "ui/canvas/comparison_slider.h"
#include "ui/canvas/settings_difference.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr double largestShare = 0.4;  // of the height, for the table

QTableWidgetItem* cell(const QString& text) {
  auto* item = new QTableWidgetItem(text.isEmpty() ? QString("–") : text);
  item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
  item->setTextAlignment(Qt::AlignLeft | Qt::AlignTop);
  item->setToolTip(text);
  return item;
}

}  // namespace

ComparisonView::ComparisonView(QWidget* parent)
    : QWidget(parent),
      m_slider(new ComparisonSlider),
      m_heading(new QLabel),
      m_close(new QToolButton),
      m_table(new QTableWidget) {
  setObjectName("comparisonView");
  m_heading->setObjectName("comparisonHeading");
  m_heading->setWordWrap(true);
  setStyleRole(m_heading, "heading");
  m_close->setObjectName("comparisonClose");
  m_close->setIcon(themeIcon("x"));
  m_close->setFocusPolicy(Qt::StrongFocus);
  m_table->setObjectName("comparisonTable");
  m_table->setColumnCount(3);
  m_table->setFrameShape(QFrame::NoFrame);
  m_table->setShowGrid(false);
  m_table->setWordWrap(true);
  m_table->setTabKeyNavigation(false);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
  m_table->horizontalHeader()->setHighlightSections(false);
  m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  m_table->setStyleSheet(
      "QTableView { border: none; background: transparent; } QHeaderView::section { padding: 4px 3px; }");

  auto* panel = new QFrame;
  setStyleRole(panel, "panel");
  auto* head = new QHBoxLayout;
  head->addWidget(m_heading, 1);
  head->addWidget(m_close);
  auto* below = new QVBoxLayout(panel);
  below->setContentsMargins(measure::panelMargin, 6, measure::panelMargin, 8);
  below->setSpacing(4);
  below->addLayout(head);
  below->addWidget(m_table);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(m_slider, 1);
  column->addWidget(panel);
  setFocusProxy(m_slider);
  connect(m_close, &QToolButton::clicked, this, &ComparisonView::closeRequested);
  auto* copy = new QShortcut(QKeySequence::Copy, m_table, nullptr, nullptr, Qt::WidgetShortcut);
  connect(copy, &QShortcut::activated, this, &ComparisonView::copySelection);
  retranslate();
}

void ComparisonView::compare(const CanvasPicture& a, const CanvasPicture& b) {
  m_a = a.record;
  m_b = b.record;
  m_slider->setPictures(a.image, b.image);
  retranslate();
}

void ComparisonView::fillTable() {
  m_table->clearContents();
  m_table->setRowCount(0);
  if (!m_a.request || !m_b.request) {
    m_heading->setText(tr("One of these pictures does not say how it was made, so there is nothing to compare."));
    m_table->hide();
    return;
  }
  const std::vector<SettingDifference> rows = settingsDifference(*m_a.request, *m_b.request);
  m_heading->setText(rows.empty() ? tr("Both pictures were made with the same settings")
                                  : tr("%n settings differ", "", static_cast<int>(rows.size())));
  m_table->setVisible(!rows.empty());
  m_table->setRowCount(static_cast<int>(rows.size()));
  for (int row = 0; row < m_table->rowCount(); ++row) {
    const SettingDifference& difference = rows[static_cast<std::size_t>(row)];
    m_table->setItem(row, 0, cell(difference.name));
    m_table->setItem(row, 1, cell(difference.a));
    m_table->setItem(row, 2, cell(difference.b));
  }
  fitTable();
}

void ComparisonView::fitTable() {
  m_table->resizeRowsToContents();
  const int wanted = m_table->verticalHeader()->length() + m_table->horizontalHeader()->sizeHint().height() + 4;
  m_table->setFixedHeight(qMin(wanted, qMax(80, static_cast<int>(height() * largestShare))));
}

void ComparisonView::copySelection() const {
  QStringList lines;
  for (int row = 0; row < m_table->rowCount(); ++row) {
    QStringList cells;
    for (int column = 0; column < m_table->columnCount(); ++column) {
      if (m_table->item(row, column)->isSelected())
        cells.append(m_table->item(row, column)->text());
    }
    if (!cells.isEmpty())
      lines.append(cells.join('\t'));
  }
  QApplication::clipboard()->setText(lines.join('\n'));
}

void ComparisonView::retranslate() {
  m_close->setToolTip(tr("Stop comparing (Esc)"));
  m_close->setAccessibleName(tr("Stop comparing"));
  m_table->setAccessibleName(tr("What differs between the two pictures"));
  m_table->setHorizontalHeaderLabels(
      {tr("Setting"), tr("A", "the first of two compared pictures"), tr("B", "the second of two compared pictures")});
  m_slider->retranslate();
  fillTable();
}

void ComparisonView::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QWidget::changeEvent(event);
}

void ComparisonView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fitTable();
}

}  // namespace zaohua
