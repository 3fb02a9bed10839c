// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <limits>
#include <utility>

#include "base/resources_folder.h"

namespace zaohua::cli {

namespace {

[[noreturn]] void notOneOf(const char* option, const std::string& word, const char* allowed) {
  throw CLI::ValidationError(std::string(option), "'" + word + "' is not one of " + allowed);
}

DeviceChoice parseDevice(const std::string& word) {
  if (word == "auto")
    return {};
  if (word == "cpu")
    return {DeviceChoice::Kind::cpu, 0};
  if (word == "cuda")
    return {DeviceChoice::Kind::cuda, 0};
  constexpr std::string_view indexed = "cuda:";
  const std::string index = word.starts_with(indexed) ? word.substr(indexed.size()) : "";
  const bool number =
      !index.empty() && index.size() <= 3 && std::ranges::all_of(index, [](char c) { return c >= '0' && c <= '9'; });
  if (!number)
    notOneOf("--device", word, "auto, cpu, cuda, cuda:0, cuda:1, …");
  return {DeviceChoice::Kind::cuda, std::stoi(index)};
}

DtypeChoice parseDtype(const std::string& word) {
  constexpr std::array<std::pair<std::string_view, DtypeChoice>, 6> names = {{{"auto", DtypeChoice::automatic},
                                                                              {"bf16", DtypeChoice::bf16},
                                                                              {"fp32", DtypeChoice::fp32},
                                                                              {"fp16", DtypeChoice::fp16},
                                                                              {"fp8", DtypeChoice::fp8},
                                                                              {"int8", DtypeChoice::int8}}};
  for (const auto& [name, choice] : names) {
    if (word == name)
      return choice;
  }
  notOneOf("--dtype", word, "auto, bf16, fp32, fp16, fp8, int8");
}

}  // namespace

std::int64_t parseInteger(const std::string& option, const std::string& word) {
  errno = 0;
  char* end = nullptr;
  const long long number = std::strtoll(word.c_str(), &end, 10);
  const bool startsWell = !word.empty() && (word[0] == '-' || (word[0] >= '0' && word[0] <= '9'));
  if (!startsWell || *end != '\0' || end == word.c_str()) {
    throw CLI::ValidationError(option, "'" + word + "' is not a whole number");
  }
  return number;
}

int parseCount(const std::string& option, const std::string& word) {
  using Limits = std::numeric_limits<int>;
  return static_cast<int>(std::clamp<std::int64_t>(parseInteger(option, word), Limits::min(), Limits::max()));
}

double parseNumber(const std::string& option, const std::string& word) {
  char* end = nullptr;
  const double number = std::strtod(word.c_str(), &end);
  const bool startsWell = !word.empty() && (word[0] == '-' || word[0] == '.' || (word[0] >= '0' && word[0] <= '9'));
  const bool decimal = word.find_first_of("xX") == std::string::npos;
  if (!startsWell || !decimal || *end != '\0' || number != number) {
    throw CLI::ValidationError(option, "'" + word + "' is not a number");
  }
  return number;
}

void CommonArguments::addTo(CLI::App& command) {
  session.model = (resourcesFolder() / "models" / "demo").string();
  session.tokenizerFolder = (resourcesFolder() / "tokenizers" / "qwen2").string();
  command.add_option("--model", session.model, "Model folder, or synthetic:z-image-turbo (default: the demo model)");
  command.add_option_function<std::string>(
      "--device", [this](const std::string& word) { session.device = parseDevice(word); },
      "auto, cpu, cuda or cuda:N (default: auto)");
  command.add_option_function<std::string>(
      "--dtype", [this](const std::string& word) { session.dtype = parseDtype(word); },
      "auto, bf16, fp32, fp16, fp8 or int8 (default: auto)");
  command.add_flag("--json", json, "Print one JSON value on standard output");
}

}  // namespace zaohua::cli
