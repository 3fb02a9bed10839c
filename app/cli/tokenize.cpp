// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cli/arguments.h"
#include "cli/commands.h"
#include "text/prompt_tokenizer.h"

namespace zaohua::cli {

namespace {

struct Arguments {
  CommonArguments common;
  std::vector<std::string> texts;
};

// A model folder's own tokenizer; the synthetic model uses the one that the program brings.
std::filesystem::path tokenizerFolder(const SessionOptions& session) {
  if (session.model.starts_with("synthetic:"))
    return session.tokenizerFolder;
  return std::filesystem::path(session.model) / "tokenizer";
}

Result<void> run(const Arguments& arguments, Console& console) {
  const Result<PromptTokenizer> tokenizer = PromptTokenizer::open(tokenizerFolder(arguments.common.session));
  if (!tokenizer)
    return failure(tokenizer.error());
  nlohmann::ordered_json results = nlohmann::ordered_json::array();
  for (const std::string& text : arguments.texts) {
    const Result<PromptTokens> tokens = tokenizer->tokenize(text);
    if (!tokens)
      return failure(tokens.error());
    std::string line;
    for (const std::int32_t id : tokens->ids)
      line += (line.empty() ? "" : " ") + std::to_string(id);
    console.line(line);
    results.push_back({{"ids", tokens->ids}});
  }
  console.value({{"results", std::move(results)}});
  return {};
}

}  // namespace

Command addTokenize(CLI::App& app) {
  CLI::App* command = app.add_subcommand("tokenize", "Print the token ids of prompts, as the model sees them");
  auto arguments = std::make_shared<Arguments>();
  arguments->common.addTo(*command);
  // CLI11 would take [a, b] apart wherever it expects any number of words. Where it expects that very many, and takes
  // what there is, it leaves every word as it came.
  constexpr int many = CLI::detail::expected_max_vector_size;
  command->add_option("text", arguments->texts, "Prompts; put -- before one that starts with -")
      ->required()
      ->expected(many, many)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  return [arguments](Console& console, const CancelToken&) { return run(*arguments, console); };
}

}  // namespace zaohua::cli
