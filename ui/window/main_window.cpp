// SPDX-License-Identifier: Apache-2.0
#include "ui/window/main_window.h"

#include <QCloseEvent>
#include <QDir>
#include <QDragEnterEvent>
#include <QFile>
#include <QJsonDocument>
#include <QMenu>
#include <QMimeData>
#include <QSaveFile>
#include <QScreen>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/common/message_bar.h"
#include "ui/common/theme.h"
#include "ui/gallery/gallery_panel.h"
#include "ui/queue/queue_strip.h"
#include "ui/window/centre_panel.h"
#include "ui/window/command_palette.h"
#include "ui/window/commands.h"
#include "ui/window/intake.h"
#include "ui/window/model_chip.h"
#include "ui/window/panel_layout.h"
#include "ui/window/top_bar.h"
#include "ui/window/window_placement.h"

namespace zaohua {

namespace {

constexpr QSize leastSize(900, 600);
constexpr int saveDelay = 1500;  // ms: a draft outlives a crash, and typing does not write at every key

QString sessionFile(const LibraryPaths& paths) {
  return paths.state + "/window.json";
}

QString base64(const QByteArray& bytes) {
  return QString::fromLatin1(bytes.toBase64());
}

// Takes no room, not even for its margins, while nothing in it is shown.
class RowWhileShown : public QVBoxLayout {
 public:
  QSize sizeHint() const override { return isEmpty() ? QSize(0, 0) : QVBoxLayout::sizeHint(); }
  QSize minimumSize() const override { return isEmpty() ? QSize(0, 0) : QVBoxLayout::minimumSize(); }
  bool hasHeightForWidth() const override { return !isEmpty() && QVBoxLayout::hasHeightForWidth(); }
};

}  // namespace

MainWindow::MainWindow(const WindowParts& parts)
    : m_parts(parts),
      m_commands(new Commands(this)),
      m_compose(new ComposePanel({parts.engine, parts.keywords, parts.history, parts.presets, parts.dialogs})),
      m_centre(new CentrePanel(parts.gallery, *m_commands)),
      m_galleryPanel(new GalleryPanel(parts.galleryModel, parts.dialogs)),
      m_queueStrip(new QueueStrip(parts.queue)),
      m_messages(new MessageBar),
      m_palette(new CommandPalette(*m_commands, this)),
      m_panels(new PanelLayout(*this, m_compose, m_galleryPanel, m_queueStrip)),
      m_intake(new Intake({parts.gallery, parts.presets, parts.catalogue,
                           [&settings = parts.settings, &paths = parts.paths] {
                             const QString chosen = settings.outputFolder();
                             return (chosen.isEmpty() ? paths.pictures : chosen) + "/Imported";
                           }},
                          this)),
      m_languageMenu(makeChoiceMenu("languageMenu")),
      m_themeMenu(makeChoiceMenu("themeMenu")),
      m_sessionTimer(new QTimer(this)) {
  setObjectName("mainWindow");
  setAcceptDrops(true);
  setMinimumSize(leastSize.boundedTo(roomOnScreens(*this).constFirst().size()));
  auto* chip = new ModelChip(parts.engine, parts.catalogue);
  auto* bar = new TopBar(*m_commands, chip);
  bar->addToViewMenu(m_themeMenu);
  bar->addToViewMenu(m_languageMenu);
  setMenuWidget(bar);

  auto* centre = new QWidget;
  auto* column = new QVBoxLayout(centre);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* messageRow = new RowWhileShown;
  messageRow->setContentsMargins(measure::fieldSpacing, measure::fieldSpacing, measure::fieldSpacing,
                                 measure::fieldSpacing);
  messageRow->addWidget(m_messages);
  column->addLayout(messageRow);
  column->addWidget(m_centre, 1);
  setCentralWidget(centre);

  connect(chip, &ModelChip::modelChosen, this, &MainWindow::chooseModel);
  connect(chip, &ModelChip::manageRequested, (*m_commands)["showModels"], &QAction::trigger);
  connect(chip, &ModelChip::retryRequested, this, &MainWindow::modelRetryWanted);
  connectCommands();
  connectEngine();
  connectQueue();
  connectGallery();
  connectIntake();

  m_sessionTimer->setSingleShot(true);
  m_sessionTimer->setInterval(saveDelay);
  connect(m_sessionTimer, &QTimer::timeout, this, &MainWindow::saveSession);
  retranslate();
  showHints();
  restoreSession();
  modelChanged();
  refreshActions();
}

MainWindow::~MainWindow() = default;

void MainWindow::openFiles(const QStringList& paths) {
  m_intake->open(paths);
}

void MainWindow::usePrompt(const QString& prompt) {
  m_compose->setPrompt(prompt);
}

bool MainWindow::usePreset(const QString& nameOrId) {
  for (const Preset& preset : m_parts.presets.presets()) {
    if (preset.id == nameOrId || preset.name == nameOrId || (!preset.nameZh.isEmpty() && preset.nameZh == nameOrId)) {
      m_compose->apply(preset);
      return true;
    }
  }
  return false;
}

void MainWindow::open(qint64 picture) {
  m_centre->openPicture(picture);
}

void MainWindow::compare(qint64 a, qint64 b) {
  m_centre->compare(a, b);
}

void MainWindow::showError(const Error& error, const QString& buttonText, std::function<void()> action) {
  m_messages->showError(error, buttonText, std::move(action));
}

void MainWindow::showErrors(const std::vector<Error>& errors) {
  m_messages->showErrors(errors);
}

void MainWindow::showFolderProblem(const Error& error) {
  m_messages->showError(error, tr("Settings…"), [this] { (*m_commands)["showSettings"]->trigger(); });
}

void MainWindow::showNotice(const QString& sentence) {
  m_messages->showMessage(MessageBar::Kind::information, sentence);
}

void MainWindow::adopt(const PictureRecord& record) {
  m_messages->withdraw(ErrorCode::diskFull);  // this one found room
  m_jobPictures[record.job].append(record.id);
  m_centre->adopt(record);
  // The file has the mark, which what was shown so far has not.
  if (m_parts.settings.visibleMark() && m_centre->current() && m_centre->current()->id == record.id)
    m_centre->openPicture(record.id);
  if (record.request)
    m_compose->setLastSeed(record.request->seed);
}

void MainWindow::restoreSession() {
  QFile file(sessionFile(m_parts.paths));
  QJsonObject state;
  if (file.open(QIODevice::ReadOnly))
    state = QJsonDocument::fromJson(file.readAll()).object();
  placeWindow(QByteArray::fromBase64(state["geometry"].toString().toLatin1()));
  const QSize going = isMaximized() || isFullScreen() ? screen()->availableSize() : size();
  m_panels->restore(QByteArray::fromBase64(state["panels"].toString().toLatin1()), going);
  m_panels->fitWindow(going);
  m_panels->setQueueEmpty(m_parts.queue.jobs().empty());
  m_parts.engine.estimator().restore(state["times"].toString().toUtf8());
  if (state.contains("form")) {
    m_compose->restoreState(state["form"].toObject());
  } else {
    const Settings::Format format = m_parts.settings.format();
    m_compose->setFormat(format == Settings::Format::png ? "png" : format == Settings::Format::jpeg ? "jpg" : "webp");
    // The first start: one key press makes a picture that comes out beautifully.
    showExample();
    m_compose->focusGenerate();
  }
  m_galleryPanel->setThumbnailSize(state["thumbnailSize"].toInt(m_galleryPanel->thumbnailSize()));
  showAgain(static_cast<qint64>(state["picture"].toDouble()));
}

void MainWindow::showExample() {
  m_example = tr("a fox in the snow");
  m_compose->setPrompt(m_example);
}

void MainWindow::placeWindow(const QByteArray& saved) {
  const QList<QRect> rooms = roomOnScreens(*this);
  if (!restoreGeometry(saved)) {
    const QSize first = firstSize(rooms.constFirst().size());
    resize(first.isEmpty() ? rooms.constFirst().size() : first);
    if (first.isEmpty())
      setWindowState(Qt::WindowMaximized);
    return;
  }
  // Where it goes when it is no longer maximised has to be on a screen, too.
  const Qt::WindowStates states = windowState();
  setWindowState(Qt::WindowNoState);
  if (const QRect placed = onScreens(normalGeometry(), rooms); placed != normalGeometry())
    setGeometry(placed);
  setWindowState(states & ~Qt::WindowMinimized);
}

// What was shown last, or the newest that there is.
void MainWindow::showAgain(qint64 picture) {
  const GalleryModel& model = m_parts.galleryModel;
  for (const qint64 id : {picture, model.rowCount() > 0 ? model.id(0) : qint64{0}}) {
    const std::optional<PictureRecord> record = id > 0 ? m_parts.gallery.record(id) : std::nullopt;
    if (!record || record->file != PictureRecord::File::present)
      continue;
    m_centre->openPicture(id);
    return;
  }
  m_centre->showWelcome();
}

void MainWindow::saveSession() const {
  QJsonObject state;
  state["geometry"] = base64(saveGeometry());
  state["panels"] = base64(m_panels->save());
  state["form"] = m_compose->saveState();
  state["thumbnailSize"] = m_galleryPanel->thumbnailSize();
  state["times"] = QString::fromUtf8(m_parts.engine.estimator().save());
  state["picture"] = static_cast<double>(m_centre->lastShown());
  QDir().mkpath(m_parts.paths.state);
  QSaveFile file(sessionFile(m_parts.paths));
  if (file.open(QIODevice::WriteOnly)) {
    file.write(QJsonDocument(state).toJson());
    file.commit();
  }
}

void MainWindow::closeEvent(QCloseEvent* event) {
  saveSession();
  Q_EMIT closing();
  QMainWindow::closeEvent(event);
}

void MainWindow::showEvent(QShowEvent* event) {
  QMainWindow::showEvent(event);
  QMetaObject::invokeMethod(m_panels, &PanelLayout::showFloating, Qt::QueuedConnection);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
  QMainWindow::resizeEvent(event);
  m_panels->fitWindow(size());
}

void MainWindow::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QMainWindow::changeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  // Our own pictures are dragged out, not in.
  if (event->source() == nullptr && Intake::accepts(*event->mimeData()))
    event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  if (event->source() != nullptr || !Intake::accepts(*event->mimeData()))
    return;
  event->setDropAction(Qt::CopyAction);
  event->accept();
  m_intake->take(*event->mimeData());
}

void MainWindow::showHints() {
  if (m_parts.settings.hintsDismissed())
    m_centre->canvas().setHints({});
  else
    m_centre->canvas().setHints({tr("Ctrl+K finds every command, F1 shows all shortcuts."),
                                 tr("Drag a picture out of the gallery into any other program."),
                                 tr("Drop a picture here to use its settings.")});
}

void MainWindow::retranslate() {
  setWindowTitle(tr("Zaohua"));
  m_commands->retranslate();
  m_parts.presets.retranslate();
  m_panels->retranslate();
  m_languageMenu->setTitle(tr("Language"));
  m_themeMenu->setTitle(tr("Appearance"));
  fillChoiceMenus();
  if (!m_example.isEmpty() && m_compose->prompt() == m_example)  // nobody has touched it
    showExample();
  showHints();
  refreshActions();
}

}  // namespace zaohua
