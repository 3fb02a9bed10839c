// SPDX-License-Identifier: Apache-2.0
// The middle of the window: what appears. Shows the running picture, the chosen one, two side by side, or why there is
// none, and holds what the picture actions act on. GUI thread; files are read elsewhere.
#pragma once

#include <QWidget>
#include <functional>
#include <optional>
#include <vector>

#include "engine/engine_types.h"
#include "library/gallery_store.h"
#include "ui/canvas/canvas.h"

class QFrame;

namespace zaohua {

class Commands;
class InfoPanel;

class CentrePanel : public QWidget {
  Q_OBJECT

 public:
  CentrePanel(GalleryStore& gallery, Commands& commands, QWidget* parent = nullptr);

  // Of the running job. A finished picture is shown at once; its file and row follow with adopt().
  void beginTask(const PictureTask& task);
  void setProgress(const TaskProgress& progress);
  void setPreview(const PreviewFrame& frame);
  void showFinished(const FinishedPicture& picture);
  void endTask(const TaskEnd& end);
  void adopt(const PictureRecord& record);

  void openPicture(qint64 id);
  void openPictures(const QList<qint64>& ids);
  void compare(qint64 a, qint64 b);
  void showFailure(const Error& error, const QString& buttonText);
  void showWelcome();

  // What the picture actions act on; none while something runs or nothing is shown.
  const std::optional<PictureRecord>& current() const { return m_current; }
  const QImage& image() const { return m_image; }
  // The one shown before, for comparing with it.
  std::optional<qint64> previous() const { return m_previous; }
  qint64 lastShown() const { return m_lastShown; }  // also while something else is; 0: none
  Canvas& canvas() { return *m_canvas; }

 Q_SIGNALS:
  void currentChanged();
  void currentGone();  // out of the gallery
  void cancelRequested();
  void contextMenuRequested(const QPoint& global);
  void stepRequested(int by);
  void failureActionRequested();
  void restoreRequested(qint64 id);
  void comparisonChanged(bool comparing);
  void failed(const zaohua::Error& error);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void load(const QList<qint64>& ids, const std::function<void(std::vector<CanvasPicture>)>& then);
  void takeCurrent();
  QString welcomeText() const;
  QFrame* makeActionBar(Commands& commands);

  GalleryStore& m_gallery;
  Canvas* m_canvas;
  InfoPanel* m_info;
  std::optional<PictureRecord> m_current;
  std::optional<qint64> m_previous;
  qint64 m_lastShown = 0;
  QImage m_image;
  int m_loading = 0;  // counts orders, so that only the latest is shown
};

}  // namespace zaohua
