// SPDX-License-Identifier: Apache-2.0
// What only the database knows and no picture says: favourites, albums, waiting jobs, prompts. Plain function, GUI
// thread; opening calls it once, after a damaged file was put aside.
#pragma once

#include <QString>

namespace zaohua {

class Database;

// Carries over as many rows as the damaged file still gives, and leaves that file as it is. The pictures among them are
// marked so that the next scan reads the rest from their files.
void rescueRows(const QString& damagedFile, Database& fresh);

}  // namespace zaohua
