// SPDX-License-Identifier: Apache-2.0
#include "ui/common/message_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int secondsShown = 8;

QPixmap kindPixmap(MessageBar::Kind kind, const QWidget& widget) {
  const ThemeColors& colors = themeColors(widget.palette());
  const qreal ratio = widget.devicePixelRatioF();
  switch (kind) {
    case MessageBar::Kind::success:
      return themePixmap("circle-check", 16, colors.ok, ratio);
    case MessageBar::Kind::warning:
      return themePixmap("triangle-alert", 16, colors.warn, ratio);
    case MessageBar::Kind::problem:
      return themePixmap("circle-x", 16, colors.problem, ratio);
    case MessageBar::Kind::information:
      break;
  }
  return themePixmap("info", 16, colors.muted, ratio);
}

}  // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      m_icon(new QLabel),
      m_text(new QLabel),
      m_button(new QPushButton),
      m_copy(new QToolButton),
      m_close(new QToolButton),
      m_timer(new QTimer(this)) {
  setObjectName("messageBar");
  setStyleRole(this, "message");
  m_text->setObjectName("messageText");
  m_text->setWordWrap(true);
  m_text->setTextFormat(Qt::PlainText);
  m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_button->setObjectName("messageButton");
  m_copy->setObjectName("messageCopyDetails");
  m_copy->setIcon(themeIcon("copy"));
  m_close->setObjectName("messageClose");
  m_close->setIcon(themeIcon("x"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(10, 6, 6, 6);
  row->setSpacing(8);
  row->addWidget(m_icon);
  row->addWidget(m_text, 1);
  row->addWidget(m_button);
  row->addWidget(m_copy);
  row->addWidget(m_close);
  m_timer->setSingleShot(true);
  connect(m_timer, &QTimer::timeout, this, &MessageBar::dismiss);
  connect(m_close, &QToolButton::clicked, this, &MessageBar::dismiss);
  connect(m_copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(m_detail); });
  connect(m_button, &QPushButton::clicked, this, [this] {
    // The action may show the next message.
    const std::function<void()> action = std::exchange(m_action, nullptr);
    dismiss();
    if (action)
      action();
  });
  hide();
  retranslate();
}

void MessageBar::showKind() {
  m_icon->setPixmap(kindPixmap(m_kind, *this));
}

void MessageBar::showMessage(Kind kind, const QString& sentence, const QString& buttonText,
                             std::function<void()> action) {
  m_kind = kind;
  m_error.reset();
  showKind();
  m_text->setText(sentence);
  m_action = std::move(action);
  m_button->setText(buttonText);
  m_button->setVisible(m_action != nullptr);
  m_detail.clear();
  m_copy->hide();
  setAccessibleName(sentence);
  if (kind == Kind::problem)
    m_timer->stop();
  else
    m_timer->start(secondsShown * 1000);
  show();
}

void MessageBar::showError(const Error& error, const QString& buttonText, std::function<void()> action) {
  showMessage(Kind::problem, errorText(error), buttonText, std::move(action));
  m_error = error;
  m_detail = QString::fromStdString(error.text());
  if (!error.detail.empty())
    m_detail += "\n" + QString::fromStdString(error.detail);
  m_copy->show();
}

void MessageBar::showErrors(const std::vector<Error>& errors) {
  m_waiting.insert(m_waiting.end(), errors.begin(), errors.end());
  if (isHidden() && !m_waiting.empty())
    dismiss();
}

void MessageBar::withdraw(ErrorCode code) {
  std::erase_if(m_waiting, [code](const Error& error) { return error.code == code; });
  if (m_error && m_error->code == code && !isHidden())
    dismiss();
}

QString MessageBar::text() const {
  return isHidden() ? QString() : m_text->text();
}

// An Error can be said again in another language; other sentences came ready made and do not stay long.
void MessageBar::retranslate() {
  m_copy->setToolTip(tr("Copy details"));
  m_copy->setAccessibleName(m_copy->toolTip());
  m_close->setToolTip(tr("Close this message"));
  m_close->setAccessibleName(m_close->toolTip());
  if (!m_error)
    return;
  m_text->setText(errorText(*m_error));
  setAccessibleName(m_text->text());
}

void MessageBar::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  else if (event->type() == QEvent::PaletteChange)
    showKind();
  QFrame::changeEvent(event);
}

void MessageBar::dismiss() {
  m_timer->stop();
  m_action = nullptr;
  hide();
  if (m_waiting.empty())
    return;
  const Error next = m_waiting.front();
  m_waiting.erase(m_waiting.begin());
  showError(next);
}

}  // namespace zaohua
