// SPDX-License-Identifier: Apache-2.0
// The engine in bad weather: one process, through the door that the programs use, with the demo model, makes a picture,
// then hundreds of jobs of which each meets an error at another call below the engine. Every one has to end with one of
// our sentences (or with the right picture, where the error could be lived with), the next one has to work, and at the
// end as much memory is free as at the beginning.
//
//   bad_weather FAULTS.so MODEL cpu|cuda [--jobs N] [--from N] [--log FILE]
//
// Exit 0 if all that is so. --from begins with a later job: for going on behind one that took the program down, whose
// number and call the log names.
#include <dirent.h>
#include <dlfcn.h>
#include <execinfo.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>

#include "base/platform.h"
#include "pipeline/inference_module.h"
#include "weather/faults.h"

namespace zaohua::test {
namespace {

struct Plan {
  std::string faults;
  std::string model;
  DeviceChoice::Kind device = DeviceChoice::Kind::cpu;
  int jobs = 80;
  int from = 0;
  std::string log = "/dev/null";
};

// The library of faults.
struct Weather {
  decltype(&faultsArm) arm;
  decltype(&faultsCalls) calls;
  decltype(&faultsFailedCall) failedCall;
  decltype(&faultsHeldBytes) heldBytes;

  void clear() const { arm(0, Fault::refused, false); }
};

Weather openWeather(const std::string& file) {
  void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_GLOBAL);
  if (library == nullptr) {
    std::cerr << dlerror() << "\n";
    std::exit(2);
  }
  const auto find = [library]<typename Function>(Function*& function, const char* name) {
    function = reinterpret_cast<Function*>(dlsym(library, name));
  };
  Weather weather = {};
  void (*watchThisThread)() = nullptr;
  find(watchThisThread, "faultsWatchThisThread");
  watchThisThread();
  find(weather.arm, "faultsArm");
  find(weather.calls, "faultsCalls");
  find(weather.failedCall, "faultsFailedCall");
  find(weather.heldBytes, "faultsHeldBytes");
  return weather;
}

// What a person may read after an error of the device. Nothing else is right here.
const std::map<std::string, ErrorCode> sentences = {
    {"There is not enough memory for this picture. Make it smaller, or close other programs.", ErrorCode::outOfMemory},
    {"The graphics card could not do a part of the work. Try again; if it happens again, update its driver.",
     ErrorCode::internal},
    {"The graphics card stopped answering. Start the program again; if it happens again, restart the machine.",
     ErrorCode::deviceLost},
    {"The picture could not be computed. The log has the details.", ErrorCode::internal},
};

struct Holdings {
  long held = 0;           // below the engine, as the library of faults counts it
  std::uint64_t free = 0;  // on the device
  std::uint64_t peak = 0;  // of the picture before
  int files = 0;           // open descriptors
};

int openFiles() {
  int count = 0;
  DIR* folder = opendir("/proc/self/fd");
  while (readdir(folder) != nullptr)
    ++count;
  closedir(folder);
  return count;
}

class BadWeather {
 public:
  explicit BadWeather(Plan plan)
      : m_plan(std::move(plan)), m_weather(openWeather(m_plan.faults)), m_log(m_plan.log, std::ios::app) {}

  bool run() {
    m_weather.clear();
    reopen(m_plan.device);
    m_right = goodPicture();
    check(isRight(goodPicture()), "two pictures of the same request are equal");
    const Holdings before = holdings();
    const long calls = m_weather.calls();  // of the picture in holdings()
    check(calls > 100, "the library of faults sees the calls");
    std::cout << calls << " calls in loading and one picture\n";

    meetFaultsInPictures();
    meetFaultsWhileLoading();
    loseTheDevice();

    compare(before, holdings());
    std::cout << m_failed << " failing jobs (" << m_byCode[ErrorCode::outOfMemory] << " for memory, "
              << m_byCode[ErrorCode::internal] << " refused, " << m_byCode[ErrorCode::deviceLost] << " lost), "
              << m_survived << " lived with their error, " << m_good << " good pictures between them, " << m_rounded
              << " of them not to the bit\n";
    check(m_failed >= m_plan.jobs / 2 || m_plan.from > 0, "most of the errors were met");
    return m_wrong == 0;
  }

 private:
  // One job in three meets each kind of error; they are spread over the calls of a picture.
  void meetFaultsInPictures() {
    const long calls = callsOf([this] { goodPicture(); });
    std::cout << calls << " calls in one picture\n";
    for (int job = 0; job < m_plan.jobs; ++job) {
      const long call = 1 + job * calls / m_plan.jobs;
      meet(call, static_cast<Fault>(job % 3),
           [this, job] { return make(job % 2 == 0 ? knownPrompt : newPrompt(job)); });
      if (job % 10 == 9)
        check(isRight(goodPicture()), "the picture after a failed job is right");
    }
  }

  void meetFaultsWhileLoading() {
    const auto loadAndMake = [this] {
      m_session->unload();
      return make(knownPrompt);
    };
    const long calls = callsOf(loadAndMake);
    const int jobs = m_plan.jobs / 4;
    for (int job = 0; job < jobs; ++job)
      meet(1 + job * calls / jobs, static_cast<Fault>(job % 3), loadAndMake);
    check(isRight(goodPicture()), "the picture after failed loading is right");
  }

