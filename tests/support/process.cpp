// SPDX-License-Identifier: Apache-2.0
#include "support/process.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace zaohua::test {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::minutes longest{2};

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : m_number(number) {}
  Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(m_number, other.m_number);
    return *this;
  }
  ~Descriptor() { close(); }

  int get() const { return m_number; }
  bool isOpen() const { return m_number >= 0; }
  void close() {
    if (isOpen())
      ::close(std::exchange(m_number, -1));
  }

 private:
  int m_number;
};

// What the child writes to, and where we read it.
struct Stream {
  Descriptor ours;
  Descriptor theirs;
};

Stream makePipe() {
  std::array<int, 2> ends = {};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    throw std::runtime_error("no pipe");
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

Stream makeTerminal() {
  int ours = -1;
  int theirs = -1;
  const struct winsize size = {.ws_row = 24, .ws_col = 80, .ws_xpixel = 0, .ws_ypixel = 0};
  if (::openpty(&ours, &theirs, nullptr, nullptr, &size) != 0)
    throw std::runtime_error("no terminal");
  ::fcntl(ours, F_SETFD, FD_CLOEXEC);
  ::fcntl(theirs, F_SETFD, FD_CLOEXEC);
  return {Descriptor(ours), Descriptor(theirs)};
}

Stream standardOutput(const ProcessPlan& plan) {
  if (!plan.stdoutFile.empty())
    return {Descriptor(), Descriptor(::open(plan.stdoutFile.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666))};
  Stream stream = makePipe();
  if (plan.stdoutUnread)
    stream.ours.close();
  return stream;
}

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> result;
  result.reserve(words.size() + 1);
  for (const std::string& word : words)
    result.push_back(const_cast<char*>(word.c_str()));
  result.push_back(nullptr);
  return result;
}

// After the fork: only calls that may be made there.
[[noreturn]] void become(const ProcessPlan& plan, const std::vector<char*>& words, int out, int err) {
  constexpr int cannotRun = 127;
  ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  std::signal(SIGPIPE, SIG_DFL);
  if (!plan.folder.empty() && ::chdir(plan.folder.c_str()) != 0)
    ::_exit(cannotRun);
  for (const std::string& assignment : plan.environment)
    ::putenv(const_cast<char*>(assignment.c_str()));
  ::execv(plan.program.c_str(), words.data());
  ::_exit(cannotRun);
}

// False at the end of the stream; a terminal ends with EIO.
bool readSome(int descriptor, std::string& text) {
  std::array<char, 4096> buffer = {};
  const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
  if (got > 0)
    text.append(buffer.data(), static_cast<std::size_t>(got));
  return got > 0 || (got < 0 && errno == EINTR);
}

int millisecondsUntil(Clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return static_cast<int>(std::max<std::int64_t>(left, 0));
}

}  // namespace

ProcessOutcome runProcess(const ProcessPlan& plan) {
  Stream out = standardOutput(plan);
  Stream err = plan.stderrTerminal ? makeTerminal() : makePipe();
  std::vector<std::string> words = {plan.program.string()};
  words.insert(words.end(), plan.arguments.begin(), plan.arguments.end());
  const std::vector<char*> argv = pointers(words);

  const pid_t child = ::fork();
  if (child < 0)
    throw std::runtime_error("no process");
  if (child == 0)
    become(plan, argv, out.theirs.get(), err.theirs.get());
  out.theirs.close();
  err.theirs.close();

  ProcessOutcome outcome;
  Descriptor ended(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
  std::optional<Clock::time_point> interrupted;
  const Clock::time_point deadline = Clock::now() + longest;
  // poll() passes over closed ones, whose number is -1.
  while (out.ours.isOpen() || err.ours.isOpen() || ended.isOpen()) {
    std::array<struct pollfd, 3> waiting = {
        {{out.ours.get(), POLLIN, 0}, {err.ours.get(), POLLIN, 0}, {ended.get(), POLLIN, 0}}};
    if (::poll(waiting.data(), waiting.size(), millisecondsUntil(deadline)) == 0)
      ::kill(child, SIGKILL);
    if (waiting[0].revents != 0 && !readSome(out.ours.get(), outcome.out))
      out.ours.close();
    if (waiting[1].revents != 0 && !readSome(err.ours.get(), outcome.err))
      err.ours.close();
    if (!interrupted && !plan.interruptAt.empty() && outcome.err.find(plan.interruptAt) != std::string::npos) {
      interrupted = Clock::now();
      ::kill(child, SIGINT);
    }
    if (waiting[2].revents != 0) {
      if (interrupted)
        outcome.secondsAfterInterrupt = std::chrono::duration<double>(Clock::now() - *interrupted).count();
      ended.close();
    }
  }

  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFEXITED(status))
    outcome.exitCode = WEXITSTATUS(status);
  else
    outcome.signal = WTERMSIG(status);
  return outcome;
}

bool terminalsAreThere() {
  int ours = -1;
  int theirs = -1;
  if (::openpty(&ours, &theirs, nullptr, nullptr, nullptr) != 0)
    return false;
  ::close(ours);
  ::close(theirs);
  return true;
}

}  // namespace zaohua::test
