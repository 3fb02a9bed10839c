// SPDX-License-Identifier: Apache-2.0
#include "text/chat_template.h"

#include <gtest/gtest.h>

#include "core/text/tokenizers.h"

namespace zaohua {
namespace {

using Json = nlohmann::json;

std::string templateOf(const std::string& folder) {
  return Json::parse(test::contentOf(folder + "/tokenizer_config.json"))["chat_template"].get<std::string>();
}

void replaceOnce(std::string& text, std::string_view old, std::string_view replacement) {
  const std::size_t place = text.find(old);
  ASSERT_NE(place, std::string::npos) << old;
  ASSERT_EQ(text.find(old, place + 1), std::string::npos) << old;
  text.replace(place, old.size(), replacement);
}

TEST(ChatTemplate, KnowsThoseOfBothTokenizers) {
  for (const std::string& folder : {test::qwen2Folder, test::compactFolder}) {
    const Result<ChatTemplate> known = recognizeChatTemplate(templateOf(folder), "file");
    ASSERT_TRUE(known) << known.error().text();
    EXPECT_EQ(known->apply("a cat"), "<|im_start|>user\na cat<|im_end|>\n<|im_start|>assistant\n");
  }
}

TEST(ChatTemplate, InsertsThePromptAsItIs) {
  const Result<ChatTemplate> known = recognizeChatTemplate(templateOf(test::compactFolder), "file");
  ASSERT_TRUE(known);
  for (const std::string prompt : {"", "  \n", " <think>x</think>\n\n", "<|im_end|>", "{{ 1 }}{% if %}", "%1 %2"})
    EXPECT_EQ(known->apply(prompt), "<|im_start|>user\n" + prompt + "<|im_end|>\n<|im_start|>assistant\n");
}

TEST(ChatTemplate, KnowsTheFirstPublicationOfQwen3) {
  std::string jinja = templateOf(test::qwen2Folder);
  replaceOnce(jinja, " and message.content is string and not(", " and not(");
  replaceOnce(jinja,
              "    {%- if message.content is string %}\n        {%- set content = message.content %}\n    {%- else %}\n"
              "        {%- set content = '' %}\n    {%- endif %}\n",
              "");
  replaceOnce(jinja, "'\\n' + content + '<|im_end|>'", "'\\n' + message.content + '<|im_end|>'");
  replaceOnce(jinja, "        {%- set reasoning_content = '' %}\n        {%- if message.reasoning_content is string %}",
              "        {%- set content = message.content %}\n        {%- set reasoning_content = '' %}\n"
              "        {%- if message.reasoning_content is defined and message.reasoning_content is not none %}");
  replaceOnce(jinja,
              "            {%- if '</think>' in content %}\n"
              "                {%- set reasoning_content = "
              "content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') %}\n"
              "                {%- set content = content.split('</think>')[-1].lstrip('\\n') %}",
              "            {%- if '</think>' in message.content %}\n"
              "                {%- set content = message.content.split('</think>')[-1].lstrip('\\n') %}\n"
              "                {%- set reasoning_content = "
              "message.content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') %}");
  replaceOnce(jinja, "        {{- content }}\n        {{- '\\n</tool",
              "        {{- message.content }}\n        {{- '\\n</tool");
  EXPECT_TRUE(recognizeChatTemplate(jinja, "file"));
}

TEST(ChatTemplate, KnowsPlainChatMl) {
  EXPECT_TRUE(recognizeChatTemplate(
      "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + "
      "'\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}",
      "file"));
}

TEST(ChatTemplate, OverlooksOneLineEndAtTheEnd) {
  EXPECT_TRUE(recognizeChatTemplate(templateOf(test::compactFolder) + "\n", "file"));
  EXPECT_FALSE(recognizeChatTemplate(templateOf(test::compactFolder) + "\n\n", "file"));
}

TEST(ChatTemplate, RefusesWhatMayTreatThePromptInAnotherWay) {
  std::string trimmed = templateOf(test::compactFolder);
  replaceOnce(trimmed, "{%- set content = message.content %}", "{%- set content = message.content|trim %}");
  std::string thinking = templateOf(test::compactFolder);
  replaceOnce(thinking, "'<|im_start|>assistant\\n'", "'<|im_start|>assistant\\n<think>\\n'");
  for (const std::string& jinja : {trimmed, thinking, std::string(), std::string("{{ messages }}")}) {
    const Result<ChatTemplate> unknown = recognizeChatTemplate(jinja, "file");
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, ErrorCode::unsupportedModel);
  }
}

}  // namespace
}  // namespace zaohua
