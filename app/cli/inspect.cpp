// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cli/arguments.h"
#include "cli/commands.h"
#include "pipeline/inference_module.h"

namespace zaohua::cli {

namespace {

struct Arguments {
  std::string path;
  bool json = false;
};

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (auto i = static_cast<std::ptrdiff_t>(text.size()) - 3; i > 0; i -= 3)
    text.insert(static_cast<std::size_t>(i), ",");
  return text;
}

nlohmann::ordered_json asJson(const ModelInspection& inspection) {
  nlohmann::ordered_json components = nlohmann::ordered_json::array();
  for (const ComponentInspection& component : inspection.components) {
    components.push_back({{"name", component.name},
                          {"architecture", component.architecture},
                          {"dtype", component.dtype},
                          {"parameters", component.parameters},
                          {"tensors", component.tensors},
                          {"bytes", component.bytes},
                          {"files", component.files}});
  }
  nlohmann::ordered_json problems = nlohmann::ordered_json::array();
  for (const Error& problem : inspection.problems) {
    problems.push_back({{"code", errorCodeName(problem.code)}, {"message", problem.text()}});
  }
  return {{"path", inspection.path}, {"kind", inspection.kind}, {"components", components}, {"problems", problems}};
}

void print(const ModelInspection& inspection, const Console& console) {
  console.line(inspection.path + ": " + inspection.kind);
  for (const ComponentInspection& component : inspection.components) {
    console.line("  " + component.name + ": " + (component.architecture.empty() ? "unknown" : component.architecture) +
                 ", " + component.dtype + ", " + grouped(component.parameters) + " parameters in " +
                 grouped(component.tensors) + " tensors, " + grouped(component.bytes) + " bytes");
  }
  for (const Error& problem : inspection.problems)
    console.line("  problem: " + problem.text());
  if (inspection.problems.empty())
    console.line("  no problems found");
}

Result<void> run(const Arguments& arguments, const Console& console) {
  const Result<InferenceModule*> module = InferenceModule::open();
  if (!module)
    return failure(module.error());
  const Result<ModelInspection> inspection = (*module)->inspect(arguments.path);
  if (!inspection)
    return failure(inspection.error());
  print(*inspection, console);
  console.value(asJson(*inspection));
  return {};
}

}  // namespace

Command addInspect(CLI::App& app) {
  CLI::App* command = app.add_subcommand("inspect", "Say what a model file or folder is, and what is wrong with it");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("path", arguments->path, "A model folder or a safetensors file")->required();
  command->add_flag("--json", arguments->json, "Print one JSON value on standard output");
  return [arguments](Console& console, const CancelToken&) { return run(*arguments, console); };
}

}  // namespace zaohua::cli
