// SPDX-License-Identifier: Apache-2.0
#include "ui/queue/queue_cards.h"

#include "ui/queue/job_state_text.h"

namespace zaohua {

QueueCards::QueueCards(JobQueue& queue, QObject* parent) : QIdentityProxyModel(parent), m_queue(queue) {
  setSourceModel(&queue);
  // Where one comes, goes or moves, others wait for fewer or more.
  connect(this, &QAbstractItemModel::rowsInserted, this, &QueueCards::refresh);
  connect(this, &QAbstractItemModel::rowsMoved, this, &QueueCards::refresh);
  connect(this, &QAbstractItemModel::rowsRemoved, this, [this] {
    forgetGone();
    refresh();
  });
  connect(&queue, &JobQueue::nextChanged, this, &QueueCards::refresh);
}

void QueueCards::setModelReady(bool ready) {
  if (m_modelReady == ready)
    return;
  m_modelReady = ready;
  refresh();
}

void QueueCards::setPreview(const QString& job, const QImage& image) {
  const QModelIndex card = indexOf(job);
  if (!card.isValid())
    return;
  m_previews.insert(job, image);
  Q_EMIT dataChanged(card, card, {PreviewRole});
}

void QueueCards::setProgressText(const QString& job, const QString& text) {
  if (job == m_progressJob && text == m_progressText)
    return;
  m_progressJob = job;
  m_progressText = text;
  const QModelIndex card = indexOf(job);
  if (card.isValid())
    Q_EMIT dataChanged(card, card, {ProgressTextRole});
}

void QueueCards::refresh() {
  if (rowCount() > 0)
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0));
}

void QueueCards::forgetGone() {
  m_previews.removeIf([this](const auto& entry) { return m_queue.job(entry.key()) == nullptr; });
}

QModelIndex QueueCards::indexOf(const QString& job) const {
  for (int row = 0; row < rowCount(); ++row) {
    if (m_queue.jobs()[static_cast<std::size_t>(row)].id == job)
      return index(row, 0);
  }
  return {};
}

QVariant QueueCards::data(const QModelIndex& card, int role) const {
  if (!card.isValid())
    return {};
  const QueuedJob& job = m_queue.jobs()[static_cast<std::size_t>(card.row())];
  switch (role) {
    case StateTextRole:
      return jobStateText(m_queue, card.row(), m_modelReady);
    case ProgressTextRole:
      return job.state == JobState::running && job.id == m_progressJob ? m_progressText : QString();
    case PreviewRole:
      return m_previews.value(job.id);
    case ShapeRole:
      return QSize(job.request.width.value_or(1), job.request.height.value_or(1));
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
      return describe(card);
    default:
      return QIdentityProxyModel::data(card, role);
  }
}

QString QueueCards::describe(const QModelIndex& card) const {
  const QueuedJob& job = m_queue.jobs()[static_cast<std::size_t>(card.row())];
  QStringList lines{QString::fromStdString(job.request.prompt).simplified(), card.data(StateTextRole).toString()};
  if (job.request.count > 1)
    lines.append(tr("%1 of %n pictures are in the gallery", "", job.request.count).arg(job.done));
  return lines.join('\n');
}

}  // namespace zaohua
