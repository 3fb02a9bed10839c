// SPDX-License-Identifier: Apache-2.0
// A PictureRecord as rows of the database and back. Plain functions, GUI thread.
#pragma once

#include <QList>
#include <optional>

#include "base/result.h"
#include "library/picture_record.h"

namespace zaohua {

class Database;

std::optional<PictureRecord> readPicture(Database& database, qint64 id);
std::optional<qint64> idOfPath(Database& database, const QString& path);

// A new row, with the record's id if it has one. Favourite and albums as in the record.
Result<qint64> insertPicture(Database& database, const PictureRecord& record);
// What the record says about the file of this row. Favourite and albums stay.
Result<void> updatePicture(Database& database, qint64 id, const PictureRecord& record);

// Ids as one value, for "IN (SELECT value FROM json_each(?))".
QString idList(const QList<qint64>& ids);

}  // namespace zaohua
