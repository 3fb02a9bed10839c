// SPDX-License-Identifier: Apache-2.0
// zaohua-cli as the tests run it, and what its contract promises of every run.
#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/generation_request.h"
#include "base/image8.h"
#include "support/process.h"
#include "support/temporary_folder.h"

namespace zaohua::test {

using Words = std::vector<std::string>;

Words operator+(Words words, const Words& more);

// A plan for zaohua-cli with these words, for tests that say more about its streams.
ProcessPlan commandLine(Words words);
ProcessOutcome runCommandLine(Words words);

// `generate` at the demo model's size, as fast as it goes: one step in fp32 on the CPU. Flags in `more` add to it.
Words quickPicture(const std::filesystem::path& out, const Words& more = {});

// What every failure looks like: the exit code, and one line `error: …` that is the last on standard error. Returns the
// sentence.
std::string failureOf(const ProcessOutcome& outcome, int exitCode);
void expectFailure(const ProcessOutcome& outcome, int exitCode, const std::string& part);

// The one JSON value on standard output of a run that worked.
nlohmann::json jsonOf(const ProcessOutcome& outcome);
// The code on standard output of a run with --json that failed.
std::string errorCodeOf(const ProcessOutcome& outcome, int exitCode);

// A picture that is whole, 256 × 256 and no single colour.
Image8 pictureAt(const std::filesystem::path& path);
GenerationRequest requestIn(const std::filesystem::path& picture);

std::string contentOf(const std::filesystem::path& file);
// Everything in a folder, hidden names included, sorted.
Words namesIn(const std::filesystem::path& folder);

// A safetensors file as the test sees it: one tensor of fp32.
struct StoredTensor {
  std::vector<std::int64_t> shape;
  std::vector<float> values;
};
StoredTensor tensorIn(const std::filesystem::path& file, const std::string& name);
void writeTensor(const std::filesystem::path& file, const std::string& name, const StoredTensor& tensor);

}  // namespace zaohua::test
