// SPDX-License-Identifier: Apache-2.0
#include "cli/console.h"

#include <algorithm>
#include <cstdio>

#include "base/log.h"
#include "base/platform.h"

namespace zaohua::cli {

namespace {

constexpr const char* wipeLine = "\r\033[K";

void print(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);
}

std::string asText(const nlohmann::ordered_json& value) {
  return value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

nlohmann::ordered_json inJson(const Error& error) {
  return {{"error", {{"code", errorCodeName(error.code)}, {"message", error.text()}}}};
}

std::string inWords(const Error& error) {
  return "error: " + error.text() + "\n";
}

std::string inWords(const StageProgress& progress) {
  std::string words(stageName(progress.stage));
  std::ranges::replace(words, '_', ' ');
  if (progress.total > 1)
    words += " " + std::to_string(progress.done) + "/" + std::to_string(progress.total);
  if (progress.pictures > 1) {
    words += " (picture " + std::to_string(progress.picture + 1) + " of " + std::to_string(progress.pictures) + ")";
  }
  return words;
}

std::string barOf(const StageProgress& progress) {
  constexpr int width = 24;
  const int filled = progress.total > 0 ? width * progress.done / progress.total : 0;
  std::string bar = "[";
  for (int i = 0; i < width; ++i)
    bar += i < filled ? '#' : '.';
  return bar + "] " + inWords(progress);
}

}  // namespace

void Console::line(std::string_view text) const {
  if (m_json)
    return;
  print(stdout, text);
  print(stdout, "\n");
}

void Console::value(const nlohmann::ordered_json& value) const {
  if (m_json)
    print(stdout, asText(value) + "\n");
}

SessionObserver Console::observer() {
  SessionObserver observer;
  observer.progress = [this](const StageProgress& progress) { show(progress); };
  observer.notice = [this](const Notice& notice) {
    clearBar();
    const Error asSentence = {ErrorCode::internal, notice.sentence, notice.arguments, {}};
    print(stderr, "warning: " + asSentence.text() + "\n");
  };
  return observer;
}

void Console::show(const StageProgress& progress) {
  if (standardErrorIsTerminal()) {
    const auto columns = static_cast<std::size_t>(std::max(1, terminalColumns() - 1));
    print(stderr, wipeLine + barOf(progress).substr(0, columns));
    std::fflush(stderr);
    m_barShown = true;
    return;
  }
  // Loading counts hundreds of tensors; in a log its beginning and its end say enough.
  const bool inBetween = progress.stage == Stage::load && progress.done > 0 && progress.done < progress.total;
  const std::string line = "progress: " + inWords(progress) + "\n";
  if (inBetween || line == m_lastLine)
    return;
  m_lastLine = line;
  print(stderr, line);
}

void Console::clearBar() {
  if (m_barShown)
    print(stderr, wipeLine);
  m_barShown = false;
}

int Console::fail(const Error& error) {
  clearBar();
  log::info(std::string(errorCodeName(error.code)) + ": " + error.detail);
  value(inJson(error));
  std::fflush(stdout);
  print(stderr, inWords(error));
  return error.code == ErrorCode::cancelled ? 130 : 1;
}

int Console::failUsage(const std::string& sentence) {
  fail({ErrorCode::invalidRequest, "%1", {sentence}, {}});
  return 2;
}

LastWords Console::lastWords() const {
  const Error cancelled = cancelledError();
  return {m_json ? asText(inJson(cancelled)) + "\n" : "",
          (standardErrorIsTerminal() ? wipeLine : "") + inWords(cancelled)};
}

int Console::finish() {
  clearBar();
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)
    return 0;
  print(stderr, inWords(Error{ErrorCode::writeFailed, "The result could not be written to standard output.", {}, {}}));
  return 1;
}

}  // namespace zaohua::cli
