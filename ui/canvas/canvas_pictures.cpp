// SPDX-License-Identifier: Apache-2.0
// What the canvas shows when: tasks, their pictures, and what a person chose meanwhile.
#include "ui/canvas/canvas_parts.h"

namespace zaohua {

namespace {

constexpr int defaultEdge = 1024;  // of a task that leaves its size to the model

QSize sizeOf(const PictureTask& task) {
  return {task.request.width.value_or(defaultEdge), task.request.height.value_or(defaultEdge)};
}

}  // namespace

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

void Canvas::dismissFailure() {
  if (m_parts->state == State::failure)
    restoreShown();
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

void Canvas::setRecord(const PictureRecord& record) {
  m_parts->grid->setRecord(record);
  const PictureRecord& shown = m_parts->shown.picture.record;
  // A finished picture is shown before it has a row.
  const bool isNew =
      shown.id == 0 && !record.job.isEmpty() && shown.job == record.job && shown.jobIndex == record.jobIndex;
  if (m_parts->shown.state != State::picture || (shown.id != record.id && !isNew))
    return;
  m_parts->shown.picture.record = record;
  if (m_parts->state == State::picture)
    m_parts->view->setRecord(record);
}

}  // namespace zaohua
