// SPDX-License-Identifier: Apache-2.0
#include "text/tokenizer_config.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/json_reader.h"

namespace zaohua {

namespace {

using Json = nlohmann::json;

class ConfigFile {
 public:
  ConfigFile(const Json& root, std::string name, const BpeTokenizer& tokenizer)
      : m_root(root), m_name(std::move(name)), m_tokenizer(tokenizer) {}

  Result<TokenizerConfig> read() const {
    if (!m_root.is_object())
      return damaged("it is not an object");
    for (const auto check : {&ConfigFile::checkClass, &ConfigFile::checkSwitches, &ConfigFile::checkAddedTokens,
                             &ConfigFile::checkSpecialTokens}) {
      if (Result<void> checked = (this->*check)(); !checked)
        return failure(std::move(checked.error()));
    }
    TokenizerConfig config;
    const Json& padToken = setting("pad_token");
    if (!padToken.is_null())
      config.padToken = addedToken(*tokenText(padToken))->id;
    return readChatTemplate(std::move(config));
  }

 private:
  tl::unexpected<Error> damaged(std::string detail) const {
    return failure(ErrorCode::fileCorrupt, "The file %1 is damaged. Replace it with the one of the model.", {m_name},
                   std::move(detail));
  }

  tl::unexpected<Error> refused(const std::string& key) const {
    return failure(ErrorCode::unsupportedModel,
                   "The setting %2 in the file %1 is %3, which this program does not support.",
                   {m_name, key, jsonExcerpt(setting(key))});
  }

  const Json& setting(const std::string& key) const {
    static const Json null;
    const auto place = m_root.find(key);
    return place == m_root.end() ? null : *place;
  }

  const AddedToken* addedToken(const std::string& text) const {
    const auto place = std::ranges::find(m_tokenizer.addedTokens(), text, &AddedToken::text);
    return place == m_tokenizer.addedTokens().end() ? nullptr : &*place;
  }

  // A token is named by its text, or by an object that says more about it.
  static std::optional<std::string> tokenText(const Json& token) {
    const Json& text = token.is_object() && token.contains("content") ? token["content"] : token;
    return text.is_string() ? std::optional(text.get<std::string>()) : std::nullopt;
  }

  Result<void> checkClass() const;
  Result<void> checkSwitches() const;
  Result<void> checkAddedTokens() const;
  Result<void> checkSpecialTokens() const;
  Result<void> checkSpecialToken(const std::string& key, const Json& token) const;
  Result<TokenizerConfig> readChatTemplate(TokenizerConfig config) const;

  const Json& m_root;
  std::string m_name;
  const BpeTokenizer& m_tokenizer;
};

Result<void> ConfigFile::checkClass() const {
  const Json& name = setting("tokenizer_class");
  if (name.is_null() || name == "PreTrainedTokenizerFast" || name == "TokenizersBackend")
    return {};
  if (name != "Qwen2Tokenizer" && name != "Qwen2TokenizerFast")
    return refused("tokenizer_class");
  // transformers 4 goes by the file, transformers 5 by the class.
  if (!m_tokenizer.normalizesToNfc() || m_tokenizer.split() != SplitPattern::qwen2)
    return refused("tokenizer_class");
  return {};
}

Result<void> ConfigFile::checkSwitches() const {
  for (const char* key : {"add_prefix_space", "split_special_tokens"}) {
    if (!setting(key).is_null() && setting(key) != false)
      return refused(key);
  }
  // Without a token to add there is nothing to these two.
  for (const auto& [key, token] : {std::pair("add_bos_token", "bos_token"), std::pair("add_eos_token", "eos_token")}) {
    if (!setting(key).is_null() && setting(key) != false && !setting(token).is_null())
      return refused(key);
  }
  for (const char* key : {"truncation_side", "padding_side"}) {
    if (!setting(key).is_null() && setting(key) != "right")
      return refused(key);
  }
  return {};
}

Result<void> ConfigFile::checkAddedTokens() const {
  const Json& tokens = setting("added_tokens_decoder");
  if (tokens.is_null())
    return {};
  if (!tokens.is_object())
    return damaged("added_tokens_decoder is not an object");
  for (const AddedToken& token : m_tokenizer.addedTokens()) {
    const auto place = tokens.find(std::to_string(token.id));
    if (place == tokens.end() || !place->is_object() || place->value("content", Json()) != token.text)
      return refused("added_tokens_decoder");
    // As in the reference, what is not said is false, but for one: tokens that are not special are normalized.
    const bool isSpecial = place->value("special", Json(false)) == true;
    if (place->value("normalized", Json(!isSpecial)) != token.normalized)
      return refused("added_tokens_decoder");
    for (const char* option : {"single_word", "lstrip", "rstrip"}) {
      if (place->value(option, Json(false)) != false)
        return refused("added_tokens_decoder");
    }
  }
  return tokens.size() == m_tokenizer.addedTokens().size() ? Result<void>() : refused("added_tokens_decoder");
}

// The reference adds special tokens that it does not find, under ids of its own making.
Result<void> ConfigFile::checkSpecialToken(const std::string& key, const Json& token) const {
  const std::optional<std::string> text = tokenText(token);
  if (!text)
    return damaged(key + " is not a token");
  return addedToken(*text) != nullptr ? Result<void>() : refused(key);
}

Result<void> ConfigFile::checkSpecialTokens() const {
  for (const char* key : {"bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"}) {
    if (setting(key).is_null())
      continue;
    if (Result<void> checked = checkSpecialToken(key, setting(key)); !checked)
      return checked;
  }
  for (const char* key : {"additional_special_tokens", "extra_special_tokens"}) {  // the old and the new name
    if (!setting(key).is_null() && !setting(key).is_structured())
      return damaged(std::string(key) + " is not a list");
    for (const Json& token : setting(key)) {
      if (Result<void> checked = checkSpecialToken(key, token); !checked)
        return checked;
    }
  }
  return {};
}

Result<TokenizerConfig> ConfigFile::readChatTemplate(TokenizerConfig config) const {
  const Json& value = setting("chat_template");
  if (value.is_null())
    return config;
  if (value.is_string()) {
    config.chatTemplate = value.get<std::string>();
    return config;
  }
  // Several templates, of which the reference takes the one that is called default.
  if (value.is_array()) {
    for (const Json& item : value) {
      if (item.is_object() && item.value("name", Json()) == "default" && item.value("template", Json()).is_string()) {
        config.chatTemplate = item["template"].get<std::string>();
        return config;
      }
    }
  }
  return refused("chat_template");
}

}  // namespace

Result<TokenizerConfig> readTokenizerConfig(const std::filesystem::path& file, const BpeTokenizer& tokenizer) {
  const Result<Json> json = readJsonFile(file);
  if (!json)
    return failure(json.error());
  return ConfigFile(*json, file.string(), tokenizer).read();
}

}  // namespace zaohua
