// SPDX-License-Identifier: Apache-2.0
#include "ui/window/panel_layout.h"

#include <QAbstractButton>
#include <QDataStream>
#include <QDockWidget>
#include <QMainWindow>
#include <QVBoxLayout>
#include <utility>

#include "ui/window/window_placement.h"

namespace zaohua {

namespace {

constexpr int narrowWidth = 1200;
constexpr int highEnough = 620;  // for a canvas above the gallery
constexpr int stateVersion = 1;
constexpr int composeWidth = 344;
constexpr int galleryWidth = 296;
constexpr int queueHeight = 64;
constexpr int tabbedHeight = 190;

// A dock without a title. A plain widget would do, but for its size: it has none, and the dock computes with it.
class NoTitleBar : public QWidget {
 public:
  using QWidget::QWidget;
  QSize sizeHint() const override { return {0, 0}; }
  QSize minimumSizeHint() const override { return {0, 0}; }
};

bool wantsTabs(const QSize& window) {
  return window.width() < narrowWidth && window.height() >= highEnough;
}

void nameButton(const QDockWidget& dock, const char* objectName, const QString& name) {
  if (auto* button = dock.findChild<QAbstractButton*>(objectName)) {
    button->setAccessibleName(name);
    button->setToolTip(name);
  }
}

}  // namespace

PanelLayout::PanelLayout(QMainWindow& window, QWidget* compose, QWidget* gallery, QWidget* queue)
    : QObject(&window),
      m_window(window),
      m_compose(makeDock("composeDock", compose)),
      m_gallery(makeDock("galleryDock", gallery)),
      m_queue(makeDock("queueDock", queue)) {
  compose->setMinimumWidth(300);
  compose->setMaximumWidth(480);
  gallery->setMinimumWidth(200);
  window.setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
  window.setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
  window.setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks);
  window.addDockWidget(Qt::LeftDockWidgetArea, m_compose);
  place(false);
  setArranging(false);
  const auto moved = [this] {
    if (!m_placing)
      m_galleryMoved = true;
  };
  connect(m_gallery, &QDockWidget::dockLocationChanged, this, moved);
  connect(m_gallery, &QDockWidget::topLevelChanged, this, moved);
}

QDockWidget* PanelLayout::makeDock(const char* name, QWidget* content) {
  auto* dock = new QDockWidget(&m_window);
  dock->setObjectName(name);
  dock->setWidget(content);
  // Queued: the dock may be in the middle of being put down.
  connect(
      dock, &QDockWidget::topLevelChanged, this, [this, dock] { showTitleBar(*dock); }, Qt::QueuedConnection);
  return dock;
}

void PanelLayout::place(bool narrow) {
  m_placing = true;
  m_window.addDockWidget(Qt::BottomDockWidgetArea, m_queue);
  if (narrow) {
    m_window.tabifyDockWidget(m_queue, m_gallery);
    m_window.resizeDocks({m_gallery}, {tabbedHeight}, Qt::Vertical);
    m_gallery->raise();
  } else {
    m_window.addDockWidget(Qt::RightDockWidgetArea, m_gallery);
    m_window.resizeDocks({m_compose, m_gallery}, {composeWidth, galleryWidth}, Qt::Horizontal);
    m_window.resizeDocks({m_queue}, {queueHeight}, Qt::Vertical);
  }
  m_narrow = narrow;
  m_placing = false;
}

void PanelLayout::fitWindow(const QSize& size) {
  const bool narrow = wantsTabs(size);
  if (narrow != m_narrow && !m_galleryMoved)
    place(narrow);
}

void PanelLayout::setQueueEmpty(bool empty) {
  if (m_queue->isFloating())
    return;
  if (!empty)
    m_queue->show();
  else if (!m_queueUsed)
    m_queue->hide();
  m_queueUsed = m_queueUsed || !empty;
}

void PanelLayout::showFloating() {
  const QList<QRect> rooms = roomOnScreens(m_window);
  for (QDockWidget* dock : std::exchange(m_waiting, {})) {
    dock->setGeometry(onScreens(dock->geometry(), rooms));
    dock->show();
  }
}

void PanelLayout::setArranging(bool arranging) {
  m_arranging = arranging;
  for (QDockWidget* dock : {m_compose, m_gallery, m_queue})
    showTitleBar(*dock);
}

void PanelLayout::showTitleBar(QDockWidget& dock) {
  const bool shown = m_arranging || dock.isFloating();
  QWidget* bar = dock.titleBarWidget();
  if (shown == (bar == nullptr))
    return;
  dock.setTitleBarWidget(shown ? nullptr : new NoTitleBar(&dock));
  delete bar;
  dock.setFeatures(shown ? QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable |
                               QDockWidget::DockWidgetClosable
                         : QDockWidget::NoDockWidgetFeatures);
}

void PanelLayout::reset() {
  for (QDockWidget* dock : {m_compose, m_gallery}) {
    dock->setFloating(false);
    dock->show();
  }
  m_placing = true;
  m_window.addDockWidget(Qt::LeftDockWidgetArea, m_compose);
  m_placing = false;
  m_galleryMoved = false;
  place(wantsTabs(m_window.size()));
}

void PanelLayout::retranslate() {
  m_compose->setWindowTitle(tr("Prompt"));
  m_gallery->setWindowTitle(tr("Gallery"));
  m_queue->setWindowTitle(tr("Queue"));
  // Qt names these when it makes them, and not again.
  for (const QDockWidget* dock : {m_compose, m_gallery, m_queue}) {
    nameButton(*dock, "qt_dockwidget_floatbutton", tr("Float or put back"));
    nameButton(*dock, "qt_dockwidget_closebutton", tr("Close"));
  }
}

QByteArray PanelLayout::save() const {
  QByteArray state;
  QDataStream stream(&state, QIODevice::WriteOnly);
  stream << m_galleryMoved << m_narrow << m_window.saveState(stateVersion);
  return state;
}

bool PanelLayout::restore(const QByteArray& state, const QSize& size) {
  QDataStream stream(state);
  QByteArray docks;
  bool galleryMoved = false;
  bool narrow = false;
  stream >> galleryMoved >> narrow >> docks;
  // What was arranged for a window of another shape would come back once more when the window is shown.
  const bool fits = galleryMoved || narrow == wantsTabs(size);
  if (stream.status() != QDataStream::Ok || !fits)
    return false;
  m_placing = true;
  const bool restored = m_window.restoreState(docks, stateVersion);
  m_placing = false;
  if (restored) {
    m_galleryMoved = galleryMoved;
    m_narrow = narrow;
    setArranging(m_arranging);
    for (QDockWidget* dock : {m_compose, m_gallery, m_queue}) {
      if (!dock->isFloating() || dock->isHidden())
        continue;
      dock->hide();
      m_waiting.append(dock);
    }
  }
  return restored;
}

}  // namespace zaohua
