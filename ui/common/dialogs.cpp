// SPDX-License-Identifier: Apache-2.0
#include "ui/common/dialogs.h"

#include <QFileDialog>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>

namespace zaohua {

namespace {

constexpr int lettersShown = 40;  // of a file name that is to be changed

std::optional<QString> unlessEmpty(const QString& text) {
  return text.isEmpty() ? std::nullopt : std::optional(text);
}

}  // namespace

std::optional<QString> Dialogs::askText(QWidget* parent, const QString& title, const QString& label,
                                        const QString& initial) {
  QInputDialog dialog(parent);
  dialog.setObjectName("askTextDialog");
  dialog.setWindowTitle(title);
  dialog.setLabelText(label);
  dialog.setTextValue(initial);
  dialog.setOkButtonText(tr("OK"));
  dialog.setCancelButtonText(tr("Cancel"));
  dialog.resize(dialog.fontMetrics().averageCharWidth() * lettersShown, dialog.sizeHint().height());
  return dialog.exec() == QDialog::Accepted ? unlessEmpty(dialog.textValue().trimmed()) : std::nullopt;
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
  box.button(QMessageBox::Cancel)->setText(tr("Cancel"));
  box.setDefaultButton(QMessageBox::Cancel);
  box.exec();
  return box.clickedButton() == yes;
}

}  // namespace zaohua
