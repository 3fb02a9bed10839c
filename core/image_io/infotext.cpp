// SPDX-License-Identifier: Apache-2.0
#include "image_io/infotext.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/json_reader.h"

namespace zaohua {

namespace {

using Limits = RequestLimits;

constexpr std::string_view negativeMark = "Negative prompt:";

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\v\f";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos)
    return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string lowered(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; });
  return lower;
}

// A value that no reader can misunderstand needs no quotes, and readers disagree about quotes.
std::string plainValue(std::string_view text) {
  std::string value(trimmed(text));
  std::replace_if(
      value.begin(), value.end(),
      [](char letter) { return letter == ',' || letter == ':' || letter == '"' || (letter >= 0 && letter < ' '); },
      '_');
  return value;
}

// guidance + 1 without the last digits that adding makes up: 1.2, not 1.2000000000000002.
std::string cfgScale(double guidance) {
  return spelledNumber(std::round((guidance + 1) * 1e6) / 1e6);
}

template <typename Number>
std::optional<Number> numberIn(std::string_view text) {
  Number number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc() || end != text.data() + text.size())
    return std::nullopt;
  return number;
}

// Follows the pattern \s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$) of the original reader, searched again and
// again, in time that grows with the length of the line only.
class SettingsLine {
 public:
  explicit SettingsLine(std::string_view line) : m_line(line) {}

  std::vector<InfotextSetting> parse() {
    std::vector<InfotextSetting> settings;
    while (m_position < m_line.size()) {
      if (const std::optional<std::string_view> name = takeName())
        settings.push_back({std::string(*name), takeValue()});
    }
    return settings;
  }

 private:
  static bool isWordPart(char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
           byte == '_' || byte >= 0x80;
  }
  static bool isNamePart(char letter) { return isWordPart(letter) || letter == ' ' || letter == '-' || letter == '/'; }

  // Up to and with the colon. Where a run of letters does not end in one, no later start inside the run does either.
  std::optional<std::string_view> takeName() {
    while (m_position < m_line.size() && !isWordPart(m_line[m_position]))
      ++m_position;
    const std::size_t begin = m_position;
    while (m_position < m_line.size() && isNamePart(m_line[m_position]))
      ++m_position;
    if (m_position == m_line.size() || m_line[m_position] != ':' || m_position - begin < 2)
      return std::nullopt;
    return m_line.substr(begin, m_position++ - begin);
  }

  std::string takeValue() {
    while (m_position < m_line.size() && (m_line[m_position] == ' ' || m_line[m_position] == '\t'))
      ++m_position;
    std::size_t end = endOfQuoted();
    const bool quoted = end > m_position;
    if (!quoted)
      end = endOfBracketed();
    if (end == m_position)
      end = std::min(m_line.find(',', m_position), m_line.size());
    const std::string_view value = m_line.substr(m_position, end - m_position);
    m_position = std::min(end + 1, m_line.size());
    return quoted ? unquoted(value) : std::string(trimmed(value));
  }

  // The place after a quoted value that is followed by a comma or the end, or the place before where there is none.
  std::size_t endOfQuoted() {
    if (m_unclosed || m_position == m_line.size() || m_line[m_position] != '"')
      return m_position;
    std::size_t end = m_position + 1;
    while (end < m_line.size() && m_line[end] != '"')
      end += m_line[end] == '\\' ? 2U : 1U;
    if (end >= m_line.size()) {
      m_unclosed = true;  // looking again from every later quote would take time without end
      return m_position;
    }
    const bool something = end > m_position + 1;
    ++end;
    return something && (end == m_line.size() || m_line[end] == ',') ? end : m_position;
  }

  // The same for JSON without quotes around it, as Civitai and stable-diffusion.cpp put at the end of the line.
  std::size_t endOfBracketed() {
    if (m_openBracket || m_position == m_line.size() || (m_line[m_position] != '{' && m_line[m_position] != '['))
      return m_position;
    std::size_t open = 0;
    bool inText = false;
    for (std::size_t at = m_position; at < m_line.size(); ++at) {
      const char letter = m_line[at];
      if (inText) {
        at += letter == '\\' ? 1U : 0U;
        inText = letter != '"';
      } else if (letter == '"') {
        inText = true;
      } else if (letter == '{' || letter == '[') {
        ++open;
      } else if ((letter == '}' || letter == ']') && --open == 0) {
        if (at + 1 == m_line.size() || m_line[at + 1] == ',')
          return at + 1;
        break;
      }
    }
    m_openBracket = true;  // as above
    return m_position;
  }

