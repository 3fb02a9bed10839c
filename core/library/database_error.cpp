// SPDX-License-Identifier: Apache-2.0
#include "library/database_error.h"

#include <QFile>

namespace zaohua {

namespace {

// Primary result codes of SQLite, which its file format and interface promise to keep (sqlite.org/rescode.html).
enum SqliteCode {
  busy = 5,
  locked = 6,
  noMemory = 7,
  readOnly = 8,
  inputOutput = 10,
  corrupt = 11,
  full = 13,
  cannotOpen = 14,
  notADatabase = 26,
};
constexpr int primaryCodeMask = 0xff;
// The index of the -wal file could not be given its size: SQLite's word for a full disk in that place.
constexpr int sharedMemorySize = inputOutput | (19 << 8);

QString checkNote(const QString& file) {
  return file + ".check";
}

Error withSentence(int code, const std::string& file) {
  if (code == sharedMemorySize)
    code = full;
  switch (code & primaryCodeMask) {
    case full:
      return {ErrorCode::diskFull, "The disk with the library %1 is full. Free some space and try again.", {file}, {}};
    case busy:
    case locked:
      return {
          ErrorCode::writeFailed, "The library %1 is in use by another program. Close it and try again.", {file}, {}};
    case readOnly:
    case cannotOpen:
      return {
          ErrorCode::writeFailed, "The library %1 cannot be written. Check the permissions of its folder.", {file}, {}};
    case inputOutput:
      return {ErrorCode::writeFailed, "The library %1 could not be read or written. Check its disk.", {file}, {}};
    case corrupt:
    case notADatabase:
      return {ErrorCode::fileCorrupt,
              "The library %1 is damaged. Start the program again: it will be rebuilt from the pictures.",
              {file},
              {}};
    case noMemory:
      return {ErrorCode::outOfMemory, "There was not enough memory for the library. Close other programs.", {}, {}};
    default:
      return {
          ErrorCode::internal, "The library could not take a step that it should have. The details say which.", {}, {}};
  }
}

}  // namespace

Error databaseError(const QSqlError& error, const QString& file) {
  Error result = withSentence(error.nativeErrorCode().toInt(), file.toStdString());
  result.detail = ("SQLite " + error.nativeErrorCode() + ": " + error.databaseText()).toStdString();
  return result;
}

void askForCheck(const QString& file) {
  QFile(checkNote(file)).open(QIODevice::WriteOnly);
}

bool isCheckAskedFor(const QString& file) {
  return QFile::exists(checkNote(file));
}

void withdrawCheck(const QString& file) {
  QFile::remove(checkNote(file));
}

}  // namespace zaohua
