// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <optional>

#include "base/generation_json.h"
#include "base/platform.h"
#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/output_names.h"
#include "cli/request_source.h"

namespace zaohua::cli {

namespace {

struct Arguments {
  CommonArguments common;
  RequestArguments request;
  LatentFiles files;
  std::string output = ".";
};

nlohmann::ordered_json timingsJson(const std::vector<StageTiming>& timings) {
  nlohmann::ordered_json json;
  for (const StageTiming& timing : timings)
    json[std::string(stageName(timing.stage))] = timing.seconds;
  return json;
}

// The picture's own request: it alone, with the same model, makes this picture again.
PictureMetadata metadataOf(const GenerationRequest& request, const Picture& picture) {
  PictureMetadata metadata;
  metadata.request = request;
  metadata.request->seed = picture.seed;
  metadata.request->count = 1;
  return metadata;
}

Result<void> run(const Arguments& arguments, Console& console, const CancelToken& cancel) {
  Result<OutputNames> names = OutputNames::of(arguments.output);
  if (!names)
    return failure(names.error());
  SessionObserver observer = console.observer();
  const Result<GenerationRequest> asked = arguments.request.read(observer.notice);
  if (!asked)
    return failure(asked.error());
  const Result<std::unique_ptr<InferenceSession>> session = openSession(arguments.common, observer, cancel);
  if (!session)
    return failure(session.error());
  const Result<GenerationRequest> request = (*session)->resolve(*asked);
  if (!request)
    return failure(request.error());

  nlohmann::ordered_json images = nlohmann::ordered_json::array();
  double saving = 0;
  observer.picture = [&](Picture picture) -> Result<void> {
    const double begun = monotonicSeconds();
    const Result<std::filesystem::path> path =
        names->save(picture.index, request->count, picture.image, metadataOf(*request, picture));
    if (!path)
      return failure(path.error());
    saving += monotonicSeconds() - begun;
    console.line(path->string());
    images.push_back({{"path", path->string()}, {"seed", picture.seed}});
    return {};
  };
  Result<GenerationOutcome> outcome = (*session)->generate(*request, arguments.files, observer, cancel);
  if (!outcome)
    return failure(outcome.error());
  outcome->timings.push_back({Stage::save, saving});
  console.value({{"images", std::move(images)},
                 {"request", requestToJson(outcome->request)},
                 {"timings", timingsJson(outcome->timings)}});
  return {};
}

}  // namespace

Command addGenerate(CLI::App& app) {
  CLI::App* command = app.add_subcommand("generate", "Make pictures from a prompt");
  auto arguments = std::make_shared<Arguments>();
  arguments->common.addTo(*command);
  arguments->request.addTo(*command);
  command->parse_complete_callback([arguments] { arguments->request.requirePrompt(); });
  command->add_option("--initial-latents", arguments->files.initialLatents, "Start from these latents, not from noise");
  command->add_option("--save-latents", arguments->files.saveLatents, "Store the final latents (safetensors)");
  command->add_option("--save-steps", arguments->files.saveStepsFolder, "Store the latents after each step there");
  command->add_option("-o,--output", arguments->output,
                      "A .png, .jpg or .webp file or an existing folder (default: this folder)");
  return [arguments](Console& console, const CancelToken& cancel) { return run(*arguments, console, cancel); };
}

}  // namespace zaohua::cli
