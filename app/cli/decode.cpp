// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/output_names.h"
#include "image_io/picture_file.h"

namespace zaohua::cli {

namespace {

struct Arguments {
  CommonArguments common;
  std::string latents;
  std::string output;
};

Result<void> run(const Arguments& arguments, Console& console, const CancelToken& cancel) {
  Result<OutputNames> names = OutputNames::of(arguments.output);
  if (!names)
    return failure(names.error());
  SessionObserver observer = console.observer();
  const Result<std::unique_ptr<InferenceSession>> session = openSession(arguments.common, observer, cancel);
  if (!session)
    return failure(session.error());

  nlohmann::ordered_json images = nlohmann::ordered_json::array();
  observer.picture = [&](const Picture& picture) -> Result<void> {
    // Latents say nothing about the request they came from, so the picture carries none.
    const Result<std::filesystem::path> path =
        names->save(picture.index, picture.count, picture.image, PictureMetadata{});
    if (!path)
      return failure(path.error());
    console.line(path->string());
    images.push_back({{"path", path->string()}});
    return {};
  };
  if (Result<void> done = (*session)->decodeLatents(arguments.latents, observer, cancel); !done)
    return done;
  console.value({{"images", std::move(images)}});
  return {};
}

}  // namespace

Command addDecode(CLI::App& app) {
  CLI::App* command = app.add_subcommand("decode", "Turn stored latents into pictures");
  auto arguments = std::make_shared<Arguments>();
  arguments->common.addTo(*command);
  command->add_option("--latents", arguments->latents, "A safetensors file with the tensor latents")->required();
  command->add_option("-o,--output", arguments->output, "A .png, .jpg or .webp file or an existing folder")->required();
  return [arguments](Console& console, const CancelToken& cancel) { return run(*arguments, console, cancel); };
}

}  // namespace zaohua::cli
