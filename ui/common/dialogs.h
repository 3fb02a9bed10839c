// SPDX-License-Identifier: Apache-2.0
// Every question that the program asks in a dialog of its own. Tests answer through a subclass. GUI thread; a call
// returns when the person has answered (the event loop runs meanwhile, the compute thread is not waited for).
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>
#include <optional>

class QWidget;

namespace zaohua {

class Dialogs {
  Q_DECLARE_TR_FUNCTIONS(zaohua::Dialogs)

 public:
  virtual ~Dialogs() = default;

  // nullopt: cancelled.
  virtual std::optional<QString> askText(QWidget* parent, const QString& title, const QString& label,
                                         const QString& initial);
  virtual std::optional<QString> openFile(QWidget* parent, const QString& title, const QString& folder,
                                          const QString& filter);
  virtual std::optional<QString> saveFile(QWidget* parent, const QString& title, const QString& suggested,
                                          const QString& filter);
  virtual std::optional<QString> chooseFolder(QWidget* parent, const QString& title, const QString& folder);
  // For what cannot be undone only. `action` is the button's text: a verb.
  virtual bool confirm(QWidget* parent, const QString& title, const QString& sentence, const QString& action);
};

}  // namespace zaohua
