// SPDX-License-Identifier: Apache-2.0
#include "text/prompt_tokenizer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/platform.h"
#include "text/tokenizer_config.h"

namespace zaohua {

namespace {

constexpr std::size_t maxTemplateBytes = 1U << 20U;

// The file beside the configuration comes first, as in the reference.
Result<ChatTemplate> readChatTemplate(const std::filesystem::path& folder, const TokenizerConfig& config) {
  const std::filesystem::path file = folder / "chat_template.jinja";
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored)) {
    const Result<std::string> jinja = readFile(file, maxTemplateBytes);
    return jinja ? recognizeChatTemplate(*jinja, file.string()) : failure(jinja.error());
  }
  if (!config.chatTemplate) {
    return failure(ErrorCode::unsupportedModel,
                   "The tokenizer in %1 has no chat template, which says how the model wants its prompts. Add the "
                   "chat_template.jinja of the model.",
                   {folder.string()});
  }
  return recognizeChatTemplate(*config.chatTemplate, (folder / "tokenizer_config.json").string());
}

std::size_t characterAround(std::string_view text, std::size_t position) {
  while (position > 0 && position < text.size() && (static_cast<unsigned char>(text[position]) & 0xc0U) == 0x80U)
    --position;
  return position;
}

}  // namespace

std::span<const std::int32_t> PromptTokens::first(std::size_t limit) const {
  return std::span(ids).first(std::min(limit, ids.size()));
}

std::optional<std::size_t> PromptTokens::firstByteBeyond(std::size_t limit) const {
  if (limit >= ids.size() || promptBytes[limit] >= promptSize)
    return std::nullopt;
  return promptBytes[limit];
}

Result<PromptTokenizer> PromptTokenizer::open(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "tokenizer.json";
  const Result<std::string> json = readFile(file, maxTokenizerBytes);
  if (!json)
    return failure(json.error());
  Result<TokenizerModel> model = readTokenizerJson(*json, file.string());
  if (!model)
    return failure(std::move(model.error()));
  BpeTokenizer tokenizer(std::move(*model));
  const Result<TokenizerConfig> config = readTokenizerConfig(folder / "tokenizer_config.json", tokenizer);
  if (!config)
    return failure(config.error());
  const Result<ChatTemplate> chatTemplate = readChatTemplate(folder, *config);
  if (!chatTemplate)
    return failure(chatTemplate.error());
  return PromptTokenizer(std::move(tokenizer), *chatTemplate, config->padToken);
}

Result<PromptTokens> PromptTokenizer::tokenize(std::string_view prompt) const {
  const Result<std::vector<Token>> tokens = m_tokenizer.encodeWithSpans(m_chatTemplate.apply(prompt));
  if (!tokens)
    return failure(tokens.error());
  PromptTokens result;
  result.promptSize = prompt.size();
  result.ids.reserve(tokens->size());
  result.promptBytes.reserve(tokens->size());
  const std::size_t promptBegin = m_chatTemplate.before.size();
  for (const Token& token : *tokens) {
    const std::size_t position = std::clamp(token.begin, promptBegin, promptBegin + prompt.size()) - promptBegin;
    result.ids.push_back(token.id);
    result.promptBytes.push_back(characterAround(prompt, position));
  }
  return result;
}

}  // namespace zaohua
