// SPDX-License-Identifier: Apache-2.0
#include "app/command_line.h"

namespace zaohua::test {

namespace {

TEST(CliUsage, WhatIsNoCommandLineEndsWithTwoAndASentence) {
  const struct {
    Words words;
    const char* part;
  } cases[] = {
      {{}, "generate"},
      {{"frobnicate"}, "frobnicate"},
      {{"--bogus"}, "--bogus"},
      {{"generate"}, "--prompt"},
      {{"generate", "--prompt"}, "--prompt"},
      {{"generate", "--prompt", "a", "--bogus"}, "--bogus"},
      {{"generate", "--prompt", "a", "extra"}, "extra"},
      {{"generate", "--prompt", "a", "--prompt", "b"}, "--prompt"},
      {{"generate", "--prompt", "a", "--width", "wide"}, "wide"},
      {{"generate", "--prompt", "a", "--width", "0x100"}, "0x100"},
      {{"generate", "--prompt", "a", "--width", ""}, "--width"},
      {{"generate", "--prompt", "a", "--steps", "8.5"}, "8.5"},
      {{"generate", "--prompt", "a", "--seed", "12z"}, "12z"},
      {{"generate", "--prompt", "a", "--guidance", "nan"}, "nan"},
      {{"generate", "--prompt", "a", "--shift", " 3"}, "--shift"},
      {{"generate", "--prompt", "a", "--device", "gpu"}, "gpu"},
      {{"generate", "--prompt", "a", "--device", "cuda:"}, "cuda:"},
      {{"generate", "--prompt", "a", "--dtype", "int3"}, "int3"},
      {{"generate", "--prompt", "a", "--noise-device", "tpu"}, "tpu"},
      {{"generate", "--prompt", "a", "-o"}, "--output"},
      {{"generate", "--prompt", "a", "tokenize", "b"}, "tokenize"},
      {{"tokenize"}, "text"},
      {{"tokenize", "-x"}, "text"},
      {{"encode", "--prompt", "a"}, "--output"},
      {{"encode", "-o", "a.safetensors"}, "--prompt"},
      {{"decode", "-o", "a.png"}, "--latents"},
      {{"inspect"}, "path"},
      {{"inspect", "a", "b"}, "b"},
      {{"bench", "--size", "256"}, "256"},
      {{"bench", "--size", "256xwide"}, "wide"},
      {{"generate", "--prompt", "a\xff"}, "UTF-8"},
      {{"tokenize", "\xed\xa0\x80"}, "UTF-8"},
  };
  for (const auto& [words, part] : cases) {
    SCOPED_TRACE(::testing::PrintToString(words));
    const ProcessOutcome outcome = runCommandLine(words);
    expectFailure(outcome, 2, part);
    EXPECT_EQ(outcome.out, "");
  }
}

TEST(CliUsage, JsonIsAnsweredInJson) {
  EXPECT_EQ(errorCodeOf(runCommandLine({"--json"}), 2), "invalid_request");
  EXPECT_EQ(errorCodeOf(runCommandLine({"generate", "--json", "--bogus"}), 2), "invalid_request");
  EXPECT_EQ(errorCodeOf(runCommandLine({"tokenize", "--json", "\xff"}), 2), "invalid_request");
  // Beyond -- it is a text.
  EXPECT_EQ(runCommandLine({"tokenize", "--bogus", "--", "--json"}).out, "");
}

TEST(CliUsage, EveryCommandExplainsItsFlags) {
  for (const char* command : {"generate", "tokenize", "encode", "decode", "inspect", "bench"}) {
    const ProcessOutcome outcome = runCommandLine({command, "--help"});
    EXPECT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    EXPECT_NE(outcome.out.find("Usage: zaohua-cli " + std::string(command)), std::string::npos) << outcome.out;
    EXPECT_NE(outcome.out.find("--json"), std::string::npos);
    EXPECT_EQ(outcome.out.find("TEXT"), std::string::npos) << outcome.out;
    EXPECT_NE(runCommandLine({"--help"}).out.find(command), std::string::npos);
  }
  EXPECT_TRUE(runCommandLine({"--version"}).out.starts_with("zaohua-cli "));
}

}  // namespace

}  // namespace zaohua::test
