// SPDX-License-Identifier: Apache-2.0
// The request of `generate`: from a JSON file or a picture's metadata, then every flag that was given on top of it.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>
#include <string>
#include <vector>

#include "base/generation_request.h"
#include "pipeline/inference_session.h"

namespace zaohua::cli {

class RequestArguments {
 public:
  void addTo(CLI::App& command);

  // Throws CLI::RequiredError if there is neither a prompt nor a request: that is no command line.
  void requirePrompt() const;

  // Settings of the file that this program cannot use are told through `notice`.
  Result<GenerationRequest> read(const std::function<void(const Notice&)>& notice) const;

 private:
  std::string m_file;
  bool m_promptGiven = false;
  std::int64_t m_seed = -1;
  std::vector<std::function<void(GenerationRequest&)>> m_overrides;  // in the order of the command line
};

}  // namespace zaohua::cli
