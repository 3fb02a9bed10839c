// SPDX-License-Identifier: Apache-2.0
// An Error is what a person is told when something did not work: a closed code that callers branch on, one sentence
// that can be translated, and the technical detail for the log. Plain value, any thread.
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace zaohua {

enum class ErrorCode {
  outOfMemory,
  fileMissing,
  fileCorrupt,
  writeFailed,  // the place exists but may not be written (permission, read-only, not a regular file)
  diskFull,
  unsupportedModel,
  invalidRequest,
  deviceLost,  // a device that is missing, broken, or vanished
  cancelled,   // an outcome rather than a failure; travels as an Error because it ends a call
  internal,
};

// The spelling used in JSON and logs: "out_of_memory".
std::string_view errorCodeName(ErrorCode code);

struct Error {
  ErrorCode code = ErrorCode::internal;
  // English, with %1 … %9 for the arguments. It is also the key under which a translation is looked up, so it never
  // holds a path, a number or any other value itself.
  std::string sentence;
  std::vector<std::string> arguments;
  // For the log and the "details" button: whatever helps an engineer. May be empty.
  std::string detail;

  // The English sentence with its arguments in place, always one line of valid UTF-8.
  std::string text() const;
};

Error cancelledError();
// A file that came with a model and cannot be used; what is wrong inside it is for the log.
Error damagedFileError(std::string file, std::string detail);

// Carries an Error through code that builds tensors, where a Result at every line would bury the formula. Thrown below
// the session door only, and caught there only (docs/decisions/0003-exceptions-end-at-the-door.md).
class Failure : public std::exception {
 public:
  explicit Failure(Error error) : m_error(std::move(error)), m_text(m_error.text()) {}
  const Error& error() const { return m_error; }
  const char* what() const noexcept override { return m_text.c_str(); }

 private:
  Error m_error;
  std::string m_text;
};

// Control characters and invalid UTF-8 become visible replacements, so that a hostile file name cannot forge a second
// line of output or break a JSON document.
std::string printable(std::string_view text);

}  // namespace zaohua
