// SPDX-License-Identifier: Apache-2.0
// What the words of a command line mean, before any work: numbers, devices, dtypes, and the flags that commands share.
#pragma once

#include <CLI/CLI.hpp>

#include <optional>
#include <string>

#include "pipeline/inference_session.h"

namespace zaohua::cli {

// A word that is no number is a mistake of the command line (exit 2). A number too large for its type is taken as the
// largest there is: the range check that follows refuses it with a sentence (exit 1).
std::int64_t parseInteger(const std::string& option, const std::string& word);
int parseCount(const std::string& option, const std::string& word);
double parseNumber(const std::string& option, const std::string& word);

struct CommonArguments {
  SessionOptions session;  // model already resolved to a folder
  bool json = false;

  void addTo(CLI::App& command);
};

}  // namespace zaohua::cli
