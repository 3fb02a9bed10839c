// SPDX-License-Identifier: Apache-2.0
#include "ui/window/commands.h"

#include <QKeySequence>
#include <QWidget>

#include "ui/common/icons.h"
#include "ui/common/key_text.h"

namespace zaohua {

namespace {

struct Row {
  const char* id;
  CommandGroup group;
  const char* text;
  const char* keys;  // portable spelling; empty: none
  const char* icon;
};

using enum CommandGroup;

constexpr Row table[] = {
    {"openFile", file, QT_TRANSLATE_NOOP("zaohua::Commands", "Open a picture or preset…"), "Ctrl+O", "folder-open"},
    {"savePictureAs", file, QT_TRANSLATE_NOOP("zaohua::Commands", "Save the picture as…"), "Ctrl+S", "save"},
    {"openFolder", file, QT_TRANSLATE_NOOP("zaohua::Commands", "Show in folder"), "Ctrl+Shift+O", "folder"},
    {"showModels", file, QT_TRANSLATE_NOOP("zaohua::Commands", "Models…"), "Ctrl+M", "box"},
    {"showSettings", file, QT_TRANSLATE_NOOP("zaohua::Commands", "Settings…"), "Ctrl+,", "settings"},
    {"quit", file, QT_TRANSLATE_NOOP("zaohua::Commands", "Quit"), "Ctrl+Q", "log-out"},

    {"undoTrash", edit, QT_TRANSLATE_NOOP("zaohua::Commands", "Undo move to trash"), "Ctrl+Shift+Z", "undo-2"},
    {"focusPrompt", edit, QT_TRANSLATE_NOOP("zaohua::Commands", "Write the prompt"), "Ctrl+L", "pencil"},
    {"searchGallery", edit, QT_TRANSLATE_NOOP("zaohua::Commands", "Search the gallery"), "Ctrl+F", "search"},
    {"searchKeywords", edit, QT_TRANSLATE_NOOP("zaohua::Commands", "Search the keywords"), "Ctrl+Shift+K", "tags"},

    {"zoomFit", view, QT_TRANSLATE_NOOP("zaohua::Commands", "Fit"), "Ctrl+0", "maximize"},
    {"zoomActual", view, QT_TRANSLATE_NOOP("zaohua::Commands", "Actual size"), "Ctrl+1", "square-equal"},
    {"zoomIn", view, QT_TRANSLATE_NOOP("zaohua::Commands", "Zoom in"), "Ctrl++", "zoom-in"},
    {"zoomOut", view, QT_TRANSLATE_NOOP("zaohua::Commands", "Zoom out"), "Ctrl+-", "zoom-out"},
    {"showCompose", view, QT_TRANSLATE_NOOP("zaohua::Commands", "Prompt panel"), "Ctrl+Shift+1", "panel-left"},
    {"showGallery", view, QT_TRANSLATE_NOOP("zaohua::Commands", "Gallery"), "Ctrl+Shift+2", "panel-right"},
    {"showQueue", view, QT_TRANSLATE_NOOP("zaohua::Commands", "Queue"), "Ctrl+Shift+3", "panel-bottom"},
    {"arrangePanels", view, QT_TRANSLATE_NOOP("zaohua::Commands", "Rearrange panels"), "", "layout-dashboard"},
    {"resetPanels", view, QT_TRANSLATE_NOOP("zaohua::Commands", "Reset panels"), "", "rotate-ccw"},
    {"fullScreen", view, QT_TRANSLATE_NOOP("zaohua::Commands", "Full screen"), "F11", "expand"},

    {"compare", picture, QT_TRANSLATE_NOOP("zaohua::Commands", "Compare"), "Ctrl+D", "columns-2"},
    {"vary", picture, QT_TRANSLATE_NOOP("zaohua::Commands", "Vary"), "Ctrl+Shift+V", "shuffle"},
    {"useSettings", picture, QT_TRANSLATE_NOOP("zaohua::Commands", "Use these settings"), "Ctrl+R",
     "sliders-horizontal"},
    {"favourite", picture, QT_TRANSLATE_NOOP("zaohua::Commands", "Favourite"), "Ctrl+B", "star"},
    {"copyPicture", picture, QT_TRANSLATE_NOOP("zaohua::Commands", "Copy the picture"), "Ctrl+Shift+C", "copy"},
    {"showInfo", picture, QT_TRANSLATE_NOOP("zaohua::Commands", "Info"), "Ctrl+I", "info"},
    {"trashPicture", picture, QT_TRANSLATE_NOOP("zaohua::Commands", "Move to trash"), "Ctrl+Delete", "trash-2"},

    {"generate", generate, QT_TRANSLATE_NOOP("zaohua::Commands", "Generate"), "Ctrl+Return", "sparkles"},
    {"generateNext", generate, QT_TRANSLATE_NOOP("zaohua::Commands", "Generate next"), "Ctrl+Shift+Return",
     "list-start"},
    {"cancel", generate, QT_TRANSLATE_NOOP("zaohua::Commands", "Cancel"), "Esc", "circle-stop"},
    {"pauseQueue", generate, QT_TRANSLATE_NOOP("zaohua::Commands", "Pause the queue"), "Ctrl+Shift+P", "pause"},
    {"resumeInterrupted", generate, QT_TRANSLATE_NOOP("zaohua::Commands", "Resume the interrupted jobs"), "", "play"},
    {"savePreset", generate, QT_TRANSLATE_NOOP("zaohua::Commands", "Save as a preset…"), "Ctrl+Shift+S",
     "bookmark-plus"},

    {"commandPalette", help, QT_TRANSLATE_NOOP("zaohua::Commands", "Search commands"), "Ctrl+K", "search"},
    {"showShortcuts", help, QT_TRANSLATE_NOOP("zaohua::Commands", "Keyboard shortcuts"), "F1", "keyboard"},
    {"openLog", help, QT_TRANSLATE_NOOP("zaohua::Commands", "Show the log folder"), "", "file-text"},
    {"showAbout", help, QT_TRANSLATE_NOOP("zaohua::Commands", "About Zaohua"), "", "info"},
};

constexpr const char* checkable[] = {"showCompose", "showGallery", "showQueue", "arrangePanels", "fullScreen",
                                     "favourite",   "showInfo",    "compare",   "pauseQueue"};

}  // namespace

Commands::Commands(QWidget* window) : QObject(window) {
  for (const Row& row : table) {
    auto* action = new QAction(themeIcon(row.icon), {}, window);
    action->setObjectName(row.id);
    if (*row.keys != '\0')
      action->setShortcut(QKeySequence(QString::fromLatin1(row.keys), QKeySequence::PortableText));
    action->setCheckable(std::ranges::find(checkable, std::string_view(row.id)) != std::end(checkable));
    window->addAction(action);
    m_commands.push_back({row.id, row.group, action});
    m_byId.insert(row.id, action);
  }
  retranslate();
}

QAction* Commands::operator[](const char* id) const {
  QAction* action = m_byId.value(QString::fromLatin1(id));
  Q_ASSERT(action);
  return action;
}

QString Commands::englishName(const QString& id) {
  const auto* row = std::ranges::find(table, id, [](const Row& each) { return QString::fromLatin1(each.id); });
  return row != std::end(table) ? QString::fromLatin1(row->text) : QString();
}

QString Commands::groupName(CommandGroup group) {
  switch (group) {
    case file:
      return tr("File");
    case edit:
      return tr("Edit");
    case view:
      return tr("View");
    case picture:
      return tr("Picture");
    case generate:
      return tr("Generate");
    case help:
      return tr("Help");
  }
  return {};
}

void Commands::retranslate() {
  for (std::size_t i = 0; i < m_commands.size(); ++i) {
    QAction* action = m_commands[i].action;
    const QString text = tr(table[i].text);
    action->setText(text);
    const QString keys = keyText(action->shortcut());
    action->setToolTip(keys.isEmpty() ? text : QString("%1  %2").arg(text, keys));
  }
}

}  // namespace zaohua
