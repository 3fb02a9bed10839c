// SPDX-License-Identifier: Apache-2.0
// What SQLite reports, as Errors for a person, and the note that asks the next start to look through the whole file.
// Plain functions, GUI thread.
#pragma once

#include <QSqlError>
#include <QString>

#include "base/error.h"

namespace zaohua {

Error databaseError(const QSqlError& error, const QString& file);

// An empty file beside the database.
void askForCheck(const QString& file);
bool isCheckAskedFor(const QString& file);
void withdrawCheck(const QString& file);

}  // namespace zaohua
