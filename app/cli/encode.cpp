// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cli/commands.h"
#include "cli/engine.h"

namespace zaohua::cli {

namespace {

struct Arguments {
  CommonArguments common;
  std::string prompt;
  std::string output;
};

Result<void> run(const Arguments& arguments, Console& console, const CancelToken& cancel) {
  const SessionObserver observer = console.observer();
  const Result<std::unique_ptr<InferenceSession>> session = openSession(arguments.common, observer, cancel);
  if (!session)
    return failure(session.error());
  const Result<int> tokens = (*session)->encodePrompt(arguments.prompt, arguments.output, observer, cancel);
  if (!tokens)
    return failure(tokens.error());
  console.line(arguments.output + ": " + std::to_string(*tokens) + " tokens");
  console.value({{"path", arguments.output}, {"tokens", *tokens}});
  return {};
}

}  // namespace

Command addEncode(CLI::App& app) {
  CLI::App* command = app.add_subcommand("encode", "Store a prompt's caption features (tensor prompt_embeds)");
  auto arguments = std::make_shared<Arguments>();
  arguments->common.addTo(*command);
  command->add_option("--prompt", arguments->prompt, "The prompt")->required();
  command->add_option("-o,--output", arguments->output, "The safetensors file to write")->required();
  return [arguments](Console& console, const CancelToken& cancel) { return run(*arguments, console, cancel); };
}

}  // namespace zaohua::cli
