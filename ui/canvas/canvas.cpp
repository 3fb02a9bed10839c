// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/canvas.h"

#include <QApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>

#include "ui/canvas/accessible_canvas.h"
#include "ui/canvas/canvas_parts.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int overlayMargin = 8;
constexpr int smallestFrame = 140;  // a lower picture has no room for the card on it

// On a picture, like the progress card: dark in both themes.
QString overlaySheet() {
  const ThemeColors& colors = darkColors();
  return QString(
             "QToolButton { background: %1; color: %2; border: 1px solid %3; border-radius: 6px; padding: 3px 10px; }"
             "QToolButton:hover { background: %4; } QToolButton:focus { border: 2px solid %5; padding: 2px 9px; }")
      .arg(colors.window.name(), colors.text.name(), colors.line.name(), colors.raised.name(),
           colors.accentLine.name());
}

}  // namespace

Canvas::Canvas(QWidget* parent) : QWidget(parent), m_parts(std::make_unique<Parts>(this)) {
  setObjectName("canvas");
  installCanvasAccessibility();
  m_parts->pages->setContentsMargins(0, 0, 0, 0);
  for (QWidget* page :
       std::initializer_list<QWidget*>{m_parts->message, m_parts->view, m_parts->grid, m_parts->comparison})
    m_parts->pages->addWidget(page);
  m_parts->back->setObjectName("canvasBack");
  m_parts->back->setFocusPolicy(Qt::StrongFocus);
  m_parts->back->setStyleSheet(overlaySheet());
  m_parts->back->hide();
  m_parts->card->hide();
  m_parts->card->installEventFilter(this);
  connectViews();
  retranslate();
}

// Children that go one after the other pass the focus on and have nobody to tell.
Canvas::~Canvas() {
  for (QObject* part :
       std::initializer_list<QObject*>{m_parts->message, m_parts->view, m_parts->grid, m_parts->comparison,
                                       m_parts->comparison->slider(), m_parts->card, m_parts->back})
    part->disconnect(this);
}

Canvas::State Canvas::state() const {
  return m_parts->state;
}

bool Canvas::isTaskRunning() const {
  return m_parts->taskRunning;
}

void Canvas::connectViews() {
  for (ZoomView* view : std::initializer_list<ZoomView*>{m_parts->view, m_parts->comparison->slider()}) {
    connect(view, &ZoomView::zoomChanged, this, [this, view](double scale) {
      if (view != activeView())
        return;
      placeOverlays();
      Q_EMIT zoomChanged(scale);
    });
    connect(view, &ZoomView::contextMenuRequested, this, &Canvas::contextMenuRequested);
  }
  connect(m_parts->view, &ZoomView::stepRequested, this, &Canvas::step);
  connect(m_parts->grid, &PictureGrid::contextMenuRequested, this, &Canvas::contextMenuRequested);
  connect(m_parts->grid, &PictureGrid::opened, this, &Canvas::openFromGrid);
  connect(m_parts->grid, &PictureGrid::currentChanged, this,
          [this] { Q_EMIT currentPictureChanged(currentPicture()->record.id); });
  connect(m_parts->comparison, &ComparisonView::closeRequested, this, &Canvas::stopComparing);
  connect(m_parts->message, &MessagePage::actionRequested, this, &Canvas::failureActionRequested);
  connect(m_parts->message, &MessagePage::hintsDismissed, this, &Canvas::hintsDismissed);
  connect(m_parts->card, &ProgressCard::cancelRequested, this, &Canvas::cancelRequested);
  connect(m_parts->card, &ProgressCard::watchRequested, this, &Canvas::watchTask);
  connect(m_parts->back, &QToolButton::clicked, this, &Canvas::escapeToGrid);
}

const CanvasPicture* Canvas::currentPicture() const {
  if (m_parts->state == State::picture)
    return &m_parts->shown.picture;
  return m_parts->state == State::grid ? m_parts->grid->picture(m_parts->grid->current()) : nullptr;
}

