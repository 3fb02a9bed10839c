// SPDX-License-Identifier: Apache-2.0
// Every action of the window, in one table: menus, shortcuts, the command palette and the sheet of shortcuts are all
// made from it. Owned by the window. GUI thread.
#pragma once

#include <QAction>
#include <QHash>
#include <QObject>
#include <vector>

namespace zaohua {

enum class CommandGroup { file, edit, view, picture, generate, help };

struct Command {
  QString id;  // also the action's object name
  CommandGroup group = CommandGroup::file;
  QAction* action = nullptr;
};

class Commands : public QObject {
  Q_OBJECT

 public:
  explicit Commands(QWidget* window);

  QAction* operator[](const char* id) const;  // REQUIRES an id of the table
  const std::vector<Command>& all() const { return m_commands; }
  static QString englishName(const QString& id);  // whatever the language of the window
  static QString groupName(CommandGroup group);
  void retranslate();

 private:
  std::vector<Command> m_commands;
  QHash<QString, QAction*> m_byId;
};

}  // namespace zaohua
