// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/info_row.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/common/icons.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

class QuietCopyButton : public QToolButton {
 public:
  explicit QuietCopyButton(QWidget* row) : QToolButton(row) {
    setIcon(themeIcon("copy"));
    setIconSize({14, 14});
    setFocusPolicy(Qt::StrongFocus);
  }

 protected:
  void paintEvent(QPaintEvent* event) override {
    if (parentWidget()->underMouse() || hasFocus())
      QToolButton::paintEvent(event);
  }
};

constexpr QChar breakHere(0x200B);
constexpr QChar holdTogether(0x2060);

// A long word (a path, a hash) may break anywhere; a label breaks only where it is allowed to. A number stays with what
// it counts: 24日.
QString breakable(const QString& text) {
  QString broken;
  int run = 0;
  for (const QChar character : text) {
    if (character.script() == QChar::Script_Han && !broken.isEmpty() && broken.back().isDigit())
      broken += holdTogether;
    broken += character;
    run = character.isSpace() ? 0 : run + 1;
    const bool afterMark = character == '/' || character == '_' || character == '-';
    if ((run > 8 && afterMark) || run > 24) {
      broken += breakHere;
      run = 0;
    }
  }
  return broken;
}

}  // namespace

InfoRow::InfoRow(const QString& key, Shape shape, QWidget* parent)
    : QWidget(parent), m_name(new QLabel), m_text(new QLabel), m_copy(new QuietCopyButton(this)) {
  const QString id = "info" + key.left(1).toUpper() + key.mid(1);
  setObjectName(id);
  setAttribute(Qt::WA_Hover);
  m_name->setObjectName(id + "Name");
  setStyleRole(m_name, "caption");
  m_text->setObjectName(id + "Value");
  m_text->setTextFormat(Qt::PlainText);
  m_text->setWordWrap(true);
  m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  m_text->setFocusPolicy(Qt::ClickFocus);
  m_text->installEventFilter(this);
  m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  m_name->setBuddy(m_text);
  m_copy->setObjectName(id + "Copy");
  m_name->setWordWrap(true);
  m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  const bool isLine = shape == Shape::line;
  auto* texts = new QBoxLayout(isLine ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
  texts->setSpacing(isLine ? 8 : 2);
  texts->addWidget(m_name, isLine ? 2 : 0, Qt::AlignTop);
  texts->addWidget(m_text, isLine ? 3 : 0, Qt::AlignTop);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(4);
  row->addLayout(texts, 1);
  row->addWidget(m_copy, 0, Qt::AlignTop);
  m_copy->setStyleSheet("QToolButton { padding: 1px; } QToolButton:focus { padding: 0; }");
  connect(m_copy, &QToolButton::clicked, this, &InfoRow::copy);
  retranslate();
}

void InfoRow::setText(const QString& name, const QString& value) {
  m_value = value;
  m_name->setText(name);
  m_text->setText(breakable(value));
  m_text->setAccessibleName(name);
  m_text->setAccessibleDescription(value);
  retranslate();
}

QString InfoRow::name() const {
  return m_name->text();
}

void InfoRow::retranslate() {
  m_copy->setToolTip(tr("Copy"));
  m_copy->setAccessibleName(tr("Copy %1", "%1 is the name of a setting").arg(m_name->text()));
  m_text->setToolTip(tr("Click to copy"));
}

void InfoRow::copy() {
  QApplication::clipboard()->setText(m_value);
  QToolTip::showText(m_copy->mapToGlobal(QPoint(0, m_copy->height())), tr("Copied"), m_copy);
}

void InfoRow::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QWidget::changeEvent(event);
}

bool InfoRow::eventFilter(QObject* watched, QEvent* event) {
  const bool released =
      event->type() == QEvent::MouseButtonRelease && static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton;
  // Who selects a part of it wants that part.
  if (released && !m_text->hasSelectedText())
    copy();
  // What was broken for the eye is copied whole.
  if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
    const QString selected = m_text->selectedText().remove(breakHere).remove(holdTogether);
    QApplication::clipboard()->setText(selected.isEmpty() ? m_value : selected);
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace zaohua
