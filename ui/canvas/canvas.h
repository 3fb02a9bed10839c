// SPDX-License-Identifier: Apache-2.0
// The middle of the window: a welcome, a picture that is being made, one, several, a comparison, or what went wrong.
// Lives on the GUI thread and never waits; whoever owns it tells it what to show.
#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "base/error.h"
#include "engine/engine_types.h"
#include "ui/canvas/canvas_picture.h"

namespace zaohua {

class ZoomView;

class Canvas : public QWidget {
  Q_OBJECT

 public:
  enum class State { welcome, running, picture, grid, failure, comparing };

  explicit Canvas(QWidget* parent = nullptr);
  ~Canvas() override;
  State state() const;
  void showWelcome(const QString& sentence);
  void setHints(const QStringList& hints);  // lines under the welcome, which a person can hide
  // A running picture takes the place of an older one. Progress floats on whatever is open until endTask().
  void beginTask(const PictureTask& task);
  void setProgress(const TaskProgress& progress);
  void setPreview(const PreviewFrame& preview);
  // Finished: the last preview stands until its picture is shown. Otherwise what was open before comes back.
  void endTask(TaskEnd::Kind kind);
  bool isTaskRunning() const;

  // What a person wants to see. The picture that the running task became fades in.
  void showPicture(const CanvasPicture& picture);
  // What a task became, whenever it comes: as showPicture(), but it stays behind the next running one and behind
  // whatever a person went to meanwhile.
  void showFinished(const CanvasPicture& picture);
  void showPictures(std::vector<CanvasPicture> pictures);
  void showFailure(const Error& error, const QString& buttonText);
  void dismissFailure();  // what was open before comes back
  void compare(const CanvasPicture& a, const CanvasPicture& b);
  void stopComparing();

  // The picture that actions are about: the open one, or the current one of several.
  const CanvasPicture* currentPicture() const;
  void setRecord(const PictureRecord& record);  // the gallery knows something else about an open one

  double zoom() const;  // device pixels for one pixel of the picture
  bool isFitted() const;
  // What Esc means here, in this order: end the comparison, cancel, back to the others. False: nothing.
  bool escape();
  bool takeFocus();  // false: nothing here wants the keyboard

 public Q_SLOTS:
  void zoomToFit();
  void zoomToActualSize();
  void zoomIn();
  void zoomOut();

 Q_SIGNALS:
  void cancelRequested();
  void failureActionRequested();
  void hintsDismissed();
  void pictureOpened(qint64 id);          // one of several
  void currentPictureChanged(qint64 id);  // 0: none
  void stateChanged();
  void zoomChanged(double zoom);
  void contextMenuRequested(const QPoint& global);
  void stepRequested(int by);  // arrow keys on a fitted picture: -1 the one before, 1 the next

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  struct Parts;
  void connectViews();
  void enter(State state);
  void restoreShown();
  void openFromGrid(int index);
  void escapeToGrid();
  void watchTask();
  void step(int by);
  bool isOfTask(const PictureRecord& record) const;
  ZoomView* activeView() const;
  QRect pictureArea() const;
  void placeOverlays();
  void retranslate();

  std::unique_ptr<Parts> m_parts;
};

}  // namespace zaohua
