// SPDX-License-Identifier: Apache-2.0
#include "base/log.h"

#include <spdlog/spdlog.h>

#include <spdlog/cfg/helpers.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>

#include <cstdlib>

namespace zaohua {

namespace log {

void debug(std::string_view message) {
  spdlog::debug("{}", message);
}

void info(std::string_view message) {
  spdlog::info("{}", message);
}

void warning(std::string_view message) {
  spdlog::warn("{}", message);
}

void error(std::string_view message) {
  spdlog::error("{}", message);
}

}  // namespace log

void startLogging() {
  auto logger = std::make_shared<spdlog::logger>("zaohua", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
  logger->set_pattern("%H:%M:%S.%e %l %v");
  spdlog::set_default_logger(std::move(logger));
  const char* level = std::getenv("ZAOHUA_LOG");
  spdlog::set_level(level != nullptr ? spdlog::level::from_str(level) : spdlog::level::err);
}

void addLogFile(const std::filesystem::path& file) {
  constexpr std::size_t bytesPerFile = 2 << 20;
  constexpr std::size_t files = 5;
  try {
    spdlog::default_logger()->sinks().push_back(
        std::make_shared<spdlog::sinks::rotating_file_sink_mt>(file.string(), bytesPerFile, files));
  } catch (const spdlog::spdlog_ex& error) {
    spdlog::warn("no log file at {}: {}", file.string(), error.what());
  }
}

}  // namespace zaohua
