// SPDX-License-Identifier: Apache-2.0
// Takes a picture of every page and dialog of the real window, with pictures that the demo model has just made, in both
// languages and both themes: screenshots FOLDER. The scale is QT_SCALE_FACTOR's. See scripts/screenshots.
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <cstdio>
#include <functional>

#include "base/resources_folder.h"
#include "desktop/application.h"
#include "library/gallery_store.h"
#include "library/job_queue.h"
#include "library/settings.h"
#include "ui/common/dialogs.h"
#include "ui/window/main_window.h"

namespace zaohua {

namespace {

constexpr int patience = 120'000;

const char* const prompts[] = {"雪地里的一只狐狸，柔光", "a rocket in space",
                               "一只熊猫，粉色背景",     "a sailboat on the beach",
                               "霓虹城市里的机器人",     "a castle at sunset",
                               "一朵向日葵，水彩",       "a robot chef",
                               "草地上的独角兽",         "cherry blossom, white background",
                               "夜晚的猫头鹰",           "a fox detective in the rain"};

const char* const chinesePrompt = "花园里的一只熊猫，电影质感，柔光，浅景深，毛发清晰，背景虚化";
const char* const englishPrompt = "a panda in a garden, cinematic, soft light, shallow depth of field, fine detail";

void waitFor(const std::function<bool()>& done) {
  if (!QTest::qWaitFor(done, patience))
    qFatal("The window never came to what was to be shown.");
}

// Answers the question for a folder of a model.
class Answers : public Dialogs {
 public:
  std::optional<QString> chooseFolder(QWidget*, const QString&, const QString&) override { return folder; }

  QString folder;
};

// A copy of the demo model whose transformer is damaged and whose autoencoder is missing.
void makeBrokenModel(const QString& folder) {
  const QString demo = QString::fromStdString((resourcesFolder() / "models/demo").string());
  QDirIterator files(demo, QDir::Files, QDirIterator::Subdirectories);
  while (files.hasNext()) {
    const QString path = files.next();
    const QString target = folder + path.mid(demo.size());
    if (path.contains("/vae/"))
      continue;
    QDir().mkpath(QFileInfo(target).path());
    QFile::copy(path, target);
    if (path.endsWith("/transformer/config.json")) {
      QFile::remove(target);
      QFile config(target);
      std::ignore = config.open(QIODevice::WriteOnly);
    }
  }
}

class Photographer {
 public:
  Photographer(QApplication& application, const QString& folder) : m_folder(folder) {
    m_zaohua = std::make_unique<Application>(application, m_dialogs);
    window().resize(1440, 900);  // whatever the screen has room for
    m_zaohua->show();
    if (!QTest::qWaitForWindowExposed(&window()))
      std::fputs("the window did not appear\n", stderr);
    QDir().mkpath(folder);
  }

  int run() {
    inEveryLook("first-start", [this] { shoot(window()); });
    fillGallery();
    m_hasPrompt = true;
    for (const auto& [name, page] : pages())
      inEveryLook(name, page);
    return 0;
  }

 private:
  MainWindow& window() { return m_zaohua->window(); }
  Settings& settings() { return m_zaohua->settings(); }
  template <typename Widget>
  Widget* find(const char* name) {
    return window().findChild<Widget*>(name);
  }
  void trigger(const char* command) { find<QAction>(command)->trigger(); }

  void fillGallery() {
    for (const char* prompt : prompts) {
      window().usePrompt(QString::fromUtf8(prompt));
      trigger("generate");
    }
    waitFor([this] { return m_zaohua->queue().jobs().empty() && m_zaohua->gallery().count() >= 12; });
    std::vector<GalleryRow> rows = m_zaohua->gallery().find({});
    m_zaohua->gallery().setFavourite({rows[1].id, rows[4].id}, true);
  }

