// SPDX-License-Identifier: Apache-2.0
// Ctrl-C for a program that computes. Operating-system calls, so implemented in platform_interrupt_linux.cpp. Call from
// the main thread.
#pragma once

#include <functional>
#include <string>

namespace zaohua {

// What a process says when only a signal handler is left to say it.
struct LastWords {
  std::string standardOutput;
  std::string standardError;
};

// Runs handler inside the signal handler at SIGINT and SIGTERM: it may only do what is async-signal-safe. Where the
// process then goes on for nearly two seconds (opening a library cannot be stopped), or at a second signal, it ends
// with status 130 after its last words. Writing to a closed pipe becomes an error instead of a signal.
void onInterrupt(std::function<void()> handler, LastWords lastWords);

// The work has ended and its outcome is being told: the time limit no longer applies.
void interruptAnswered();

}  // namespace zaohua
