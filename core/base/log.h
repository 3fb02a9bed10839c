// SPDX-License-Identifier: Apache-2.0
// The log: technical detail that no person has to read. Sentences for people are Errors, never log lines. Any thread.
#pragma once

#include <spdlog/spdlog.h>

#include <filesystem>

namespace zaohua {

namespace log = spdlog;

// To standard error, warnings and worse unless ZAOHUA_LOG names another level (trace, debug, info, warning, error,
// off). The command line starts so; the window adds a rotating file.
void startLogging();

// Rotating, 5 files of 2 MB. A folder that cannot be written leaves the log on standard error.
void addLogFile(const std::filesystem::path& file);

}  // namespace zaohua
