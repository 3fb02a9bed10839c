// SPDX-License-Identifier: Apache-2.0
// A program run as its users run it: a child process with its own streams. Single-threaded tests only (it forks).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace zaohua::test {

struct ProcessPlan {
  std::filesystem::path program;
  std::vector<std::string> arguments;
  std::vector<std::string> environment;  // NAME=value, on top of ours
  std::filesystem::path folder;          // where it runs; empty = here
  std::filesystem::path stdoutFile;      // written there instead of being captured
  bool stdoutUnread = false;             // a pipe whose other end is closed
  bool stderrTerminal = false;           // standard error is a terminal of 80 columns
  std::string interruptAt;               // SIGINT goes out as soon as standard error holds this text
};

struct ProcessOutcome {
  int exitCode = -1;  // -1: ended by a signal
  int signal = 0;
  std::string out;
  std::string err;
  // From SIGINT to the end; none if it was never sent.
  std::optional<double> secondsAfterInterrupt;
};

// Waits for the end. A program that takes longer than two minutes is killed, which shows as signal 9.
ProcessOutcome runProcess(const ProcessPlan& plan);

// Whether a pseudo-terminal can be opened here: a bare root without /dev/pts has none.
bool terminalsAreThere();

}  // namespace zaohua::test