  static std::string unquoted(std::string_view value) {
    const Result<nlohmann::json> text = parseJson(value, {}, "value");
    return text && text->is_string() ? text->get<std::string>() : std::string(value);
  }

  std::string_view m_line;
  std::size_t m_position = 0;
  bool m_unclosed = false;
  bool m_openBracket = false;
};

// What one setting says about the request; false if nothing that holds here.
bool apply(const InfotextSetting& setting, GenerationRequest& request) {
  const std::string name = lowered(setting.name);
  const std::string value = lowered(setting.value);
  if (name == "steps") {
    const auto steps = numberIn<int>(value);
    if (!steps || *steps < Limits::minSteps || *steps > Limits::maxSteps)
      return false;
    request.steps = steps;
    return true;
  }
  if (name == "cfg scale") {
    const auto scale = numberIn<double>(value);
    if (!scale || !(*scale >= Limits::minGuidance + 1 && *scale <= Limits::maxGuidance + 1))
      return false;
    request.guidance = std::round((*scale - 1) * 1e6) / 1e6;
    return true;
  }
  if (name == "seed") {
    const auto seed = numberIn<std::int64_t>(value);
    if (!seed || *seed < 0 || *seed > Limits::maxPictureSeed)
      return false;
    request.seed = *seed;
    return true;
  }
  if (name == "shift") {
    const auto shift = numberIn<double>(value);
    if (!shift || !(*shift >= Limits::minShift && *shift <= Limits::maxShift))
      return false;
    request.shift = shift;
    return true;
  }
  if (name == "size") {
    const std::size_t cross = value.find('x');
    const auto width = numberIn<int>(value.substr(0, cross));
    const auto height = cross == std::string::npos ? std::nullopt : numberIn<int>(value.substr(cross + 1));
    GenerationRequest sized;
    sized.width = width;
    sized.height = height;
    if (!width || !height || !validate(sized))
      return false;
    request.width = width;
    request.height = height;
    return true;
  }
  // stable-diffusion.cpp leaves the model empty where it was given as its transformer alone.
  const bool transformer = name == "unet" && request.model.empty();
  if ((name == "model" || transformer) && setting.value.size() <= Limits::maxTextBytes) {
    request.model = setting.value;
    return true;
  }
  if (name == "sampler")
    return value == "euler" || value == "euler simple" || value == "euler discrete";
  if (name == "schedule type")
    return value == "simple" || value == "automatic";
  if (name == "rng")
    return value == "cpu";
  return name == "version" || name == "model hash";  // say who made it, and change nothing
}

void addLine(std::string& text, std::string_view line) {
  if (!text.empty())
    text += '\n';
  text += line;
}

}  // namespace

std::string makeInfotext(const GenerationRequest& request, std::string_view program) {
  std::string text = request.prompt + "\n" + std::string(negativeMark) + " " + request.negativePrompt + "\n";
  text += "Steps: " + std::to_string(request.steps.value_or(0));
  text += ", Sampler: Euler, Schedule type: Simple";
  text += ", CFG scale: " + cfgScale(request.guidance.value_or(0));
  text += ", Seed: " + std::to_string(request.seed);
  text += ", Size: " + std::to_string(request.width.value_or(0)) + "x" + std::to_string(request.height.value_or(0));
  if (const std::string model = plainValue(request.model); !model.empty())
    text += ", Model: " + model;
  return text + ", Version: " + plainValue(program);
}

Infotext parseInfotext(std::string_view text) {
  text = trimmed(text);
  const std::size_t lastBreak = text.rfind('\n');
  const std::string_view lastLine = lastBreak == std::string_view::npos ? text : text.substr(lastBreak + 1);
  // One or two pairs are as likely a sentence with colons.
  constexpr std::size_t fewestSettings = 3;
  const std::vector<InfotextSetting> settings = SettingsLine(lastLine).parse();
  if (settings.size() >= fewestSettings)
    text.remove_suffix(lastBreak == std::string_view::npos ? text.size() : text.size() - lastBreak);

  Infotext result;
  bool negative = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.starts_with(negativeMark)) {
      negative = true;
      line = trimmed(line.substr(negativeMark.size()));
    }
    addLine(negative ? result.request.negativePrompt : result.request.prompt, line);
  }
  if (settings.size() < fewestSettings)
    return result;
  for (const InfotextSetting& setting : settings) {
    if (!apply(setting, result.request))
      result.unrestored.push_back(setting);
  }
  result.settings = settings;
  return result;
}

}  // namespace zaohua
