// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/canvas.h"

#include <QApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QStackedLayout>
#include <QToolButton>

#include "ui/canvas/accessible_canvas.h"
#include "ui/canvas/comparison_slider.h"
#include "ui/canvas/comparison_view.h"
#include "ui/canvas/message_page.h"
#include "ui/canvas/picture_grid.h"
#include "ui/canvas/picture_view.h"
#include "ui/canvas/progress_card.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int overlayMargin = 8;
constexpr int smallestFrame = 140;  // a lower picture has no room for the card on it
constexpr int defaultEdge = 1024;   // of a task that leaves its size to the model

// On a picture, like the progress card: dark in both themes.
QString overlaySheet() {
  const ThemeColors& colors = darkColors();
  return QString("QToolButton { background: %1; color: %2; border: 1px solid %3; border-radius: 6px; padding: 3px 10px; }"
                 "QToolButton:hover { background: %4; } QToolButton:focus { border: 2px solid %5; padding: 2px 9px; }")
      .arg(colors.window.name(), colors.text.name(), colors.line.name(), colors.raised.name(),
           colors.accentLine.name());
}

QSize sizeOf(const PictureTask& task) {
  return {task.request.width.value_or(defaultEdge), task.request.height.value_or(defaultEdge)};
}

// What stands behind a task, a comparison or a failure and comes back after it.
struct Shown {
  Canvas::State state = Canvas::State::welcome;
  CanvasPicture picture;
  bool fromGrid = false;
};

}  // namespace

struct Canvas::Parts {
  explicit Parts(Canvas* canvas)
      : pages(new QStackedLayout(canvas)), card(new ProgressCard(canvas)), back(new QToolButton(canvas)) {}

  State state = State::welcome;
  QString welcome;
  Shown shown;
  PictureTask task;
  QImage lastPreview;
  bool taskRunning = false;
  bool away = false;  // a person looks at something else while the task runs
  QStackedLayout* pages;
  MessagePage* message = new MessagePage;
  PictureView* view = new PictureView;
  PictureGrid* grid = new PictureGrid;
  ComparisonView* comparison = new ComparisonView;
  ProgressCard* card;
  QToolButton* back;
};

