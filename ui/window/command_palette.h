// SPDX-License-Identifier: Apache-2.0
// Ctrl+K: type a few letters of any action's name, press Enter. Finds words in any order in the name or its group, in
// the window's language and in English, Chinese ones by pinyin or its initials as well. A popup over the window. GUI
// thread.
#pragma once

#include <QFrame>
#include <QHash>

#include "library/keyword_catalogue_search.h"

class QLabel;
class QLineEdit;
class QListWidget;

namespace zaohua {

class Commands;
struct Command;

class CommandPalette : public QFrame {
  Q_OBJECT

 public:
  CommandPalette(Commands& commands, QWidget* window);

  void open();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  // The name of a command, and together with its group.
  struct Keys {
    KeywordSearchKey name, both;
  };
  void makeKeys(const QHash<QString, QString>& pinyin);
  void learnPinyin();
  int rankOf(const Command& command, const QString& query) const;
  std::vector<const Command*> found() const;
  void fill();
  void fitToRows();
  void runCurrent();
  void retranslate();

  Commands& m_commands;
  QHash<QString, Keys> m_keys;  // by the command's id
  bool m_knowsPinyin = false;
  QLineEdit* m_search;
  QListWidget* m_list;
  QLabel* m_nothing;
};

}  // namespace zaohua
