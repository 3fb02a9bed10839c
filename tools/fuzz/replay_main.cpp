// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target without libFuzzer: first every seed as it is, then `runs` mutations of them. The same arguments
// give the same mutations with every compiler, so that a failure can be repeated.
//
//   replay_NAME --runs N --seed S FOLDER
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

struct Arguments {
  std::uint64_t runs = 0;
  std::uint64_t seed = 0;
  std::filesystem::path folder;
};

std::optional<Arguments> parse(std::span<char*> words) {
  Arguments arguments;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (word != "--runs" && word != "--seed") {
      arguments.folder = word;
      continue;
    }
    if (++i == words.size())
      return std::nullopt;
    std::uint64_t& number = word == "--runs" ? arguments.runs : arguments.seed;
    const char* end = words[i] + std::strlen(words[i]);
    if (const auto read = std::from_chars(words[i], end, number); read.ec != std::errc() || read.ptr != end)
      return std::nullopt;
  }
  return arguments.folder.empty() ? std::nullopt : std::optional(arguments);
}

std::vector<std::string> seedsIn(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code problem;
  for (const auto& entry : std::filesystem::directory_iterator(folder, problem))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());  // the order of a folder is chance
  std::vector<std::string> seeds;
  for (const auto& file : files) {
    std::ifstream stream(file, std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  }
  return seeds;
}

// The changes that find most: other bytes, missing bytes, repeated bytes, another seed's bytes, the numbers at the
// edges of their types. Standard distributions differ between libraries, so only the generator itself is used.
class Mutator {
 public:
  Mutator(std::uint64_t seed, const std::vector<std::string>& seeds) : m_random(seed), m_seeds(seeds) {}

  std::string next() {
    std::string input = pick(m_seeds);
    // Few changes are the most telling: many seldom leave a format's frame standing.
    for (std::uint64_t changes = 1 + below(1 + below(6)); changes > 0; --changes)
      change(input);
    return input;
  }

 private:
  std::uint64_t below(std::uint64_t limit) { return limit == 0 ? 0 : m_random() % limit; }

  template <typename T>
  const T& pick(const std::vector<T>& all) {
    return all[below(all.size())];
  }

  void change(std::string& input) {
    static const std::vector<std::string> edges = {std::string(4, '\0'),
                                                   std::string(4, '\xff'),
                                                   std::string("\x7f\xff\xff\xff"),
                                                   std::string(8, '\xff'),
                                                   "9223372036854775808",
                                                   "-1",
                                                   "1e999",
                                                   "null",
                                                   "\"",
                                                   "\\u0000",
                                                   "\xed\xa0\x80",
                                                   "[[[[[[[["};
    const std::size_t at = below(input.size() + 1);
    const std::size_t length = below(std::min<std::size_t>(input.size() - at, 64) + 1);
    switch (below(10)) {
      case 0:
        if (at < input.size())
          input[at] = static_cast<char>(below(256));
        break;
      case 1:
        if (at < input.size())
          input[at] = static_cast<char>(static_cast<unsigned char>(input[at]) ^ (1U << below(8)));
        break;
      case 2:
        input.erase(at, length);
        break;
      case 3:
        input.insert(at, input.substr(at, length));
        break;
      case 4: {
        const std::string& other = pick(m_seeds);
        const std::size_t from = below(other.size() + 1);
        input.insert(at, other.substr(from, below(256)));
        break;
      }
      case 5:
        input.replace(at, length, pick(edges));
        break;
      case 6:
      case 7:
        overwrite(input, at, pick(edges));
        break;
      case 8: {
        const std::string& other = pick(m_seeds);
        overwrite(input, at, other.substr(below(other.size() + 1), length));
        break;
      }
      default:
        input.resize(at);
    }
  }

  // In place: what counts bytes elsewhere in the file stays right.
  static void overwrite(std::string& input, std::size_t at, std::string_view bytes) {
    const std::size_t length = std::min(bytes.size(), input.size() - at);
    input.replace(at, length, bytes.substr(0, length));
  }

  std::mt19937_64 m_random;
  const std::vector<std::string>& m_seeds;
};

void run(const std::string& input) {
  // A block of its own, so that a sanitizer sees a read past its end.
  const std::vector<std::uint8_t> bytes(input.begin(), input.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

}  // namespace

int main(int argc, char** argv) {
  const std::optional<Arguments> arguments = parse({argv, static_cast<std::size_t>(argc)});
  if (!arguments) {
    std::fprintf(stderr, "usage: %s --runs N --seed S FOLDER\n", argv[0]);
    return 2;
  }
  const std::vector<std::string> seeds = seedsIn(arguments->folder);
  if (seeds.empty()) {
    std::fprintf(stderr, "error: no seeds in %s\n", arguments->folder.c_str());
    return 1;
  }
  for (const std::string& seed : seeds)
    run(seed);
  Mutator mutator(arguments->seed, seeds);
  for (std::uint64_t i = 0; i < arguments->runs; ++i)
    run(mutator.next());
  std::printf("%zu seeds and %llu mutations\n", seeds.size(), static_cast<unsigned long long>(arguments->runs));
  return 0;
}
