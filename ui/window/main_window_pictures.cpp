// SPDX-License-Identifier: Apache-2.0
// What the window does with the picture that is shown, and its small menus.
#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDesktopServices>
#include <QFile>
#include <QFileInfo>
#include <QMenu>
#include <QMimeData>
#include <QUrl>
#include <span>

#include "base/platform.h"
#include "image_io/picture_file.h"
#include "ui/common/dialogs.h"
#include "ui/common/message_bar.h"
#include "ui/window/centre_panel.h"
#include "ui/window/commands.h"
#include "ui/window/main_window.h"

namespace zaohua {

void MainWindow::savePictureAs() {
  const std::optional<PictureRecord> picture = m_centre->current();
  if (!picture)
    return;
  const std::optional<QString> target =
      m_parts.dialogs.saveFile(this, tr("Save the picture as"), QFileInfo(picture->path).fileName(),
                               tr("Pictures (*.%1)").arg(QFileInfo(picture->path).suffix()));
  if (!target || QFileInfo(*target) == QFileInfo(picture->path))
    return;
  // The file as it is, with its metadata. One that is there already is replaced whole or not at all.
  const Result<std::string> bytes = readFile(picture->path.toStdString(), maxPictureFileBytes);
  const Result<void> written = bytes ? writeFileAtomically(target->toStdString(), std::as_bytes(std::span(*bytes)))
                                     : Result<void>(failure(bytes.error()));
  if (written)
    m_messages->showMessage(MessageBar::Kind::success, tr("Saved as %1.").arg(QFileInfo(*target).fileName()));
  else
    showError(written.error());
}

void MainWindow::copyPicture(const PictureRecord& record) {
  QFile file(record.path);
  auto* content = new QMimeData;
  content->setUrls({QUrl::fromLocalFile(record.path)});
  const QImage shown = m_centre->current() && m_centre->current()->id == record.id ? m_centre->image() : QImage();
  content->setImageData(shown.isNull() ? QImage(record.path) : shown);
  // The bytes of the file keep what the picture says about itself, for programs that look.
  if (record.path.endsWith(".png") && file.open(QIODevice::ReadOnly))
    content->setData("image/png", file.readAll());
  QApplication::clipboard()->setMimeData(content);
  showNotice(tr("The picture is on the clipboard."));
}

void MainWindow::showInFolder(const PictureRecord& record) {
  const auto openFolder = [path = record.path] {
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).path()));
  };
  const QDBusConnection bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) {
    openFolder();
    return;
  }
  // A file manager that knows this call selects the file; otherwise its folder is opened.
  QDBusMessage call = QDBusMessage::createMethodCall("org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                                                     "org.freedesktop.FileManager1", "ShowItems");
  call << QStringList{QUrl::fromLocalFile(record.path).toString()} << QString();
  auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
  connect(watcher, &QDBusPendingCallWatcher::finished, this, [watcher, openFolder] {
    watcher->deleteLater();
    if (watcher->isError())
      openFolder();
  });
}

void MainWindow::showPictureMenu(const QPoint& global) {
  QMenu menu;
  for (const char* id : {"copyPicture", "savePictureAs", "openFolder", "", "vary", "useSettings", "compare", "",
                         "favourite", "showInfo", "", "trashPicture"}) {
    if (*id == '\0')
      menu.addSeparator();
    else
      menu.addAction((*m_commands)[id]);
  }
  menu.exec(global);
}

QMenu* MainWindow::makeChoiceMenu(const QString& name) {
  auto* menu = new QMenu(this);
  menu->setObjectName(name);
  return menu;
}

void MainWindow::fillChoiceMenus() {
  Settings& settings = m_parts.settings;
  const auto add = [](QMenu& menu, QActionGroup& group, const QString& text, bool checked, auto choose) {
    QAction* action = menu.addAction(text);
    action->setCheckable(true);
    action->setChecked(checked);
    group.addAction(action);
    // The menu is filled anew by what is chosen: not inside this very call.
    connect(action, &QAction::triggered, &menu, choose, Qt::QueuedConnection);
  };
  const auto restart = [](QMenu& menu) {
    qDeleteAll(menu.findChildren<QActionGroup*>());
    menu.clear();
    return new QActionGroup(&menu);
  };
  QActionGroup* languages = restart(*m_languageMenu);
  const std::pair<const char*, QString> names[] = {
      {"system", tr("Follow the system")}, {"zh_CN", QString::fromUtf8("简体中文")}, {"en", "English"}};
  for (const auto& [code, text] : names) {
    const QString language = QString::fromLatin1(code);
    add(*m_languageMenu, *languages, text, settings.language() == language,
        [&settings, language] { settings.setLanguage(language); });
  }
  QActionGroup* themes = restart(*m_themeMenu);
  const std::pair<Settings::Theme, QString> looks[] = {{Settings::Theme::system, tr("Follow the system")},
                                                       {Settings::Theme::light, tr("Light")},
                                                       {Settings::Theme::dark, tr("Dark")}};
  for (const auto& [theme, text] : looks) {
    const Settings::Theme chosen = theme;
    add(*m_themeMenu, *themes, text, settings.theme() == chosen, [this, chosen] {
      m_parts.settings.setTheme(chosen);
      fillChoiceMenus();
    });
  }
}

}  // namespace zaohua