  std::vector<std::pair<const char*, std::function<void()>>> pages() {
    return {
        {"picture", [this] { withPicture([this] { shoot(window()); }); }},
        {"info",
         [this] {
           withPicture([this] {
             trigger("showInfo");
             shoot(window());
             trigger("showInfo");
           });
         }},
        {"running", [this] { running(); }},
        {"comparing",
         [this] {
           const std::vector<GalleryRow> rows = m_zaohua->gallery().find({});
           m_zaohua->window().compare(rows[2].id, rows[3].id);
           waitFor([this] { return find<QAction>("compare")->isChecked(); });
           shoot(window());
           trigger("compare");
         }},
        {"narrow",
         [this] {
           const QSize before = window().size();
           window().resize(1100, 700);
           withPicture([this] { shoot(window()); });
           window().resize(before);
         }},
        {"nothing-found",
         [this] {
           auto* search = find<QLineEdit>("gallerySearch");
           auto* view = find<QAbstractItemView>("galleryView");
           search->setFocus();
           QTest::keyClicks(search, "zzzz");
           waitFor([view] { return view->model()->rowCount() == 0; });
           shoot(window());
           QTest::keyClick(search, Qt::Key_A, Qt::ControlModifier);
           QTest::keyClick(search, Qt::Key_Delete);
           waitFor([view] { return view->model()->rowCount() > 0; });
         }},
        {"palette", [this] { popup("commandPalette", "commandPalette"); }},
        {"palette-nothing",
         [this] {
           trigger("commandPalette");
           QTest::keyClicks(find<QLineEdit>("commandSearch"), "zzzz");
           shoot(*find<QWidget>("commandPalette"));
           find<QWidget>("commandPalette")->close();
         }},
        {"about", [this] { modal([this] { trigger("showAbout"); }); }},
        {"filter-menu", [this] { filterMenu(); }},
        {"album",
         [this] {
           find<QAbstractItemView>("galleryView")->selectAll();
           modal([this] { trigger("galleryAddToAlbum"); });
         }},
        {"save-preset", [this] { popup("savePreset", "savePresetDialog"); }},
        {"preset-manager", [this] { presetManager(); }},
        {"model-broken", [this] { brokenModel(); }},
        {"shortcuts", [this] { popup("showShortcuts", "shortcutSheet"); }},
        {"models", [this] { popup("showModels", "modelDialog"); }},
        {"settings", [this] { settingsPages(); }},
        {"restore", [this] { withPicture([this] { popup("useSettings", "restoreDialog"); }); }},
    };
  }

  void withPicture(const std::function<void()>& then) {
    const std::vector<GalleryRow> rows = m_zaohua->gallery().find({});
    window().open(rows.back().id);
    waitFor([this] { return find<QAction>("favourite")->isEnabled(); });
    then();
  }

  void running() {
    for (int job = 0; job < 3; ++job)
      trigger("generate");
    // In the very moment: the demo model is quick.
    bool taken = false;
    QObject moment;
    QObject::connect(&m_zaohua->engine(), &Engine::previewed, &moment, [&taken, this](const PreviewFrame& frame) {
      if (frame.step < 5 || taken)
        return;
      save(window());
      taken = true;
    });
    waitFor([&taken, this] {
      if (!taken && m_zaohua->queue().jobs().empty())  // all came to their end between two looks
        trigger("generate");
      return taken;
    });
    while (!m_zaohua->queue().jobs().empty()) {
      m_zaohua->queue().remove(m_zaohua->queue().jobs().back().id);
      QCoreApplication::processEvents();
    }
    waitFor([this] { return !m_zaohua->engine().isBusy(); });
  }

  void popup(const char* command, const char* name) {
    trigger(command);
    waitFor([this, name] {
      auto* dialog = find<QWidget>(name);
      return dialog != nullptr && dialog->isVisible();
    });
    auto* dialog = find<QWidget>(name);
    QTest::qWait(200);
    shoot(*dialog);
    dialog->close();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  }

  // Of a dialog that answers its question before it lets go.
  void modal(const std::function<void()>& ask) {
    QTimer::singleShot(0, &window(), [this] {
      waitFor([] { return QApplication::activeModalWidget() != nullptr; });
      shoot(*QApplication::activeModalWidget());
      QApplication::activeModalWidget()->close();
    });
    ask();
  }

