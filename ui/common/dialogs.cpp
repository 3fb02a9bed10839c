// SPDX-License-Identifier: Apache-2.0
#include "ui/common/dialogs.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int lettersShown = 40;  // of a file name that is to be changed

std::optional<QString> unlessEmpty(const QString& text) {
  return text.isEmpty() ? std::nullopt : std::optional(text);
}

}  // namespace

std::optional<QString> Dialogs::askText(QWidget* parent, const QString& title, const QString& label,
                                        const QString& initial) {
  QDialog dialog(parent);
  dialog.setObjectName("askTextDialog");
  dialog.setWindowTitle(title);
  auto* field = new QLineEdit(initial);
  field->setObjectName("askTextField");
  field->setAccessibleName(label);
  field->setMinimumWidth(dialog.fontMetrics().averageCharWidth() * lettersShown);
  field->selectAll();
  auto* name = new QLabel(label);
  name->setBuddy(field);
  setStyleRole(name, "muted");
  auto* buttons = new QDialogButtonBox;
  QPushButton* ok = buttons->addButton(tr("OK"), QDialogButtonBox::AcceptRole);
  ok->setDefault(true);
  buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
  QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
  QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
  const auto refresh = [ok, field] { ok->setEnabled(!field->text().trimmed().isEmpty()); };
  QObject::connect(field, &QLineEdit::textChanged, ok, refresh);
  refresh();
  auto* column = new QVBoxLayout(&dialog);
  column->setContentsMargins(16, 16, 16, 16);
  column->setSpacing(measure::fieldSpacing);
  column->addWidget(name);
  column->addWidget(field);
  column->addSpacing(measure::fieldSpacing);
  column->addWidget(buttons);
  return dialog.exec() == QDialog::Accepted ? unlessEmpty(field->text().trimmed()) : std::nullopt;
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
