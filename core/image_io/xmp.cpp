// SPDX-License-Identifier: Apache-2.0
#include "image_io/xmp.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/utf8.h"

namespace zaohua {

namespace {

std::string escaped(std::string_view text) {
  std::string result;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += letter;
    }
  }
  return result;
}

// What stands between & and ; as a character, or nothing for what is no entity.
std::optional<char32_t> entityCharacter(std::string_view entity) {
  constexpr std::array<std::pair<std::string_view, char32_t>, 5> named = {
      {{"amp", U'&'}, {"lt", U'<'}, {"gt", U'>'}, {"quot", U'"'}, {"apos", U'\''}}};
  for (const auto& [name, character] : named) {
    if (entity == name)
      return character;
  }
  if (!entity.starts_with('#'))
    return std::nullopt;
  entity.remove_prefix(1);
  const bool hexadecimal = entity.starts_with('x');
  entity.remove_prefix(hexadecimal ? 1 : 0);
  std::uint32_t code = 0;
  const auto [end, problem] =
      std::from_chars(entity.data(), entity.data() + entity.size(), code, hexadecimal ? 16 : 10);
  if (problem != std::errc() || end != entity.data() + entity.size())
    return std::nullopt;
  const bool isCharacter = code != 0 && code <= 0x10ffff && (code & 0xfffff800U) != 0xd800;
  return isCharacter ? static_cast<char32_t>(code) : U'\uFFFD';
}

// Text with its entities resolved and its tags left out.
std::string plainText(std::string_view xml) {
  constexpr std::size_t longestEntity = 10;
  std::string text;
  for (std::size_t at = 0; at < xml.size(); ++at) {
    if (xml[at] == '<') {
      at = std::min(xml.find('>', at), xml.size());
      continue;
    }
    if (xml[at] == '&') {
      const std::size_t length = xml.substr(at + 1, longestEntity).find(';');
      const auto character =
          length == std::string_view::npos ? std::nullopt : entityCharacter(xml.substr(at + 1, length));
      if (character) {
        appendUtf8(text, *character);
        at += length + 1;
        continue;
      }
    }
    text += xml[at];
  }
  return text;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blanks);
  return begin == std::string_view::npos ? std::string_view()
                                         : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

bool isNameEnd(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n' || letter == '=' || letter == '>' ||
         letter == '/';
}

// The prefix that is declared for the namespace: xmlns:PREFIX="SPACE"
std::optional<std::string_view> prefixOf(std::string_view packet, std::string_view space) {
  constexpr std::string_view declaration = "xmlns:";
  for (std::size_t at = packet.find(space); at != std::string_view::npos; at = packet.find(space, at + 1)) {
    const std::size_t end = at + space.size();
    if (at == 0 || end == packet.size() || packet[at - 1] != packet[end] || (packet[end] != '"' && packet[end] != '\''))
      continue;
    const std::string_view before = packet.substr(0, at - 1);
    const std::size_t equals = before.find_last_not_of(" \t\r\n");
    if (equals == std::string_view::npos || before[equals] != '=')
      continue;
    constexpr std::size_t longestPrefix = 64;
    const std::size_t from = equals - std::min(equals, longestPrefix + declaration.size());
    const std::string_view window = trimmed(before.substr(from, equals - from));
    const std::size_t start = window.rfind(declaration);
    if (start == std::string_view::npos)
      continue;
    const std::string_view prefix = window.substr(start + declaration.size());
    if (!prefix.empty() && std::none_of(prefix.begin(), prefix.end(), isNameEnd))
      return prefix;
  }
  return std::nullopt;
}

}  // namespace

std::string makeXmp(const std::vector<XmpProperty>& properties, XmpWrapper wrapper) {
  std::string spaces, values;
  for (const XmpProperty& property : properties) {
    const std::string declaration =
        "\n    xmlns:" + std::string(property.prefix) + "=\"" + std::string(property.space) + "\"";
    if (spaces.find(declaration) == std::string::npos)
      spaces += declaration;
    const std::string name = std::string(property.prefix) + ":" + std::string(property.name);
    values += "   <" + name + ">" + escaped(property.value) + "</" + name + ">\n";
  }
  const std::string content =
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
      " <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "  <rdf:Description rdf:about=\"\"" +
      spaces + ">\n" + values +
      "  </rdf:Description>\n"
      " </rdf:RDF>\n"
      "</x:xmpmeta>";
  if (wrapper == XmpWrapper::none)
    return content;
  return "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" + content + "\n<?xpacket end=\"w\"?>";
}

std::optional<std::string> findXmpProperty(std::string_view packet, std::string_view space, std::string_view name) {
  const std::optional<std::string_view> prefix = prefixOf(packet, space);
  if (!prefix)
    return std::nullopt;
  const std::string full = std::string(*prefix) + ":" + std::string(name);
  for (std::size_t at = packet.find(full); at != std::string_view::npos; at = packet.find(full, at + 1)) {
    const std::size_t end = at + full.size();
    if (at == 0 || end >= packet.size() || !isNameEnd(packet[end]))
      continue;
    if (packet[at - 1] == '<') {
      const std::size_t open = packet.find('>', end);
      const std::size_t close = open == std::string_view::npos ? open : packet.find("</" + full, open);
      if (close == std::string_view::npos)
        return std::nullopt;  // nor would any later element end
      if (packet[open - 1] != '/')
        return std::string(trimmed(plainText(packet.substr(open + 1, close - open - 1))));
    } else if (packet[at - 1] == ' ' || packet[at - 1] == '\n' || packet[at - 1] == '\t') {
      constexpr std::size_t mostBlanks = 16;
      const std::string_view next = packet.substr(end, mostBlanks);
      const std::size_t open = next.find_first_of("\"'");
      if (open == std::string_view::npos || trimmed(next.substr(0, open)) != "=")
        continue;
      const std::size_t close = packet.find(next[open], end + open + 1);
      return close == std::string_view::npos
                 ? std::nullopt
                 : std::optional(plainText(packet.substr(end + open + 1, close - end - open - 1)));
    }
  }
  return std::nullopt;
}

}  // namespace zaohua
