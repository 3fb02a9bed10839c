// SPDX-License-Identifier: Apache-2.0
// The window's docks: prompt left, gallery right, queue below. Quiet by default, without title bars; "arrange" shows
// them so that panels can be moved, floated and closed. In a narrow window the gallery becomes a tab beside the queue,
// unless the person has put it somewhere. GUI thread; owned by the window.
#pragma once

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
  void fitWidth(int width);        // called when the window's width changes
  void setQueueEmpty(bool empty);  // an empty queue takes no room
  void retranslate();

  QByteArray save() const;
  bool restore(const QByteArray& state);

 private:
  void showTitleBar(QDockWidget& dock);
  QDockWidget* makeDock(const char* name, QWidget* content);
  void place(bool narrow);

  QMainWindow& m_window;
  QDockWidget* m_compose;
  QDockWidget* m_gallery;
  QDockWidget* m_queue;
  bool m_arranging = false;
  bool m_narrow = false;
  bool m_placing = false;
  bool m_galleryMoved = false;  // by the person: it stays where it is
};

}  // namespace zaohua
