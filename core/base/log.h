// SPDX-License-Identifier: Apache-2.0
// The log: technical detail that no person has to read. Sentences for people are Errors, never log lines. Any thread.
// spdlog stays behind these functions, because torch brings headers of another fmt version than spdlog's.
#pragma once

#include <filesystem>
#include <string_view>

namespace zaohua {

namespace log {

void debug(std::string_view message);
void info(std::string_view message);
void warning(std::string_view message);
void error(std::string_view message);

}  // namespace log

// To standard error, errors only unless ZAOHUA_LOG names another level (trace, debug, info, warning, error, off). The
// command line starts so; the window adds a rotating file.
void startLogging();

// Rotating, 5 files of 2 MB. A folder that cannot be written leaves the log on standard error.
void addLogFile(const std::filesystem::path& file);

}  // namespace zaohua