  // From one call on nothing works any more. The program lives, says so, and works again once the device does.
  void loseTheDevice() {
    const long calls = callsOf([this] { goodPicture(); });
    constexpr int times = 6;
    for (int i = 0; i < times; ++i) {
      if (!begins("lost device"))
        continue;
      m_weather.arm(1 + i * calls / times, Fault::broken, true);
      check(codeOf(make(newPrompt(1000 + i))) == ErrorCode::deviceLost, "a lost device is told");
      check(codeOf(make(knownPrompt)) == ErrorCode::deviceLost, "a lost device is told again");
      static_cast<void>(m_session->memory());
      m_session->unload();
      if (m_plan.device == DeviceChoice::Kind::cuda)
        makeDoWithTheProcessor();
      m_weather.clear();
      reopen(m_plan.device);
      check(isRight(goodPicture()), "after a lost device the model can be opened again");
    }
  }

  // Whoever leaves the choice to the program gets the processor, and is told.
  void makeDoWithTheProcessor() {
    m_notices = 0;
    reopen(DeviceChoice::Kind::automatic);
    check(m_session->model().device == "CPU" && m_notices == 1, "without its card the program computes on");
    check(make(knownPrompt).has_value(), "without its card the program makes pictures");
  }

  using Job = Result<std::vector<std::uint8_t>>;
  template <typename Make>
  void meet(long call, Fault fault, const Make& makePicture) {
    if (!begins("call " + std::to_string(call) + " fault " + std::to_string(static_cast<int>(fault))))
      return;
    m_weather.arm(call, fault, false);
    const Job job = makePicture();
    const std::string failedCall = m_weather.failedCall();
    m_weather.clear();
    m_log << "  " << failedCall << ": " << (job ? "lived with" : job.error().text()) << " "
          << (job ? "" : job.error().detail.substr(0, 300)) << std::endl;
    if (job) {
      m_survived += failedCall.empty() ? 0 : 1;
      return;
    }
    ++m_failed;
    const Error& error = job.error();
    ++m_byCode[error.code];
    const auto known = sentences.find(error.text());
    check(known != sentences.end() && known->second == error.code && !error.detail.empty(),
          failedCall + " ends in one of our sentences, not in: " + error.text());
    check(error.code != ErrorCode::deviceLost || m_plan.device == DeviceChoice::Kind::cpu,
          failedCall + ": a device that answers again is not called lost");
  }

  // Numbers the scenarios for --from and leaves a trace of the one that is about to begin.
  bool begins(const std::string& what) {
    m_log << m_scenario << " " << what << std::endl;  // at once: it may be the last word
    return m_scenario++ >= m_plan.from;
  }

  template <typename Work>
  long callsOf(const Work& work) {
    m_weather.clear();
    work();
    return m_weather.calls();
  }

  void reopen(DeviceChoice::Kind device) {
    SessionOptions options;
    options.model = m_plan.model;
    options.device.kind = device;
    options.dtype = device == DeviceChoice::Kind::cuda ? DtypeChoice::bf16 : DtypeChoice::fp32;
    m_session.reset();
    SessionObserver observer;
    observer.notice = [this](const Notice&) { ++m_notices; };
    Result<InferenceModule*> module = InferenceModule::open();
    Result<std::unique_ptr<InferenceSession>> session =
        module ? (*module)->createSession(options, observer, {}) : failure(module.error());
    const Result<void> loaded = session ? (*session)->load({}, {}) : failure(session.error());
    if (!loaded) {
      std::cerr << "the model cannot be opened: " << loaded.error().text() << " " << loaded.error().detail << "\n";
      std::exit(1);
    }
    m_session = std::move(*session);
  }

  static constexpr const char* knownPrompt = "a fox in the snow";
  static std::string newPrompt(int number) { return "a fox in the snow, number " + std::to_string(number); }

  Job make(const std::string& prompt) {
    GenerationRequest request;
    request.prompt = prompt;
    request.seed = 7;
    request.steps = 2;
    std::vector<std::uint8_t> pixels;
    SessionObserver observer;
    observer.preview = [this](const Preview&) { ++m_previews; };
    observer.picture = [&pixels](Picture picture) -> Result<void> {
      pixels = std::move(picture.image.pixels);
      return {};
    };
    const Result<GenerationOutcome> outcome = m_session->generate(request, {}, observer, {});
    if (!outcome)
      return failure(outcome.error());
    m_peak = outcome->peakDeviceBytes;
    if (prompt == knownPrompt && !m_right.empty() && m_session->model().device == m_device)
      check(isRight(pixels),
            std::string("an error that was lived with leaves the picture right: ") + m_weather.failedCall());
    return pixels;
  }

