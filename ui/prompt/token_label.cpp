// SPDX-License-Identifier: Apache-2.0
#include "ui/prompt/token_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

#include "ui/common/icons.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int iconSize = 14;

}  // namespace

TokenLabel::TokenLabel(Shown shown, QWidget* parent)
    : QWidget(parent), m_shown(shown), m_counter(new TokenCounter(this)), m_icon(new QLabel), m_text(new QLabel) {
  m_text->setObjectName("tokenCounter");
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 4, 0);
  row->setSpacing(4);
  row->addStretch();
  row->addWidget(m_icon);
  row->addWidget(m_text);
  connect(m_counter, &TokenCounter::counted, this, &TokenLabel::showCount);
  showCount({});
}

QString TokenLabel::text() const {
  return m_text->text();
}

void TokenLabel::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) {
    // A style sheet keeps the font from being inherited, and keeps the one that it finds when it is applied.
    m_text->setFont(font());
    setStyleRole(m_text, "caption");
  }
  if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
    showCount(m_count);
}

void TokenLabel::showCount(const TokenCount& count) {
  m_count = count;
  const int limit = m_counter->limit();
  const int tokens = count.tokens.value_or(0);
  QString words;
  if (count.isCut && m_shown == Shown::always)
    words = tr("%1 / %2 tokens, the end is not read").arg(tokens).arg(limit);
  else if (count.isCut)
    words = tr("%1 / %2 tokens, the end of the negative prompt is not read").arg(tokens).arg(limit);
  else if (count.tokens && m_shown == Shown::always)
    words = tr("%1 / %2 tokens").arg(tokens).arg(limit);
  m_text->setText(words);
  m_text->setToolTip(
      tr("How much of the text the model reads. A token is a short word or a part of one; every model "
         "adds a few of its own."));
  m_icon->setPixmap(themePixmap("triangle-alert", iconSize, themeColors(palette()).warn, devicePixelRatioF()));
  m_icon->setVisible(count.isCut);
  if (m_shown == Shown::whenOver)
    setVisible(!words.isEmpty());
  Q_EMIT counted(count.unreadFrom);
}

}  // namespace zaohua
