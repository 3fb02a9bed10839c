// SPDX-License-Identifier: Apache-2.0
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <utility>

#include "base/interrupt.h"

namespace zaohua {

namespace {

// Only what a signal handler may touch.
struct Answer {
  std::function<void()> handler;
  LastWords lastWords;
};
Answer* answer = nullptr;
std::atomic<int> interrupts = 0;

void say(int descriptor, const std::string& words) {
  // There is nobody left to tell if it does not work.
  [[maybe_unused]] const ssize_t written = ::write(descriptor, words.data(), words.size());
}

extern "C" void endAfterInterrupt(int) {
  say(STDOUT_FILENO, answer->lastWords.standardOutput);
  say(STDERR_FILENO, answer->lastWords.standardError);
  ::_exit(130);
}

extern "C" void handleInterrupt(int number) {
  if (interrupts++ > 0)
    endAfterInterrupt(number);
  answer->handler();
  const struct itimerval patience = {.it_interval = {}, .it_value = {.tv_sec = 1, .tv_usec = 700'000}};
  ::setitimer(ITIMER_REAL, &patience, nullptr);
}

void install(void (*handler)(int), int number) {
  struct sigaction action = {};
  action.sa_handler = handler;
  sigfillset(&action.sa_mask);  // one at a time
  ::sigaction(number, &action, nullptr);
}

}  // namespace

void onInterrupt(std::function<void()> handler, LastWords lastWords) {
  static Answer kept;
  kept = {std::move(handler), std::move(lastWords)};
  answer = &kept;
  install(handleInterrupt, SIGINT);
  install(handleInterrupt, SIGTERM);
  install(endAfterInterrupt, SIGALRM);
  std::signal(SIGPIPE, SIG_IGN);
}

void interruptAnswered() {
  std::signal(SIGALRM, SIG_IGN);
}

}  // namespace zaohua