void Canvas::enter(State state) {
  const bool hadFocus = isAncestorOf(QApplication::focusWidget());
  const bool moved = state != m_parts->state;
  m_parts->state = state;
  QWidget* page = state == State::grid                                 ? static_cast<QWidget*>(m_parts->grid)
                  : state == State::comparing                          ? m_parts->comparison
                  : state == State::picture || state == State::running ? static_cast<QWidget*>(m_parts->view)
                                                                       : m_parts->message;
  m_parts->pages->setCurrentWidget(page);
  if (hadFocus && moved && page != m_parts->message && !page->isAncestorOf(QApplication::focusWidget()))
    page->setFocus(Qt::OtherFocusReason);
  m_parts->card->setVisible(m_parts->taskRunning);
  m_parts->card->setAway(m_parts->taskRunning && m_parts->away);
  m_parts->back->setVisible(state == State::picture && m_parts->shown.fromGrid);
  placeOverlays();
  if (moved)
    Q_EMIT stateChanged();
  const CanvasPicture* picture = currentPicture();
  Q_EMIT currentPictureChanged(picture == nullptr ? 0 : picture->record.id);
}

ZoomView* Canvas::activeView() const {
  if (m_parts->state == State::comparing)
    return m_parts->comparison->slider();
  return m_parts->state == State::picture || m_parts->state == State::running ? m_parts->view : nullptr;
}

QRect Canvas::pictureArea() const {
  if (m_parts->state == State::comparing)
    return m_parts->comparison->slider()->geometry();
  if (activeView() != nullptr && m_parts->view->visibleFrame().height() >= smallestFrame)
    return m_parts->view->visibleFrame();
  return rect();
}

void Canvas::placeOverlays() {
  const QRect area = pictureArea();
  const int left = qBound(0, area.center().x() - m_parts->card->width() / 2, qMax(0, width() - m_parts->card->width()));
  m_parts->card->move(left, area.bottom() - overlayMargin - m_parts->card->height());
  m_parts->card->raise();
  m_parts->back->adjustSize();
  m_parts->back->move(overlayMargin, overlayMargin);
  m_parts->back->raise();
}

double Canvas::zoom() const {
  return activeView() == nullptr ? 1 : activeView()->scale();
}

bool Canvas::isFitted() const {
  return activeView() == nullptr || activeView()->isFitted();
}

void Canvas::zoomToFit() {
  if (ZoomView* view = activeView())
    view->zoomToFit();
}

void Canvas::zoomToActualSize() {
  if (ZoomView* view = activeView())
    view->zoomToActualSize();
}

void Canvas::zoomIn() {
  if (ZoomView* view = activeView())
    view->zoomIn();
}

void Canvas::zoomOut() {
  if (ZoomView* view = activeView())
    view->zoomOut();
}

bool Canvas::escape() {
  if (m_parts->state == State::comparing)
    stopComparing();
  else if (m_parts->taskRunning)
    Q_EMIT cancelRequested();
  else if (m_parts->state == State::failure)
    dismissFailure();
  else if (m_parts->state == State::picture && m_parts->shown.fromGrid)
    escapeToGrid();
  else
    return false;
  return true;
}

bool Canvas::takeFocus() {
  QWidget* page = m_parts->pages->currentWidget();
  if (page == m_parts->message)
    return false;
  page->setFocus(Qt::OtherFocusReason);
  return true;
}

void Canvas::retranslate() {
  setAccessibleName(tr("Canvas"));
  m_parts->back->setText(tr("← All %n pictures", "", m_parts->grid->count()));
  m_parts->back->setToolTip(tr("Back to all pictures of this job (Esc)"));
  m_parts->back->setAccessibleName(m_parts->back->text());
}

void Canvas::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  placeOverlays();
}

void Canvas::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QWidget::changeEvent(event);
}

void Canvas::keyPressEvent(QKeyEvent* event) {
  const bool back = event->key() == Qt::Key_Backspace || event->key() == Qt::Key_Back;
  if (event->key() == Qt::Key_Escape && escape())
    return;
  if (back && m_parts->back->isVisible())
    return escapeToGrid();
  QWidget::keyPressEvent(event);
}

void Canvas::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::BackButton && m_parts->back->isVisible())
    escapeToGrid();
  else
    QWidget::mousePressEvent(event);
}

bool Canvas::eventFilter(QObject* watched, QEvent* event) {
  if (watched == m_parts->card && event->type() == QEvent::Resize)
    placeOverlays();
  return QWidget::eventFilter(watched, event);
}

}  // namespace zaohua
