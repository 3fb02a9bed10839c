// SPDX-License-Identifier: Apache-2.0
// The window's docks: prompt left, gallery right, queue below. Quiet by default, without title bars; "arrange" shows
// them so that panels can be moved, floated and closed. In a narrow window the gallery becomes a tab beside the queue
// if there is height for it, unless the person has put it somewhere. GUI thread; owned by the window.
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QDockWidget;
class QMainWindow;

namespace zaohua {

class PanelLayout : public QObject {
  Q_OBJECT

 public:
  PanelLayout(QMainWindow& window, QWidget* compose, QWidget* gallery, QWidget* queue);

  QDockWidget* compose() const { return m_compose; }
  QDockWidget* gallery() const { return m_gallery; }
  QDockWidget* queue() const { return m_queue; }

  void setArranging(bool arranging);  // a floating dock keeps its title bar anyway
  void reset();
  void fitWindow(const QSize& size);  // called when the window's size changes
  // A queue takes no room until it is used. Then it keeps its room, so that the canvas stays as large as it is.
  void setQueueEmpty(bool empty);
  // Restored panels that float wait for their window, or they would come up behind it. Once it is on the screen.
  void showFloating();
  void retranslate();

  QByteArray save() const;
  bool restore(const QByteArray& state, const QSize& size);  // of the window, as it is going to be

 private:
  void showTitleBar(QDockWidget& dock);
  QDockWidget* makeDock(const char* name, QWidget* content);
  void place(bool narrow);

  QMainWindow& m_window;
  QDockWidget* m_compose;
  QDockWidget* m_gallery;
  QDockWidget* m_queue;
  QList<QDockWidget*> m_waiting;
  bool m_arranging = false;
  bool m_narrow = false;
  bool m_placing = false;
  bool m_queueUsed = false;
  bool m_galleryMoved = false;  // by the person: it stays where it is
};

}  // namespace zaohua
