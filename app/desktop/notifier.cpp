// SPDX-License-Identifier: Apache-2.0
#include "desktop/notifier.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>

namespace zaohua {

namespace {

constexpr qint64 longJob = 10'000;  // ms: of a shorter one the person knows

}  // namespace

Notifier::Notifier(JobQueue& queue, const Settings& settings, QWidget& window)
    : QObject(&window), m_settings(settings), m_window(window) {
  connect(&queue, &QAbstractItemModel::dataChanged, this, [this, &queue] {
    if (const QueuedJob* job = queue.running(); job != nullptr && !m_begun.contains(job->id))
      m_begun[job->id].start();
  });
  connect(&queue, &JobQueue::finished, this, [this](const QueuedJob& job) {
    const QElapsedTimer begun = m_begun.take(job.id);
    const bool wasLong = begun.isValid() && begun.elapsed() >= longJob;
    if (wasLong && m_settings.notifyWhenDone() && !m_window.isActiveWindow())
      tell(job);
  });
}

void Notifier::tell(const QueuedJob& job) const {
  constexpr int desktopDecides = -1;
  QDBusMessage call = QDBusMessage::createMethodCall("org.freedesktop.Notifications", "/org/freedesktop/Notifications",
                                                     "org.freedesktop.Notifications", "Notify");
  call << QString("Zaohua") << 0U << QString("zaohua") << tr("%n pictures are ready", "", job.request.count)
       << QString::fromStdString(job.request.prompt).left(200).toHtmlEscaped() << QStringList()
       << QVariantMap{{"desktop-entry", "zaohua"}} << desktopDecides;
  QDBusConnection::sessionBus().asyncCall(call);
}

}  // namespace zaohua
