// SPDX-License-Identifier: Apache-2.0
#include "ui/prompt/variation_line.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QToolButton>

#include "ui/common/icons.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int iconSize = 14;
constexpr int shownInTooltip = 8;
constexpr int longestList = 360;  // pixels

}  // namespace

VariationLine::VariationLine(QWidget* parent)
    : QWidget(parent), m_icon(new QLabel), m_text(new QLabel), m_show(new QToolButton) {
  setObjectName("variationLine");
  m_text->setObjectName("variationText");
  m_text->setWordWrap(true);
  m_text->setTextFormat(Qt::PlainText);
  setStyleRole(m_text, "muted");
  m_show->setObjectName("variationList");
  m_show->setFocusPolicy(Qt::StrongFocus);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(2, 0, 0, 0);
  row->setSpacing(6);
  row->addWidget(m_icon);
  row->addWidget(m_text, 1);
  row->addWidget(m_show);
  connect(m_show, &QToolButton::clicked, this, &VariationLine::openList);
  retranslate();
}

void VariationLine::setVariations(const PromptVariations& variations) {
  m_variations = variations;
  retranslate();
}

void VariationLine::setPicturesPerPrompt(int count) {
  m_picturesPerPrompt = count;
  retranslate();
}

QString VariationLine::text() const {
  return m_text->text();
}

void VariationLine::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
    retranslate();
}

void VariationLine::retranslate() {
  QString sentence;
  const bool several = m_variations.hasGroups && !m_variations.isTooMany();
  if (m_variations.isTooMany())
    sentence = tr("These choices make %L1 prompts; at most %2 can be queued at once. Remove some.")
                   .arg(m_variations.total)
                   .arg(PromptVariations::limit);
  else if (several)
    sentence = tr("Makes %n pictures", "", static_cast<int>(m_variations.total) * m_picturesPerPrompt);
  else if (m_variations.unclosedAt)
    sentence = tr("A “{” is not closed, so it is taken as it is written");
  const ThemeColors& colors = themeColors(palette());
  m_icon->setPixmap(m_variations.isTooMany()
                        ? themePixmap("triangle-alert", iconSize, colors.warn, devicePixelRatioF())
                        : themePixmap(several ? "layers" : "info", iconSize, colors.muted, devicePixelRatioF()));
  m_text->setText(sentence);
  QString tip;
  for (const QString& prompt : m_variations.prompts.mid(0, shownInTooltip))
    tip += (tip.isEmpty() ? "" : "\n") + prompt;
  m_text->setToolTip(several ? tip : QString());
  m_show->setText(tr("Show"));
  m_show->setToolTip(tr("Show the prompts that Generate will queue"));
  m_show->setAccessibleName(m_show->toolTip());
  m_show->setVisible(several);
  setVisible(!sentence.isEmpty());
}

void VariationLine::openList() {
  auto* popup = new QFrame(this, Qt::Popup);
  popup->setObjectName("variationPopup");
  popup->setAttribute(Qt::WA_DeleteOnClose);
  setStyleRole(popup, "card");
  auto* list = new QListWidget;
  list->setAccessibleName(tr("The prompts that Generate will queue"));
  list->setStyleSheet("QListView { background: transparent; border: none; }");
  list->setWordWrap(true);
  list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  int number = 0;
  for (const QString& prompt : m_variations.prompts)
    list->addItem(tr("%1.  %2").arg(++number).arg(prompt.simplified()));
  auto* column = new QVBoxLayout(popup);
  column->setContentsMargins(6, 6, 6, 6);
  column->addWidget(list);
  popup->resize(qMax(320, width()), longestList);
  column->activate();
  list->doItemsLayout();
  // As they lie, wrapped: what a row asks for by itself is one line.
  const int frame = popup->height() - list->viewport()->height();
  const int needed = list->visualItemRect(list->item(list->count() - 1)).bottom() + 1 + frame;
  popup->resize(popup->width(), qMin(longestList, needed));
  popup->move(mapToGlobal(QPoint(0, height() + 2)));
  popup->show();
  list->setFocus();
}

}  // namespace zaohua
