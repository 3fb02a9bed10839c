// SPDX-License-Identifier: Apache-2.0
// The queue as cards: what JobQueue knows, in the window's words, with the previews and progress of what runs. GUI
// thread.
#pragma once

#include <QHash>
#include <QIdentityProxyModel>
#include <QImage>

#include "library/job_queue.h"

namespace zaohua {

class QueueCards : public QIdentityProxyModel {
  Q_OBJECT

 public:
  enum Role {
    StateTextRole = JobQueue::ErrorRole + 100,  // QString
    ProgressTextRole,                           // QString, beside the state
    PreviewRole,                                // QImage
    ShapeRole,                                  // QSize of its pictures
  };

  explicit QueueCards(JobQueue& queue, QObject* parent = nullptr);

  void setModelReady(bool ready);
  void setPreview(const QString& job, const QImage& image);
  void setProgressText(const QString& job, const QString& text);
  // Every state may read differently: another language, another row before it.
  void refresh();

  QVariant data(const QModelIndex& index, int role) const override;
  QModelIndex indexOf(const QString& job) const;
  QString idAt(const QModelIndex& index) const { return index.data(JobQueue::IdRole).toString(); }

 private:
  void forgetGone();
  QString describe(const QModelIndex& index) const;

  JobQueue& m_queue;
  QHash<QString, QImage> m_previews;
  QString m_progressJob;
  QString m_progressText;
  bool m_modelReady = true;
};

}  // namespace zaohua