Canvas::Canvas(QWidget* parent) : QWidget(parent), m_parts(std::make_unique<Parts>(this)) {
  setObjectName("canvas");
  installCanvasAccessibility();
  m_parts->pages->setContentsMargins(0, 0, 0, 0);
  for (QWidget* page : std::initializer_list<QWidget*>{m_parts->message, m_parts->view, m_parts->grid, m_parts->comparison})
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

Canvas::~Canvas() = default;

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

void Canvas::showWelcome(const QString& sentence) {
  m_parts->welcome = sentence;
  m_parts->shown = {};
  m_parts->message->showWelcome(sentence);
  enter(State::welcome);
}

void Canvas::setHints(const QStringList& hints) {
  m_parts->message->setHints(hints);
}

void Canvas::beginTask(const PictureTask& task) {
  const bool sameJob = !task.job.isEmpty() && task.job == m_parts->task.job;
  const bool sameFrame = sameJob && sizeOf(task) == sizeOf(m_parts->task) && m_parts->state != State::failure;
  m_parts->away = m_parts->state == State::comparing || (m_parts->away && sameJob);
  m_parts->task = task;
  m_parts->taskRunning = true;
  m_parts->lastPreview = {};
  m_parts->card->begin(task);
  if (m_parts->away) {
    enter(m_parts->state);
    return;
  }
  // Within a job the picture before stays until the next one can be seen: an empty frame in between would flicker.
  if (!sameFrame || !(m_parts->view->hasPicture() || m_parts->view->hasPreview()))
    m_parts->view->showFrame(sizeOf(task));
  m_parts->view->setAccessibleName(QString::fromStdString(task.request.prompt));
  enter(State::running);
}

void Canvas::setProgress(const TaskProgress& progress) {
  m_parts->card->setProgress(progress);
}

void Canvas::setPreview(const PreviewFrame& preview) {
  m_parts->lastPreview = preview.image;
  if (m_parts->state == State::running)
    m_parts->view->showPreview(preview.image);
}

void Canvas::endTask(TaskEnd::Kind kind) {
  m_parts->taskRunning = false;
  if (m_parts->state == State::running && kind != TaskEnd::Kind::finished)
    restoreShown();
  else
    enter(m_parts->state);
}

bool Canvas::isOfTask(const PictureRecord& record) const {
  return !record.job.isEmpty() && record.job == m_parts->task.job && record.jobIndex == m_parts->task.index;
}

void Canvas::showPicture(const CanvasPicture& picture) {
  const bool becameThis = m_parts->state == State::running && isOfTask(picture.record);
  m_parts->away = m_parts->taskRunning && !becameThis;
  // Opened from among several and told again by whoever loaded it: the way back stays.
  const bool again = m_parts->shown.fromGrid && picture.record.id == m_parts->shown.picture.record.id;
  m_parts->shown = {State::picture, picture, again};
  m_parts->view->showPicture(picture, becameThis);
  enter(State::picture);
}

void Canvas::showFinished(const CanvasPicture& picture) {
  if (m_parts->away || m_parts->state == State::comparing)
    return;
  if (m_parts->taskRunning && !isOfTask(picture.record))
    m_parts->shown = {State::picture, picture, false};
  else
    showPicture(picture);
}

void Canvas::showPictures(std::vector<CanvasPicture> pictures) {
  if (pictures.size() == 1) {
    showPicture(pictures.front());
    return;
  }
  if (pictures.empty())
    return;
  m_parts->away = m_parts->taskRunning;
  m_parts->shown = {State::grid, {}, false};
  m_parts->grid->setPictures(pictures);
  retranslate();
  enter(State::grid);
}

void Canvas::showFailure(const Error& error, const QString& buttonText) {
  m_parts->message->showFailure(error, buttonText);
  enter(State::failure);
}

void Canvas::compare(const CanvasPicture& a, const CanvasPicture& b) {
  m_parts->away = m_parts->taskRunning;
  m_parts->comparison->compare(a, b);
  enter(State::comparing);
  m_parts->comparison->slider()->setFocus(Qt::OtherFocusReason);
}

void Canvas::stopComparing() {
  if (m_parts->state == State::comparing)
    restoreShown();
}

void Canvas::restoreShown() {
  if (m_parts->shown.state == State::picture)
    m_parts->view->showPicture(m_parts->shown.picture, false);
  if (m_parts->shown.state == State::welcome)
    m_parts->message->showWelcome(m_parts->welcome);
  enter(m_parts->shown.state);
}

void Canvas::openFromGrid(int index) {
  const CanvasPicture* picture = m_parts->grid->picture(index);
  if (picture == nullptr)
    return;
  m_parts->shown = {State::picture, *picture, true};
  m_parts->view->showPicture(*picture, false);
  enter(State::picture);
  m_parts->view->setFocus(Qt::OtherFocusReason);
  Q_EMIT pictureOpened(picture->record.id);
}

void Canvas::escapeToGrid() {
  m_parts->shown = {State::grid, {}, false};
  enter(State::grid);
  m_parts->grid->setCurrent(m_parts->grid->current());
}

void Canvas::step(int by) {
  if (!m_parts->shown.fromGrid || m_parts->state != State::picture) {
    Q_EMIT stepRequested(by);
    return;
  }
  const int next = m_parts->grid->indexOf(m_parts->shown.picture.record.id) + by;
  if (m_parts->grid->picture(next) == nullptr)
    return;
  m_parts->grid->setCurrent(next);
  openFromGrid(next);
}

void Canvas::watchTask() {
  if (!m_parts->taskRunning)
    return;
  m_parts->away = false;
  m_parts->view->showFrame(sizeOf(m_parts->task));
  if (!m_parts->lastPreview.isNull())
    m_parts->view->showPreview(m_parts->lastPreview);
  enter(State::running);
}

const CanvasPicture* Canvas::currentPicture() const {
  if (m_parts->state == State::picture)
    return &m_parts->shown.picture;
  return m_parts->state == State::grid ? m_parts->grid->picture(m_parts->grid->current()) : nullptr;
}

void Canvas::setRecord(const PictureRecord& record) {
  m_parts->grid->setRecord(record);
  const PictureRecord& shown = m_parts->shown.picture.record;
  // A finished picture is shown before it has a row.
  const bool isNew = shown.id == 0 && !record.job.isEmpty() && shown.job == record.job && shown.jobIndex == record.jobIndex;
  if (m_parts->shown.state != State::picture || (shown.id != record.id && !isNew))
    return;
  m_parts->shown.picture.record = record;
  if (m_parts->state == State::picture)
    m_parts->view->setRecord(record);
}

void Canvas::enter(State state) {
  const bool hadFocus = isAncestorOf(QApplication::focusWidget());
  const bool moved = state != m_parts->state;
  m_parts->state = state;
  QWidget* page = state == State::grid                                ? static_cast<QWidget*>(m_parts->grid)
                  : state == State::comparing                         ? m_parts->comparison
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
    restoreShown();
  else if (m_parts->state == State::picture && m_parts->shown.fromGrid)
    escapeToGrid();
  else
    return false;
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
