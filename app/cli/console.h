// SPDX-License-Identifier: Apache-2.0
// The two streams of the command line: results on standard output, everything else on standard error. One object for
// the whole run, on the main thread.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/interrupt.h"
#include "pipeline/inference_session.h"

namespace zaohua::cli {

class Console {
 public:
  explicit Console(bool json) : m_json(json) {}

  // Standard output: a line of human text (nothing under --json), or the one JSON value.
  void line(std::string_view text) const;
  void value(const nlohmann::ordered_json& value) const;

  // The observer that draws a bar on a terminal and prints `progress:` lines elsewhere.
  SessionObserver observer();

  // Ends the bar's line, then `error: SENTENCE`, and the JSON error under --json. Returns the exit code: 130 for
  // cancelled, else 1.
  int fail(const Error& error);
  // A command line that cannot be parsed: the same, exit code 2.
  int failUsage(const std::string& sentence);

  // What fail() says of a cancelled run, for when only a signal handler is left to say it.
  LastWords lastWords() const;

  // Flushes standard output; what could not be written turns success into a failure.
  int finish();

 private:
  void show(const StageProgress& progress);
  void clearBar();

  bool m_json;
  bool m_barShown = false;
  std::string m_lastLine;
};

}  // namespace zaohua::cli