  void filterMenu() {
    auto* menu = find<QMenu>("galleryFilterPopup");
    menu->popup(window().mapToGlobal(QPoint(10, 10)));
    shoot(*menu);
    for (QMenu* below : menu->findChildren<QMenu*>()) {
      if (below->findChild<QWidget*>("galleryFilterDays") == nullptr)
        continue;
      below->popup(window().mapToGlobal(QPoint(200, 10)));
      const QString name = m_name;
      m_name += "-dates";
      shoot(*below);
      m_name = name;
      below->close();
    }
    menu->close();
  }

  void presetManager() {
    QTest::mouseClick(find<QWidget>("presetMenuButton"), Qt::LeftButton);
    waitFor([this] { return find<QAction>("presetManage") != nullptr; });
    find<QAction>("presetManage")->trigger();
    find<QWidget>("presetMenu")->close();
    waitFor([this] { return find<QWidget>("presetManager") != nullptr; });
    shoot(*find<QWidget>("presetManager"));
    find<QWidget>("presetManager")->close();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  }

  void brokenModel() {
    const QTemporaryDir folder;
    m_dialogs.folder = folder.filePath("Z-Image-Turbo");
    makeBrokenModel(m_dialogs.folder);
    trigger("showModels");
    auto* dialog = find<QWidget>("modelDialog");
    QTest::mouseClick(dialog->findChild<QPushButton*>("modelAdd"), Qt::LeftButton);
    shoot(*dialog);
    QTest::mouseClick(dialog->findChild<QPushButton*>("modelRemove"), Qt::LeftButton);
    dialog->close();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  }

  void settingsPages() {
    trigger("showSettings");
    auto* dialog = find<QWidget>("settingsDialog");
    waitFor([dialog] { return dialog->isVisible(); });
    auto* tabs = dialog->findChild<QTabWidget*>("settingsTabs");
    const QString name = m_name;
    for (int page = 0; page < tabs->count(); ++page) {
      tabs->setCurrentIndex(page);
      m_name = QString("%1-%2").arg(name).arg(page);
      shoot(*dialog);
    }
    dialog->close();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  }

  void inEveryLook(const char* name, const std::function<void()>& page) {
    for (const char* language : {"zh_CN", "en"}) {
      settings().setLanguage(language);
      for (const Settings::Theme theme : {Settings::Theme::dark, Settings::Theme::light}) {
        settings().setTheme(theme);
        const char* look = theme == Settings::Theme::dark ? "dark" : "light";
        m_name = QString("%1-%2-%3").arg(name, QString(language).left(2), look);
        QCoreApplication::processEvents();
        if (m_hasPrompt)
          window().usePrompt(QString::fromUtf8(QLatin1String(language) == "en" ? englishPrompt : chinesePrompt));
        page();
      }
    }
  }

  void shoot(QWidget& widget) {
    QTest::qWait(250);  // until fades have ended
    save(widget);
  }

  void save(QWidget& widget) {
    const int percent = qRound(widget.devicePixelRatioF() * 100);
    const QPixmap picture = widget.grab();
    const QString file = QString("%1/%2@%3").arg(m_folder, m_name).arg(percent);
    picture.save(file + ".png");
    if (m_name.startsWith("running"))
      picture.save(file + ".jpg", nullptr, 88);  // for the README
  }

  QString m_folder;
  QString m_name;
  bool m_hasPrompt = false;  // the first start shows its own
  Answers m_dialogs;
  std::unique_ptr<Application> m_zaohua;
};

}  // namespace

}  // namespace zaohua

int main(int argc, char** argv) {
  const QTemporaryDir home;
  for (const char* variable :
       {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
    qputenv(variable, home.path().toUtf8());
  QApplication application(argc, argv);
  if (argc != 2) {
    std::fputs("usage: screenshots FOLDER\n", stderr);
    return 2;
  }
  QApplication::setCursorFlashTime(0);
  return zaohua::Photographer(application, QString::fromLocal8Bit(argv[1])).run();
}
