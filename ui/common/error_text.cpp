// SPDX-License-Identifier: Apache-2.0
#include "ui/common/error_text.h"

#include <QCoreApplication>

namespace zaohua {

namespace {

QString translated(const std::string& sentence, const std::vector<std::string>& arguments) {
  QString text = QCoreApplication::translate("Error", sentence.c_str());
  // One pass: an argument that holds a "%2" of its own is not filled in again.
  QString filled;
  for (qsizetype at = 0; at < text.size(); ++at) {
    const int digit = text[at] == '%' && at + 1 < text.size() ? text[at + 1].digitValue() : -1;
    if (digit < 1 || static_cast<std::size_t>(digit) > arguments.size()) {
      filled += text[at];
      continue;
    }
    // An argument can be a sentence itself: the cause, in "%1 The CPU is used instead."
    const std::string argument = printable(arguments[static_cast<std::size_t>(digit) - 1]);
    filled += QCoreApplication::translate("Error", argument.c_str());
    ++at;
  }
  return filled;
}

}  // namespace

QString errorText(const Error& error) {
  return translated(error.sentence, error.arguments);
}

QString noticeText(const Notice& notice) {
  return translated(notice.sentence, notice.arguments);
}

}  // namespace zaohua
