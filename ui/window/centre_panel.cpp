// SPDX-License-Identifier: Apache-2.0
#include "ui/window/centre_panel.h"

#include <QAction>
#include <QEvent>
#include <QFutureWatcher>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrent>

#include "library/picture_image.h"
#include "ui/canvas/info_panel.h"
#include "ui/common/theme.h"
#include "ui/window/commands.h"

namespace zaohua {

namespace {

struct LoadedPicture {
  PictureRecord record;
  QImage image;
  std::optional<Error> error;
};

// Words as long as there is room for all of them, else icons.
class ActionBar : public QFrame {
 public:
  ActionBar() {
    setObjectName("actionBar");
    setStyleRole(this, "bar");
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins(8, 4, 8, 4);
    m_row->setSpacing(2);
    m_row->addStretch(1);
    m_row->addStretch(1);
    setMinimumWidth(1);  // or the words would hold the room that they need
  }

  void add(QAction* action) {
    auto* button = new QToolButton;
    button->setObjectName(action->objectName() + "Button");
    button->setDefaultAction(action);
    button->setFocusPolicy(Qt::StrongFocus);
    setStyleRole(button, "text");
    m_row->insertWidget(m_row->count() - 1, button);
    m_buttons.append(button);
  }

 protected:
  void resizeEvent(QResizeEvent* event) override {
    QFrame::resizeEvent(event);
    fit();
  }
  bool event(QEvent* event) override {
    const bool handled = QFrame::event(event);
    if (event->type() == QEvent::LayoutRequest)  // other words
      fit();
    return handled;
  }

 private:
  void fit() {
    int wanted = m_row->contentsMargins().left() + m_row->contentsMargins().right();
    for (const QToolButton* button : m_buttons)
      wanted += widthInWords(*button) + m_row->spacing();
    for (QToolButton* button : m_buttons)
      button->setToolButtonStyle(wanted > width() ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextOnly);
  }
  static int widthInWords(const QToolButton& button) {
    constexpr int padding = 22;  // of the style sheet, with the border
    return button.fontMetrics().horizontalAdvance(button.text()) + padding;
  }

