// SPDX-License-Identifier: Apache-2.0
// The composition root of the window: makes every part once, in the order in which they need each other, and takes them
// down in the reverse. GUI thread.
#pragma once

#include <QApplication>
#include <memory>

#include "desktop/arguments.h"

namespace zaohua {

class Dialogs;
class Engine;
class GalleryStore;
class JobQueue;
class MainWindow;
class Settings;

class Application {
 public:
  // `dialogs` answers what a file dialog would be asked.
  Application(QApplication& application, Dialogs& dialogs);
  ~Application();

  void show();
  // What the command line, a second start or a file manager wants of the window.
  void take(const StartArguments& arguments);

  MainWindow& window();
  Engine& engine();
  GalleryStore& gallery();
  JobQueue& queue();
  Settings& settings();

 private:
  struct Parts;
  std::unique_ptr<Parts> m_parts;
};

}  // namespace zaohua
