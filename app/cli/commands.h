// SPDX-License-Identifier: Apache-2.0
// The commands of zaohua-cli. Each adds its flags to a parser, and returns what runs once they are parsed: the outcome
// is an Error, or success with everything printed.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>

#include "base/cancel_token.h"
#include "base/result.h"
#include "cli/console.h"

namespace zaohua::cli {

using Command = std::function<Result<void>(Console&, const CancelToken&)>;

Command addGenerate(CLI::App& app);
Command addTokenize(CLI::App& app);
Command addEncode(CLI::App& app);
Command addDecode(CLI::App& app);
Command addInspect(CLI::App& app);
Command addBench(CLI::App& app);

}  // namespace zaohua::cli
