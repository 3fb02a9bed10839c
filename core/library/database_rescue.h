// SPDX-License-Identifier: Apache-2.0
// What only the database knows and no picture says: favourites, albums, jobs, prompts. Plain function, GUI thread;
// opening calls it once, after a damaged file was put aside.
#pragma once

#include <QString>

namespace zaohua {

class Database;

enum class Rescued {
  everything,  // each of these tables could be read to its end
  fromCopy,    // what could not be read is as the copy has it
  apart        // as much as could be read, and there is no copy
};

// Carries over as many rows as the damaged file still gives, then those of the copy (marks_copy.h), and leaves both
// files as they are. The pictures among them are marked so that the next scan reads the rest from their files.
Rescued rescueRows(const QString& damagedFile, const QString& marksCopy, Database& fresh);

}  // namespace zaohua
