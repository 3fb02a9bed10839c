// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/message_page.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QEvent>
#include <QFontDatabase>
#include <QFontInfo>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int widest = 520;
constexpr int iconSize = 40;
constexpr int detailHeight = 120;

QString detailText(const Error& error) {
  return error.detail.empty() ? QString::fromStdString(error.text())
                              : QString::fromStdString(error.text() + "\n" + error.detail);
}

}  // namespace

MessagePage::MessagePage(QWidget* parent)
    : QWidget(parent),
      m_icon(new QLabel),
      m_sentence(new QLabel),
      m_action(new QPushButton),
      m_details(new QToolButton),
      m_copy(new QToolButton),
      m_detail(new QPlainTextEdit),
      m_hintText(new QLabel),
      m_hintsClose(new QToolButton) {
  setObjectName("canvasMessage");
  setFocusPolicy(Qt::NoFocus);
  m_sentence->setObjectName("canvasSentence");
  m_sentence->setWordWrap(true);
  m_sentence->setAlignment(Qt::AlignCenter);
  m_sentence->setTextFormat(Qt::PlainText);
  m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
  QFont larger = font();
  larger.setPointSizeF(QFontInfo(larger).pointSizeF() * 1.2);
  m_sentence->setFont(larger);
  m_icon->setAlignment(Qt::AlignCenter);
  m_detail->setObjectName("canvasDetail");
  m_detail->setReadOnly(true);
  m_detail->setFixedHeight(detailHeight);
  m_detail->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
  m_detail->setTabChangesFocus(true);
  m_hints = makeHints();
  m_buttons = makeButtons();

  auto* column = new QVBoxLayout;
  column->setSpacing(14);
  column->addWidget(m_icon);
  column->addWidget(m_sentence);
  column->addWidget(m_buttons);
  column->addWidget(m_detail);
  column->addWidget(m_hints);
  auto* middle = new QWidget;
  middle->setMaximumWidth(widest);
  middle->setLayout(column);
  auto* page = new QVBoxLayout(this);
  page->addStretch(1);
  auto* centred = new QHBoxLayout;
  centred->addStretch(1);
  centred->addWidget(middle, 1000);
  centred->addStretch(1);
  page->addLayout(centred);
  page->addStretch(1);
  connect(m_action, &QPushButton::clicked, this, &MessagePage::actionRequested);
  connect(m_details, &QToolButton::toggled, m_detail, &QWidget::setVisible);
  connect(m_copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(detailText(m_error)); });
  connect(m_hintsClose, &QToolButton::clicked, this, [this] {
    setHints({});
    Q_EMIT hintsDismissed();
  });
  retranslate();
}

QWidget* MessagePage::makeHints() {
  m_hintText->setObjectName("canvasHints");
  m_hintText->setAlignment(Qt::AlignCenter);
  m_hintText->setWordWrap(true);
  setStyleRole(m_hintText, "muted");
  m_hintsClose->setObjectName("canvasHintsClose");
  m_hintsClose->setFocusPolicy(Qt::TabFocus);
  setStyleRole(m_hintsClose, "text");
  auto* hints = new QWidget;
  auto* column = new QVBoxLayout(hints);
  column->setContentsMargins(0, 6, 0, 0);
  column->setSpacing(8);
  column->addWidget(m_hintText);
  column->addWidget(m_hintsClose, 0, Qt::AlignHCenter);
  return hints;
}

QWidget* MessagePage::makeButtons() {
  m_action->setObjectName("canvasFailureAction");
  m_details->setObjectName("canvasDetailsToggle");
  m_details->setCheckable(true);
  m_copy->setObjectName("canvasCopyDetails");
  m_copy->setIcon(themeIcon("copy"));
  m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  for (QToolButton* button : {m_details, m_copy}) {
    setStyleRole(button, "text");
    button->setFocusPolicy(Qt::StrongFocus);
  }
  auto* buttons = new QWidget;
  auto* row = new QHBoxLayout(buttons);
  row->setContentsMargins(0, 0, 0, 0);
  row->addStretch(1);
  row->addWidget(m_action);
  row->addWidget(m_details);
  row->addWidget(m_copy);
  row->addStretch(1);
  return buttons;
}

void MessagePage::showWelcome(const QString& sentence) {
  m_failed = false;
  m_sentence->setText(sentence);
  refresh();
}

void MessagePage::setHints(const QStringList& hints) {
  m_hintTexts = hints;
  m_hintText->setText(hints.join('\n'));
  refresh();
}

void MessagePage::showFailure(const Error& error, const QString& buttonText) {
  m_failed = true;
  m_error = error;
  m_action->setText(buttonText);
  m_action->setAccessibleName(buttonText);
  m_details->setChecked(false);
  m_detail->setPlainText(detailText(error));
  retranslate();
}

QString MessagePage::text() const {
  return m_sentence->text();
}

void MessagePage::refresh() {
  const ThemeColors& colors = themeColors(palette());
  const bool silent = m_sentence->text().isEmpty();  // a picture is about to come
  m_icon->setPixmap(silent ? QPixmap()
                           : themePixmap(m_failed ? "circle-x" : "image", iconSize,
                                         m_failed ? colors.problem : colors.faint, devicePixelRatioF()));
  m_buttons->setVisible(m_failed);
  m_action->setVisible(!m_action->text().isEmpty());
  m_detail->setVisible(m_failed && m_details->isChecked());
  m_hints->setVisible(!m_failed && !silent && !m_hintTexts.isEmpty());
  setAccessibleName(m_sentence->text());
}

void MessagePage::retranslate() {
  if (m_failed)
    m_sentence->setText(errorText(m_error));
  m_details->setText(tr("Details"));
  m_details->setToolTip(tr("Show technical details"));
  m_copy->setText(tr("Copy details"));
  m_copy->setToolTip(tr("Copy details"));
  m_detail->setAccessibleName(tr("Details"));
  m_hintsClose->setText(tr("Hide hints"));
  m_hintsClose->setToolTip(tr("Do not show these hints again"));
  refresh();
}

void MessagePage::paintEvent(QPaintEvent* event) {
  QPainter(this).fillRect(event->rect(), themeColors(palette()).canvas);
}

void MessagePage::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  else if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
    refresh();
  QWidget::changeEvent(event);
}

}  // namespace zaohua
