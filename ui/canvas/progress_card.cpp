// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/progress_card.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>

#include "ui/canvas/progress_words.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int lineHeight = 4;
constexpr int sideMargin = 14;
constexpr int lineMargin = 9;  // below the line
constexpr int minWidth = 330;
constexpr int maxSegments = 60;
constexpr int groundAlpha = 236;

QString cardSheet() {
  const ThemeColors& colors = darkColors();
  return QString(
             "QLabel { color: %1; } QLabel#progressStage { color: %2; font-weight: 600; }"
             "QPushButton { background: transparent; color: %2; border: 1px solid %3; border-radius: 5px;"
             " padding: 1px 9px; outline: none; }"
             "QPushButton:hover { background: %4; } QPushButton:pressed { background: %5; }"
             "QPushButton:focus { border: 2px solid %6; padding: 0 8px; }")
      .arg(colors.muted.name(), colors.text.name(), QColor(0x58, 0x58, 0x5c).name(), colors.line.name(),
           colors.raised.name(), colors.accentLine.name());
}

}  // namespace

ProgressCard::ProgressCard(QWidget* parent)
    : QWidget(parent),
      m_stage(new QLabel),
      m_picture(new QLabel),
      m_time(new QLabel),
      m_watch(new QPushButton),
      m_cancel(new QPushButton) {
  setObjectName("progressCard");
  m_stage->setObjectName("progressStage");
  m_picture->setObjectName("progressPicture");
  m_time->setObjectName("progressTime");
  m_watch->setObjectName("progressWatch");
  m_cancel->setObjectName("progressCancel");
  setStyleSheet(cardSheet());
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(sideMargin, 8, sideMargin - 2, lineMargin + lineHeight + 6);
  row->setSpacing(8);
  row->addWidget(m_stage);
  row->addWidget(m_picture);
  row->addWidget(m_time);
  row->addStretch(1);
  row->addSpacing(12);
  row->addWidget(m_watch);
  row->addWidget(m_cancel);
  setMinimumWidth(minWidth);
  m_watch->hide();
  connect(m_cancel, &QPushButton::clicked, this, &ProgressCard::cancelRequested);
  connect(m_watch, &QPushButton::clicked, this, &ProgressCard::watchRequested);
  retranslate();
}

void ProgressCard::begin(const PictureTask& task) {
  m_task = task;
  m_progress = {};
  m_progress.stage.stage = Stage::encodePrompt;
  retranslate();
}

void ProgressCard::setProgress(const TaskProgress& progress) {
  const int before = percent();
  m_progress = progress;
  retranslate();
  if (percent() == before)
    return;
  QAccessibleValueChangeEvent event(this, percent());
  QAccessible::updateAccessibility(&event);
}

void ProgressCard::setAway(bool away) {
  m_watch->setVisible(away);
  adjustSize();
}

int ProgressCard::percent() const {
  return qBound(0, qRound(shownFraction() * 100), 100);
}

QString ProgressCard::text() const {
  return m_stage->text();
}

// Reading the weights is no part of the picture's own time and has a line of its own.
double ProgressCard::shownFraction() const {
  const StageProgress& stage = m_progress.stage;
  return stage.stage == Stage::load ? double(stage.done) / qMax(stage.total, 1) : m_progress.fraction;
}

// A segment is a step, so it is full when its step is done, and all are while the pixels are made; one alone shows the
// time that has passed.
double ProgressCard::filledSegments(int segments) const {
  const StageProgress& stage = m_progress.stage;
  if (segments == 1)
    return shownFraction();
  if (stage.stage == Stage::denoise)
    return stage.done;
  return stage.stage == Stage::encodePrompt || stage.stage == Stage::load ? 0 : segments;
}

void ProgressCard::retranslate() {
  m_stage->setText(stageText(m_progress.stage));
  m_picture->setText(pictureOfText(m_task));
  m_picture->setVisible(m_task.count > 1);
  const QString time = timeLeftText(m_progress.secondsLeft);
  m_time->setText(time);
  m_time->setVisible(!time.isEmpty());
  m_cancel->setText(tr("Cancel Esc", "the button and its key"));
  m_cancel->setAccessibleName(tr("Cancel"));
  m_cancel->setToolTip(tr("Stop making this picture (Esc)"));
  m_watch->setText(tr("Watch"));
  m_watch->setToolTip(tr("Show the picture that is being made"));
  m_watch->setAccessibleName(m_watch->toolTip());
  setAccessibleName(m_stage->text());
  setAccessibleDescription(time);
  // Wider when the words ask for it, never narrower while it works: it would twitch with every digit.
  const QSize wanted = sizeHint().expandedTo(QSize(minWidth, 0));
  if (wanted.width() > width() || wanted.height() != height())
    resize(qMax(wanted.width(), width()), wanted.height());
  update();
}

void ProgressCard::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QWidget::changeEvent(event);
}

// A press on the card is not one on the picture below.
void ProgressCard::mousePressEvent(QMouseEvent* event) {
  event->accept();
}

void ProgressCard::paintEvent(QPaintEvent*) {
  const ThemeColors& colors = darkColors();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QColor ground = colors.window;
  ground.setAlpha(groundAlpha);
  painter.setPen(Qt::NoPen);
  painter.setBrush(ground);
  painter.drawRoundedRect(rect(), measure::largeRadius, measure::largeRadius);

  const QRectF line(sideMargin, height() - lineMargin - lineHeight, width() - 2 * sideMargin, lineHeight);
  const bool loading = m_progress.stage.stage == Stage::load;
  const int steps = m_task.request.steps.value_or(1);
  const int segments = loading || steps > maxSegments ? 1 : qMax(steps, 1);
  const double gap = segments > 30 ? 1 : 2;
  const double width = (line.width() - gap * (segments - 1)) / segments;
  const double filled = filledSegments(segments);
  QColor empty = colors.muted;
  empty.setAlpha(70);
  for (int segment = 0; segment < segments; ++segment) {
    const QRectF place(line.x() + segment * (width + gap), line.y(), width, lineHeight);
    const double share = qBound(0.0, filled - segment, 1.0);
    painter.setBrush(empty);
    painter.drawRoundedRect(place, 1.5, 1.5);
    if (share <= 0)
      continue;
    painter.setBrush(loading ? colors.muted : colors.accentLine);
    painter.drawRoundedRect(QRectF(place.topLeft(), QSizeF(place.width() * share, place.height())), 1.5, 1.5);
  }
}

}  // namespace zaohua
