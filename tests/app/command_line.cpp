// SPDX-License-Identifier: Apache-2.0
#include "app/command_line.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>

#include "image_io/metadata_reader.h"
#include "image_io/picture_file.h"
#include "support/forged_file.h"

namespace zaohua::test {

namespace {

std::vector<std::string> linesOf(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

nlohmann::json parsed(const std::string& text) {
  nlohmann::json value = nlohmann::json::parse(text, nullptr, false);
  EXPECT_FALSE(value.is_discarded()) << "not one JSON value: " << text;
  return value;
}

}  // namespace

Words operator+(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

ProcessPlan commandLine(Words words) {
  ProcessPlan plan;
  plan.program = ZAOHUA_CLI;
  plan.arguments = std::move(words);
  return plan;
}

ProcessOutcome runCommandLine(Words words) {
  return runProcess(commandLine(std::move(words)));
}

Words quickPicture(const std::filesystem::path& out, const Words& more) {
  return Words{"generate", "--device", "cpu", "--dtype", "fp32", "--steps", "1", "-o", out.string()} + more;
}

std::string failureOf(const ProcessOutcome& outcome, int exitCode) {
  constexpr std::string_view prefix = "error: ";
  EXPECT_EQ(outcome.exitCode, exitCode) << "signal " << outcome.signal << '\n' << outcome.err;
  const std::vector<std::string> lines = linesOf(outcome.err);
  const auto errors = std::ranges::count_if(lines, [&](const std::string& line) { return line.starts_with(prefix); });
  EXPECT_EQ(errors, 1) << outcome.err;
  EXPECT_TRUE(outcome.err.ends_with('\n')) << outcome.err;
  if (lines.empty() || !lines.back().starts_with(prefix)) {
    ADD_FAILURE() << "the last line is no error: " << outcome.err;
    return {};
  }
  return lines.back().substr(prefix.size());
}

void expectFailure(const ProcessOutcome& outcome, int exitCode, const std::string& part) {
  const std::string sentence = failureOf(outcome, exitCode);
  EXPECT_NE(sentence.find(part), std::string::npos) << sentence;
}

nlohmann::json jsonOf(const ProcessOutcome& outcome) {
  EXPECT_EQ(outcome.exitCode, 0) << outcome.err;
  return parsed(outcome.out);
}

std::string errorCodeOf(const ProcessOutcome& outcome, int exitCode) {
  const std::string sentence = failureOf(outcome, exitCode);
  const nlohmann::json value = parsed(outcome.out);
  const nlohmann::json wanted = {{"error", {{"code", value["error"]["code"]}, {"message", sentence}}}};
  EXPECT_EQ(value, wanted);
  return value["error"].value("code", "");
}

Image8 pictureAt(const std::filesystem::path& path) {
  const Result<Image8> picture = loadPicture(path);
  if (!picture) {
    ADD_FAILURE() << picture.error().text();
    return {};
  }
  EXPECT_EQ(picture->width, 256);
  EXPECT_EQ(picture->height, 256);
  const auto [darkest, brightest] = std::ranges::minmax(picture->pixels);
  EXPECT_LT(darkest, brightest);
  return *picture;
}

GenerationRequest requestIn(const std::filesystem::path& picture) {
  const Result<RestoredRequest> restored = readRequestFile(picture);
  if (!restored) {
    ADD_FAILURE() << restored.error().text();
    return {};
  }
  EXPECT_EQ(restored->origin, RequestOrigin::request);
  return restored->request;
}

std::string contentOf(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  EXPECT_TRUE(stream.is_open()) << file;
  return {std::istreambuf_iterator<char>(stream), {}};
}

Words namesIn(const std::filesystem::path& folder) {
  Words names;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return names;
}

StoredTensor tensorIn(const std::filesystem::path& file, const std::string& name) {
  const std::string content = contentOf(file);
  std::uint64_t headerBytes = 0;
  if (content.size() < sizeof headerBytes) {
    ADD_FAILURE() << file << " is no safetensors file";
    return {};
  }
  std::memcpy(&headerBytes, content.data(), sizeof headerBytes);
  const nlohmann::json header = parsed(content.substr(sizeof headerBytes, headerBytes));
  if (!header.contains(name) || header[name].value("dtype", "") != "F32") {
    ADD_FAILURE() << file << " holds no fp32 tensor " << name;
    return {};
  }
  StoredTensor tensor;
  header[name]["shape"].get_to(tensor.shape);
  const auto begin = header[name]["data_offsets"][0].get<std::size_t>();
  const auto end = header[name]["data_offsets"][1].get<std::size_t>();
  tensor.values.resize((end - begin) / sizeof(float));
  std::memcpy(tensor.values.data(), content.data() + sizeof headerBytes + headerBytes + begin, end - begin);
  return tensor;
}

void writeTensor(const std::filesystem::path& file, const std::string& name, const StoredTensor& tensor) {
  const std::size_t bytes = tensor.values.size() * sizeof(float);
  const nlohmann::json header = {{name, {{"dtype", "F32"}, {"shape", tensor.shape}, {"data_offsets", {0, bytes}}}}};
  std::string content = forgedSafetensors(header.dump(), bytes);
  std::memcpy(content.data() + content.size() - bytes, tensor.values.data(), bytes);
  std::ofstream(file, std::ios::binary) << content;
}

}  // namespace zaohua::test
