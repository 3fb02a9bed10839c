// SPDX-License-Identifier: Apache-2.0
#include "ui/queue/queue_strip.h"

#include <QApplication>
#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPaintEvent>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <utility>

#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/queue/queue_actions.h"
#include "ui/queue/queue_cards.h"
#include "ui/queue/queue_list.h"

namespace zaohua {

QueueStrip::QueueStrip(JobQueue& queue, QWidget* parent)
    : QWidget(parent),
      m_queue(queue),
      m_cards(new QueueCards(queue, this)),
      m_actions(new QueueActions(queue, this)),
      m_heading(new QLabel),
      m_pauseAll(new QToolButton),
      m_resume(new QPushButton),
      m_list(new QueueList(*m_cards, *m_actions)) {
  setObjectName("queueStrip");
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  m_heading->setObjectName("queueHeading");
  setStyleRole(m_heading, "heading");
  m_pauseAll->setObjectName("queuePauseAll");
  m_pauseAll->setFocusPolicy(Qt::StrongFocus);
  m_resume->setObjectName("queueResumeInterrupted");
  m_resume->setIcon(themeIcon("play"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(measure::panelMargin, 8, measure::panelMargin, 0);
  row->setSpacing(measure::fieldSpacing);
  auto* beside = new QHBoxLayout;  // the cards, above the room for their scroll bar
  beside->setContentsMargins(0, 0, 0, QueueList::scrollBarRoom);
  beside->addWidget(m_heading);
  beside->addWidget(m_pauseAll);
  beside->addWidget(m_resume);
  row->addLayout(beside);
  row->addWidget(m_list, 1);
  connect(m_pauseAll, &QToolButton::clicked, this, [this] { m_queue.setAllPaused(!m_queue.isAllPaused()); });
  connect(m_resume, &QPushButton::clicked, this, [this] {
    if (const Result<void> resumed = m_queue.resumeInterrupted(); !resumed)
      Q_EMIT messageForUser(resumed.error());
  });
  connect(m_actions, &QueueActions::settingsRequested, this, &QueueStrip::settingsRequested);
  connect(m_actions, &QueueActions::failed, this, &QueueStrip::messageForUser);
  for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
    connect(m_cards, signal, this, &QueueStrip::refresh);
  connect(m_cards, &QAbstractItemModel::dataChanged, this, [this](const auto&, const auto&, const QList<int>& roles) {
    if (roles.isEmpty())
      refresh();
  });
  connect(m_cards, &QAbstractItemModel::modelReset, this, &QueueStrip::refresh);
  connect(&m_queue, &JobQueue::nextChanged, this, &QueueStrip::refresh);
  retranslate();
}

void QueueStrip::setModelReady(bool ready) {
  m_cards->setModelReady(ready);
}

void QueueStrip::setPreview(const QString& job, const QImage& image) {
  m_cards->setPreview(job, image);
}

void QueueStrip::setProgressText(const QString& job, const QString& text) {
  m_cards->setProgressText(job, text);
}

void QueueStrip::refresh() {
  const bool paused = m_queue.isAllPaused();
  const int interrupted = m_queue.interruptedCount();
  const int jobs = m_queue.rowCount();
  m_heading->setText(jobs > 0 ? tr("Queue %1").arg(jobs) : tr("Queue"));
  m_pauseAll->setIcon(themeIcon(paused ? "play" : "pause"));
  m_pauseAll->setToolTip(paused ? tr("Resume the queue")
                                : tr("Pause the queue: what runs is finished, nothing new starts"));
  m_pauseAll->setAccessibleName(paused ? tr("Resume all") : tr("Pause all"));
  m_resume->setText(tr("Resume %n jobs", "", interrupted));
  m_resume->setToolTip(tr("Go on with what was in the queue when Zaohua was closed"));
  m_resume->setVisible(interrupted > 0);
  const bool emptied = std::exchange(m_shownJobs, jobs) > 0 && jobs == 0;
  if (emptied && isAncestorOf(QApplication::focusWidget()))
    Q_EMIT emptiedUnderFocus();
}

void QueueStrip::retranslate() {
  m_actions->retranslate();
  m_list->retranslate();
  m_cards->refresh();
  setAccessibleName(tr("Queue"));
  refresh();
}

void QueueStrip::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QWidget::changeEvent(event);
}

void QueueStrip::paintEvent(QPaintEvent* event) {
  const ThemeColors& colors = themeColors(palette());
  QPainter painter(this);
  painter.fillRect(event->rect(), colors.panel);
  painter.fillRect(QRect(0, 0, width(), 1), colors.line);
}

}  // namespace zaohua
