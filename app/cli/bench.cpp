// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

#include "base/json_reader.h"
#include "base/platform.h"
#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/kernel_table.h"

namespace zaohua::cli {

namespace {

// About 60 tokens, as people write.
constexpr const char* benchPrompt =
    "a young woman in a red silk dress on a stone bridge over a quiet canal at dusk, paper lanterns along the water, "
    "light rain, reflections, old wooden houses with tiled roofs, soft cinematic light, photograph, shallow depth of "
    "field, take ";

struct Size {
  std::optional<int> width;  // none = the model's own
  std::optional<int> height;
};

struct Arguments {
  CommonArguments common;
  std::vector<Size> sizes;
  std::optional<int> steps;
  int runs = 3;
  std::string compareWith;  // a file that an earlier bench --json wrote
};

// The times of one size, a value a run.
struct Measured {
  GenerationRequest request;
  double first = 0;  // of the picture that nobody had warmed up for
  std::vector<double> picture;
  std::vector<std::vector<StageTiming>> stages;
  std::uint64_t peakBytes = 0;
};

Size parseSize(const std::string& word) {
  const std::size_t x = word.find('x');
  if (x == std::string::npos)
    throw CLI::ValidationError("--size", "'" + word + "' is not WIDTHxHEIGHT");
  const auto side = [](const std::string& text) {
    return static_cast<int>(std::clamp<std::int64_t>(parseInteger("--size", text), -1, 1 << 20));
  };
  return {side(word.substr(0, x)), side(word.substr(x + 1))};
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double stageMedian(const Measured& measured, Stage stage) {
  std::vector<double> seconds;
  for (const std::vector<StageTiming>& run : measured.stages) {
    const auto found = std::ranges::find(run, stage, &StageTiming::stage);
    seconds.push_back(found != run.end() ? found->seconds : 0);
  }
  return median(std::move(seconds));
}

// No prompt comes twice, or the second would be found in the cache.
GenerationRequest nextRequest(const Arguments& arguments, const Size& size, int& takes) {
  GenerationRequest request;
  request.prompt = benchPrompt + std::to_string(takes++);
  request.width = size.width;
  request.height = size.height;
  request.steps = arguments.steps;
  request.seed = 0;
  return request;
}

Result<Measured> measure(InferenceSession& session, const Arguments& arguments, const Size& size, int& takes,
                         const SessionObserver& observer, const CancelToken& cancel) {
  Measured measured;
  // The first run warms up.
  for (int run = 0; run <= arguments.runs; ++run) {
    GenerationRequest request = nextRequest(arguments, size, takes);
    request.seed = run;
    const double begun = monotonicSeconds();
    const Result<GenerationOutcome> outcome = session.generate(request, {}, observer, cancel);
    if (!outcome)
      return failure(outcome.error());
    const double seconds = monotonicSeconds() - begun;
    if (run == 0) {
      measured.first = seconds;
      continue;
    }
    measured.picture.push_back(seconds);
    measured.stages.push_back(outcome->timings);
    measured.peakBytes = std::max(measured.peakBytes, outcome->peakDeviceBytes);
    measured.request = outcome->request;
  }
  return measured;
}

nlohmann::ordered_json asJson(const Measured& measured) {
  nlohmann::ordered_json stages;
  for (const Stage stage : {Stage::encodePrompt, Stage::denoise, Stage::decode}) {
    stages[std::string(stageName(stage))] = stageMedian(measured, stage);
  }
  const int steps = *measured.request.steps;
  return {{"width", *measured.request.width},
          {"height", *measured.request.height},
          {"steps", steps},
          {"first_picture_seconds", measured.first},
          {"picture_seconds", measured.picture},
          {"stage_seconds", stages},
          {"forwards_per_second", steps / stageMedian(measured, Stage::denoise)},
          {"peak_bytes", measured.peakBytes}};
}

// How many times as fast as in an earlier run, stage by stage, for the sizes that both have.
void printComparison(const Console& console, const nlohmann::json& before, const nlohmann::ordered_json& now) {
  console.line("times as fast as before:");
  for (const nlohmann::ordered_json& result : now) {
    for (const nlohmann::json& old : before["results"]) {
      if (old["width"] != result["width"] || old["height"] != result["height"] || old["steps"] != result["steps"])
        continue;
      const auto ratio = [&](const char* stage) {
        return old["stage_seconds"][stage].get<double>() / result["stage_seconds"][stage].get<double>();
      };
      const double picture = median(old["picture_seconds"].get<std::vector<double>>()) /
                             median(result["picture_seconds"].get<std::vector<double>>());
      std::array<char, 160> row = {};
      std::snprintf(row.data(), row.size(), "%4dx%-4d %5d  %9.2f %9.2f %9.2f %9.2f", result["width"].get<int>(),
                    result["height"].get<int>(), result["steps"].get<int>(), ratio("encode_prompt"), ratio("denoise"),
                    ratio("decode"), picture);
      console.line(row.data());
    }
  }
}

// What an earlier run wrote, with everything that printComparison reads.
Result<nlohmann::json> readEarlier(const std::string& file) {
  const Result<nlohmann::json> json = readJsonFile(file);
  if (!json)
    return failure(json.error());
  const auto isNumber = [](const nlohmann::json& object, const char* name) {
    return object.contains(name) && object[name].is_number();
  };
  const auto isResult = [&](const nlohmann::json& result) {
    if (!result.is_object() || !isNumber(result, "width") || !isNumber(result, "height") ||
        !isNumber(result, "steps") || !result.contains("stage_seconds") || !result["stage_seconds"].is_object() ||
        !result.contains("picture_seconds") || !result["picture_seconds"].is_array() ||
        result["picture_seconds"].empty()) {
      return false;
    }
    const nlohmann::json& stages = result["stage_seconds"];
    return isNumber(stages, "encode_prompt") && isNumber(stages, "denoise") && isNumber(stages, "decode") &&
           std::ranges::all_of(result["picture_seconds"], [](const auto& value) { return value.is_number(); });
  };
  if (!json->is_object() || !json->contains("results") || !(*json)["results"].is_array() ||
      !std::ranges::all_of((*json)["results"], isResult)) {
    return failure(ErrorCode::fileCorrupt, "The file %1 was not written by bench --json.", {file});
  }
  return json;
}

void printRow(const Console& console, const Measured& measured) {
  constexpr double mebibyte = 1024.0 * 1024.0;
  std::array<char, 160> row = {};
  const int steps = *measured.request.steps;
  std::snprintf(row.data(), row.size(), "%4dx%-4d %5d  %9.4f %9.4f %9.4f %9.4f %10.2f %9.0f", *measured.request.width,
                *measured.request.height, steps, stageMedian(measured, Stage::encodePrompt),
                stageMedian(measured, Stage::denoise), stageMedian(measured, Stage::decode), median(measured.picture),
                steps / stageMedian(measured, Stage::denoise), static_cast<double>(measured.peakBytes) / mebibyte);
  console.line(row.data());
}

Result<void> run(const Arguments& arguments, Console& console, const CancelToken& cancel) {
  if (arguments.runs < 1 || arguments.runs > 1000) {
    return failure(ErrorCode::invalidRequest, "The runs %1 are not possible: it must be a whole number from 1 to 1000.",
                   {std::to_string(arguments.runs)});
  }
  std::optional<nlohmann::json> earlier;
  if (!arguments.compareWith.empty()) {
    Result<nlohmann::json> read = readEarlier(arguments.compareWith);
    if (!read)
      return failure(read.error());
    earlier = std::move(*read);
  }
  const SessionObserver observer = console.observer();
  const Result<std::unique_ptr<InferenceSession>> session = openSession(arguments.common, observer, cancel);
  if (!session)
    return failure(session.error());
  const std::uint64_t librariesBytes = memoryUse().residentBytes;
  const double begun = monotonicSeconds();
  if (Result<void> loaded = (*session)->load(observer, cancel); !loaded)
    return loaded;
  const double loadSeconds = monotonicSeconds() - begun;
  const std::uint64_t loadedBytes = memoryUse().residentBytes;

  const ModelInfo& model = (*session)->model();
  console.line(model.name + " on " + model.device + " in " + model.dtype + ", " + std::to_string(model.threads) +
               " threads; medians of " + std::to_string(arguments.runs) + " runs, seconds");
  console.line("     size steps     encode   denoise    decode   picture forwards/s  peak MiB");
  nlohmann::ordered_json results = nlohmann::ordered_json::array();
  const std::vector<Size> sizes = arguments.sizes.empty() ? std::vector<Size>{{}} : arguments.sizes;
  int takes = 0;
  for (const Size& size : sizes) {
    const Result<Measured> measured = measure(**session, arguments, size, takes, observer, cancel);
    if (!measured)
      return failure(measured.error());
    printRow(console, *measured);
    results.push_back(asJson(*measured));
  }
  const std::uint64_t peakBytes = memoryUse().peakResidentBytes;
  // Afterwards, because what a profile holds against the device's rates takes memory of its own.
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const Result<KernelProfile> profile =
        (*session)->profile(nextRequest(arguments, sizes[i], takes), observer, cancel);
    if (!profile)
      return failure(profile.error());
    printKernels(console, *profile);
    results[i]["kernels"] = kernelsAsJson(*profile);
  }
  if (earlier)
    printComparison(console, *earlier, results);
  console.value({{"model", model.name},
                 {"device", model.device},
                 {"dtype", model.dtype},
                 {"threads", model.threads},
                 {"load_seconds", loadSeconds},
                 {"resident_bytes", {{"libraries", librariesBytes}, {"loaded", loadedBytes}, {"peak", peakBytes}}},
                 {"results", std::move(results)}});
  return {};
}

}  // namespace

Command addBench(CLI::App& app) {
  CLI::App* command = app.add_subcommand("bench", "Time pictures, stage by stage");
  auto arguments = std::make_shared<Arguments>();
  arguments->common.addTo(*command);
  command
      ->add_option_function<std::vector<std::string>>(
          "--size",
          [arguments](const std::vector<std::string>& words) {
            for (const std::string& word : words)
              arguments->sizes.push_back(parseSize(word));
          },
          "WIDTHxHEIGHT, any number of them (default: the model's own)")
      ->expected(1, 100);
  command->add_option_function<std::string>(
      "--steps", [arguments](const std::string& word) { arguments->steps = parseCount("--steps", word); },
      "Forwards a picture (default: the model's own)");
  command->add_option_function<std::string>(
      "--runs", [arguments](const std::string& word) { arguments->runs = parseCount("--runs", word); },
      "Timed pictures of each size, 1-1000 (default: 3)");
  command->add_option("--compare", arguments->compareWith, "What an earlier bench --json wrote: tells what got faster");
  return [arguments](Console& console, const CancelToken& cancel) { return run(*arguments, console, cancel); };
}

}  // namespace zaohua::cli
