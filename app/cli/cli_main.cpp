// SPDX-License-Identifier: Apache-2.0
// zaohua-cli: parse, run one command, exit 0 (done), 1 (failed), 2 (not a command line) or 130 (cancelled).
#include <CLI/CLI.hpp>

#include <span>
#include <string_view>

#include "base/interrupt.h"
#include "base/log.h"
#include "base/utf8.h"
#include "cli/commands.h"

namespace {

using namespace zaohua;
using namespace zaohua::cli;

// Before parsing, because a command line that cannot be parsed is answered in JSON too.
bool wantsJson(std::span<char*> words) {
  for (const std::string_view word : words) {
    if (word == "--")
      return false;
    if (word == "--json")
      return true;
  }
  return false;
}

bool allUtf8(std::span<char*> words) {
  for (const char* word : words) {
    if (!isValidUtf8(word))
      return false;
  }
  return true;
}

// One line, whatever CLI11 puts between.
std::string oneLine(std::string text) {
  for (char& c : text)
    c = c == '\n' ? ' ' : c;
  return text;
}

int run(int argc, char** argv) {
  const std::span<char*> words(argv, static_cast<std::size_t>(argc));
  Console console(wantsJson(words));
  CancelToken cancel;
  onInterrupt([cancel] { cancel.cancel(); }, console.lastWords());
  if (!allUtf8(words))
    return console.failUsage("The command line is not valid UTF-8.");

  CLI::App app("Zaohua: text to image with Z-Image models", "zaohua-cli");
  app.set_version_flag("--version", "zaohua-cli " ZAOHUA_VERSION);
  app.require_subcommand(0, 1);
  app.get_formatter()->label("TEXT", "VALUE");  // CLI11's name for whatever follows a flag
  Command command;
  for (const auto add : {addGenerate, addTokenize, addEncode, addDecode, addInspect, addBench}) {
    const Command added = add(app);
    app.get_subcommands({}).back()->final_callback([&command, added] { command = added; });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {  // --help, --version
    app.exit(success);
    return console.finish();
  } catch (const CLI::ParseError& error) {
    return console.failUsage(oneLine(error.what()));
  }
  if (!command) {
    return console.failUsage(
        "Say what to do: generate, tokenize, encode, decode, inspect or bench. zaohua-cli --help tells more.");
  }

  const Result<void> done = command(console, cancel);
  interruptAnswered();
  if (!done)
    return console.fail(done.error());
  return console.finish();
}

}  // namespace

int main(int argc, char** argv) {
  startLogging();
  return run(argc, argv);
}