  // To the bit; but cuDNN keeps to the next algorithm after one that failed, which may add in another order.
  bool isRight(const std::vector<std::uint8_t>& pixels) {
    if (pixels == m_right)
      return true;
    if (m_plan.device == DeviceChoice::Kind::cpu || pixels.size() != m_right.size())
      return false;
    ++m_rounded;
    double difference = 0;
    for (std::size_t i = 0; i < pixels.size(); ++i)
      difference += std::abs(pixels[i] - m_right[i]);
    constexpr double ofARounding = 0.5;  // levels of 255, on average
    return difference / static_cast<double>(pixels.size()) < ofARounding;
  }

  std::vector<std::uint8_t> goodPicture() {
    m_weather.clear();
    ++m_good;
    m_device = m_session->model().device;
    const Job picture = make(knownPrompt);
    check(picture.has_value(),
          "a job works: " + (picture ? "" : picture.error().text() + " " + picture.error().detail));
    return picture.value_or(std::vector<std::uint8_t>());
  }

  // After a fresh start of the model, so that caches hold the same.
  Holdings holdings() {
    m_session->unload();
    goodPicture();
    return {m_weather.heldBytes(), m_session->memory().freeBytes, m_peak, openFiles()};
  }

  void compare(const Holdings& before, const Holdings& after) {
    constexpr double mebibyte = 1024.0 * 1024.0;
    std::printf("held below the engine: %.2f MiB before, %.2f after; a picture's peak: %.2f MiB before, %.2f after\n",
                static_cast<double>(before.held) / mebibyte, static_cast<double>(after.held) / mebibyte,
                static_cast<double>(before.peak) / mebibyte, static_cast<double>(after.peak) / mebibyte);
    std::printf("free on the device: %.2f MiB before, %.2f after; open files: %d before, %d after\n",
                static_cast<double>(before.free) / mebibyte, static_cast<double>(after.free) / mebibyte, before.files,
                after.files);
    std::fflush(stdout);
    check(after.files == before.files, "no file stays open");
    if (m_plan.device == DeviceChoice::Kind::cpu) {
      check(after.held == before.held, "no tensor is left over");
      return;
    }
    // What libtorch's allocator gave out at the peak is exact; what is free counts all of the driver's too, which may
    // load the code of a kernel at any time.
    constexpr std::uint64_t codeOfKernels = std::uint64_t{16} << 20;
    check(after.peak == before.peak, "no tensor is left over");
    check(after.free + codeOfKernels >= before.free, "no memory of the card is left over");
  }

  void check(bool right, const std::string& what) {
    if (right)
      return;
    ++m_wrong;
    std::cout << "WRONG: " << what << std::endl;
  }

  static ErrorCode codeOf(const Job& job) { return job ? ErrorCode::cancelled : job.error().code; }

  Plan m_plan;
  Weather m_weather;
  std::ofstream m_log;
  std::unique_ptr<InferenceSession> m_session;
  std::vector<std::uint8_t> m_right;
  std::string m_device;
  std::uint64_t m_peak = 0;
  std::map<ErrorCode, int> m_byCode;
  int m_scenario = 0;
  int m_failed = 0;
  int m_survived = 0;
  int m_good = 0;
  int m_rounded = 0;
  int m_previews = 0;
  int m_notices = 0;
  int m_wrong = 0;
};

std::optional<Plan> planOf(int argc, char** argv) {
  if (argc < 4)
    return std::nullopt;
  Plan plan;
  plan.faults = argv[1];
  plan.model = argv[2];
  plan.device = std::strcmp(argv[3], "cuda") == 0 ? DeviceChoice::Kind::cuda : DeviceChoice::Kind::cpu;
  for (int i = 4; i + 1 < argc; i += 2) {
    const std::string flag = argv[i];
    if (flag == "--jobs")
      plan.jobs = std::atoi(argv[i + 1]);
    else if (flag == "--from")
      plan.from = std::atoi(argv[i + 1]);
    else if (flag == "--log")
      plan.log = argv[i + 1];
    else
      return std::nullopt;
  }
  return plan;
}

// An error in a place that must not fail: in a destructor, say. The log has the job's number.
[[noreturn]] void tellWhatEndsTheProgram() {
  const auto failedCall = reinterpret_cast<decltype(&faultsFailedCall)>(dlsym(RTLD_DEFAULT, "faultsFailedCall"));
  std::cerr << "THE PROGRAM ENDS after " << (failedCall != nullptr ? failedCall() : "?") << "\n";
  std::array<void*, 64> frames = {};
  backtrace_symbols_fd(frames.data(), backtrace(frames.data(), static_cast<int>(frames.size())), STDERR_FILENO);
  std::abort();
}

}  // namespace
}  // namespace zaohua::test

int main(int argc, char** argv) {
  const std::optional<zaohua::test::Plan> plan = zaohua::test::planOf(argc, argv);
  std::set_terminate(zaohua::test::tellWhatEndsTheProgram);
  if (!plan) {
    std::cerr << "bad_weather FAULTS.so MODEL cpu|cuda [--jobs N] [--from N] [--log FILE]\n";
    return 2;
  }
  const bool right = zaohua::test::BadWeather(*plan).run();
  std::cout << (right ? "all right\n" : "not all right\n");
  return right ? 0 : 1;
}
