// SPDX-License-Identifier: Apache-2.0
#include "ui/common/dialogs.h"

#include <QFileDialog>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>

namespace zaohua {

namespace {

std::optional<QString> unlessEmpty(const QString& text) {
  return text.isEmpty() ? std::nullopt : std::optional(text);
}

}  // namespace

std::optional<QString> Dialogs::askText(QWidget* parent, const QString& title, const QString& label,
                                        const QString& initial) {
  bool accepted = false;
  const QString text = QInputDialog::getText(parent, title, label, QLineEdit::Normal, initial, &accepted).trimmed();
  return accepted ? unlessEmpty(text) : std::nullopt;
}

std::optional<QString> Dialogs::openFile(QWidget* parent, const QString& title, const QString& folder,
                                         const QString& filter) {
  return unlessEmpty(QFileDialog::getOpenFileName(parent, title, folder, filter));
}

std::optional<QString> Dialogs::saveFile(QWidget* parent, const QString& title, const QString& suggested,
                                         const QString& filter) {
  return unlessEmpty(QFileDialog::getSaveFileName(parent, title, suggested, filter));
}

std::optional<QString> Dialogs::chooseFolder(QWidget* parent, const QString& title, const QString& folder) {
  return unlessEmpty(QFileDialog::getExistingDirectory(parent, title, folder));
}

bool Dialogs::confirm(QWidget* parent, const QString& title, const QString& sentence, const QString& action) {
  QMessageBox box(QMessageBox::NoIcon, title, sentence, QMessageBox::Cancel, parent);
  const QPushButton* yes = box.addButton(action, QMessageBox::AcceptRole);
  box.setDefaultButton(QMessageBox::Cancel);
  box.exec();
  return box.clickedButton() == yes;
}

}  // namespace zaohua
