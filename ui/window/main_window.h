// SPDX-License-Identifier: Apache-2.0
// The window: what I say (left), what appears (middle), what I keep (right), and the queue below. Puts the parts
// together and carries what happens in one to the others; the work is theirs. GUI thread; never waits for the engine.
#pragma once

#include <QMainWindow>
#include <memory>

#include "ui/window/compose_panel.h"
#include "ui/window/window_parts.h"

class QTimer;

namespace zaohua {

class CommandPalette;
class Commands;
class GalleryPanel;
class Intake;
class MessageBar;
class PanelLayout;
class QueueStrip;
class CentrePanel;

class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  explicit MainWindow(const WindowParts& parts);
  ~MainWindow() override;

  // From the command line or a second start.
  void openFiles(const QStringList& paths);
  void usePrompt(const QString& prompt);
  bool usePreset(const QString& nameOrId);
  void generate() { generate(JobQueue::Position::back); }
  void open(qint64 picture);
  void compare(qint64 a, qint64 b);

  void showError(const Error& error, const QString& buttonText = {}, std::function<void()> action = {});
  void showErrors(const std::vector<Error>& errors);  // one after the other
  void showFolderProblem(const Error& error);         // with the way to another folder
  void showNotice(const QString& sentence);
  // A finished picture has its file and row.
  void adopt(const PictureRecord& record);

 Q_SIGNALS:
  void modelChosen();       // in the settings, to be opened
  void modelRetryWanted();  // the failed one, again
  void closing();

 protected:
  void closeEvent(QCloseEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  // main_window_wiring.cpp
  void connectCommands();
  void connectEngine();
  void connectQueue();
  void connectGallery();
  void connectIntake();

  // main_window_actions.cpp
  void generate(JobQueue::Position position);
  void varyFrom(const PictureRecord& record);
  void useSettings(qint64 id);
  void compareCurrent(bool on);
  void chooseModel(const QString& path);
  void wantModel(const QString& nameOrPath);
  void modelChanged();
  void loadTokenizer(const QString& modelPath);
  void failureAction();
  void trashed(const TrashedPictures& pictures);
  void undoTrash();
  void refreshActions();
  void escape();
  void cancelRunning();

  // main_window_pictures.cpp
  void savePictureAs();
  void copyPicture(const PictureRecord& record);
  void showInFolder(const PictureRecord& record);
  void showPictureMenu(const QPoint& global);
  QMenu* makeChoiceMenu(const QString& name);
  void fillChoiceMenus();

  void restoreSession();
  void placeWindow(const QByteArray& saved);
  void showAgain(qint64 picture);
  void saveSession() const;
  void showExample();
  void retranslate();
  void showHints();

  WindowParts m_parts;
  Commands* m_commands;
  ComposePanel* m_compose;
  CentrePanel* m_centre;
  GalleryPanel* m_galleryPanel;
  QueueStrip* m_queueStrip;
  MessageBar* m_messages;
  CommandPalette* m_palette;
  PanelLayout* m_panels;
  Intake* m_intake;
  QMenu* m_languageMenu;
  QMenu* m_themeMenu;
  QTimer* m_sessionTimer;
  std::vector<TrashedPictures> m_trash;  // newest last
  QHash<QString, QList<qint64>> m_jobPictures;
  int m_shownRow = -1;       // of the shown picture in the gallery; another one takes its place when it goes
  QString m_example;         // the first start's prompt, in the language that it was shown in
  ModelChoice m_shownModel;  // whose controls and tokenizer the form has
};

}  // namespace zaohua
