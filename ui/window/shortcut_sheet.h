// SPDX-License-Identifier: Apache-2.0
// F1: all shortcuts on one sheet, by group. Made from the actions of the window and its panels when it opens, so that
// it is always right; only what single widgets do with a key is listed by hand. GUI thread.
#pragma once

#include <QDialog>

#include "ui/window/commands.h"

class QPushButton;
class QScrollArea;

namespace zaohua {

class ShortcutSheet : public QDialog {
  Q_OBJECT

 public:
  // `window` holds the actions; those in its gallery that are no commands are the gallery's own.
  ShortcutSheet(const Commands& commands, QWidget* window);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  struct Line {
    QString text, keys;
  };
  struct Group {
    QString title;
    QList<Line> lines;
  };
  QList<Group> groups() const;
  Group groupOf(CommandGroup group) const;
  Group galleryGroup() const;
  void build();

  const Commands& m_commands;
  QWidget* m_window;
  QScrollArea* m_scroll;
  QPushButton* m_close;
};

}  // namespace zaohua