  QHBoxLayout* m_row;
  QList<QToolButton*> m_buttons;
};

LoadedPicture loadRecord(const PictureRecord& record) {
  Result<QImage> image = loadImage(record.path);
  if (!image)
    return {record, {}, image.error()};
  return {record, *image, std::nullopt};
}

}  // namespace

CentrePanel::CentrePanel(GalleryStore& gallery, Commands& commands, QWidget* parent)
    : QWidget(parent), m_gallery(gallery), m_canvas(new Canvas), m_info(new InfoPanel) {
  setObjectName("centrePanel");
  m_info->hide();
  auto* top = new QHBoxLayout;
  top->setSpacing(0);
  top->addWidget(m_canvas, 1);
  top->addWidget(m_info);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(top, 1);
  column->addWidget(makeActionBar(commands));

  connect(m_canvas, &Canvas::cancelRequested, this, &CentrePanel::cancelRequested);
  connect(m_canvas, &Canvas::failureActionRequested, this, &CentrePanel::failureActionRequested);
  connect(m_canvas, &Canvas::pictureOpened, this, &CentrePanel::openPicture);
  connect(m_canvas, &Canvas::stateChanged, this, [this] {
    takeCurrent();
    Q_EMIT comparisonChanged(m_canvas->state() == Canvas::State::comparing);
  });
  connect(m_canvas, &Canvas::currentPictureChanged, this, &CentrePanel::takeCurrent);
  connect(m_canvas, &Canvas::contextMenuRequested, this, &CentrePanel::contextMenuRequested);
  connect(m_canvas, &Canvas::stepRequested, this, &CentrePanel::stepRequested);
  connect(m_info, &InfoPanel::restoreRequested, this, [this] {
    if (m_current)
      Q_EMIT restoreRequested(m_current->id);
  });
  connect(commands["showInfo"], &QAction::toggled, m_info, &QWidget::setVisible);
  connect(commands["zoomFit"], &QAction::triggered, m_canvas, &Canvas::zoomToFit);
  connect(commands["zoomActual"], &QAction::triggered, m_canvas, &Canvas::zoomToActualSize);
  connect(commands["zoomIn"], &QAction::triggered, m_canvas, &Canvas::zoomIn);
  connect(commands["zoomOut"], &QAction::triggered, m_canvas, &Canvas::zoomOut);
  connect(&m_gallery, &GalleryStore::changed, this, [this](const QList<qint64>& ids) {
    if (!m_current || !ids.contains(m_current->id))
      return;
    if (const std::optional<PictureRecord> record = m_gallery.record(m_current->id))
      adopt(*record);
  });
  connect(&m_gallery, &GalleryStore::removed, this, [this](const QList<qint64>& ids) {
    if (!m_current || !ids.contains(m_current->id))
      return;
    showWelcome();
    Q_EMIT currentGone();
  });
}

QFrame* CentrePanel::makeActionBar(Commands& commands) {
  auto* bar = new ActionBar;
  for (const char* id : {"zoomFit", "zoomActual", "compare", "vary", "useSettings", "favourite", "showInfo"})
    bar->add(commands[id]);
  return bar;
}

void CentrePanel::takeCurrent() {
  const CanvasPicture* shown = m_canvas->currentPicture();
  const qint64 before = m_current ? m_current->id : 0;
  m_current = shown != nullptr ? std::optional(shown->record) : std::nullopt;
  m_image = shown != nullptr ? shown->image : QImage();
  if (before != 0 && (!m_current || m_current->id != before))
    m_previous = before;
  if (m_current && m_current->id != 0)
    m_lastShown = m_current->id;
  m_info->setPicture(m_current);
  Q_EMIT currentChanged();
}

void CentrePanel::beginTask(const PictureTask& task) {
  ++m_loading;
  m_canvas->beginTask(task);
}

void CentrePanel::setProgress(const TaskProgress& progress) {
  m_canvas->setProgress(progress);
}

void CentrePanel::setPreview(const PreviewFrame& frame) {
  m_canvas->setPreview(frame);
}

void CentrePanel::showFinished(const FinishedPicture& picture) {
  PictureRecord record;
  record.width = picture.image.width();
  record.height = picture.image.height();
  record.request = picture.request;
  record.job = picture.task.job;
  record.jobIndex = picture.task.index;
  m_canvas->showFinished({picture.image, record});
}

void CentrePanel::endTask(const TaskEnd& end) {
  m_canvas->endTask(end.kind);
}

void CentrePanel::adopt(const PictureRecord& record) {
  m_canvas->setRecord(record);
  takeCurrent();
}

void CentrePanel::load(const QList<qint64>& ids, const std::function<void(std::vector<CanvasPicture>)>& then) {
  QList<PictureRecord> records;
  for (const qint64 id : ids)
    if (const std::optional<PictureRecord> record = m_gallery.record(id))
      records.append(*record);
  if (records.isEmpty())
    return;
  const int order = ++m_loading;
  auto* watcher = new QFutureWatcher<LoadedPicture>(this);
  connect(watcher, &QFutureWatcher<LoadedPicture>::finished, this, [this, watcher, order, then] {
    watcher->deleteLater();
    if (order != m_loading)
      return;
    std::vector<CanvasPicture> pictures;
    for (const LoadedPicture& loaded : watcher->future().results()) {
      if (loaded.error) {
        m_gallery.setFileState(loaded.record.id, loaded.error->code == ErrorCode::fileMissing
                                                     ? PictureRecord::File::missing
                                                     : PictureRecord::File::broken);
        Q_EMIT failed(*loaded.error);
      } else {
        pictures.push_back({loaded.image, loaded.record});
      }
    }
    if (!pictures.empty())
      then(std::move(pictures));
    else if (m_canvas->state() == Canvas::State::welcome)
      showWelcome();  // where nothing was said yet, in the hope of a picture
  });
  watcher->setFuture(QtConcurrent::mapped(records, loadRecord));
}

void CentrePanel::openPicture(qint64 id) {
  load({id}, [this](std::vector<CanvasPicture> pictures) { m_canvas->showPicture(pictures.front()); });
}

void CentrePanel::openPictures(const QList<qint64>& ids) {
  load(ids, [this](std::vector<CanvasPicture> pictures) { m_canvas->showPictures(std::move(pictures)); });
}

void CentrePanel::compare(qint64 a, qint64 b) {
  load({a, b}, [this](std::vector<CanvasPicture> pictures) {
    if (pictures.size() != 2)
      return;
    m_canvas->compare(pictures[0], pictures[1]);
  });
}

void CentrePanel::showFailure(const Error& error, const QString& buttonText) {
  ++m_loading;
  m_canvas->showFailure(error, buttonText);
}

void CentrePanel::showWelcome() {
  ++m_loading;
  m_canvas->showWelcome(welcomeText());
}

QString CentrePanel::welcomeText() const {
  return tr("Your picture appears here. Press Ctrl+Enter to make it.");
}

void CentrePanel::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange && m_canvas->state() == Canvas::State::welcome)
    m_canvas->showWelcome(welcomeText());
  QWidget::changeEvent(event);
}

}  // namespace zaohua
