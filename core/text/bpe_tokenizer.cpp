// SPDX-License-Identifier: Apache-2.0
#include "text/bpe_tokenizer.h"

#include <unicode/unistr.h>

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "text/byte_alphabet.h"
#include "text/nfc.h"

namespace zaohua {

namespace {

std::vector<AddedTokenFinder::Entry> addedTokensOf(const TokenizerModel& model, bool normalized) {
  std::vector<AddedTokenFinder::Entry> entries;
  for (const AddedToken& token : model.addedTokens) {
    if (token.normalized == normalized)
      entries.push_back({token.text, token.id});
  }
  return entries;
}

BytePairMerger::ByteTokens byteTokensOf(const TokenizerModel& model) {
  constexpr std::size_t longestCharacter = 2;  // of the byte alphabet
  BytePairMerger::ByteTokens tokens;
  tokens.fill(BytePairMerger::noToken);
  for (const VocabularyEntry& entry : model.vocabulary) {
    const auto bytes = entry.text.size() <= longestCharacter ? bytesOfAlphabetText(entry.text) : std::nullopt;
    if (bytes && bytes->size() == 1)
      tokens[static_cast<unsigned char>(bytes->front())] = entry.id;
  }
  return tokens;
}

std::string validUtf8(const std::string& bytes) {
  std::string text;
  return isValidUtf8(bytes) ? bytes : icu::UnicodeString::fromUTF8(bytes).toUTF8String(text);
}

}  // namespace

BpeTokenizer::BpeTokenizer(TokenizerModel model)
    : m_model(std::move(model)),
      m_rawTokens(addedTokensOf(m_model, false)),
      m_normalizedTokens(addedTokensOf(m_model, true)),
      m_merger(byteTokensOf(m_model), m_model.merges) {
  const auto name = [this](std::int32_t id, const std::string& text) {
    const auto place = static_cast<std::size_t>(id);
    m_textOfId.resize(std::max(m_textOfId.size(), place + 1));
    m_textOfId[place] = &text;
  };
  for (const VocabularyEntry& entry : m_model.vocabulary) {
    name(entry.id, entry.text);
    if (!m_model.ignoresMerges)
      continue;
    if (std::optional<std::string> bytes = bytesOfAlphabetText(entry.text))
      m_wholePieces.emplace(std::move(*bytes), entry.id);
  }
  for (const AddedToken& token : m_model.addedTokens)
    name(token.id, token.text);
}

Result<std::vector<std::int32_t>> BpeTokenizer::encode(std::string_view text) const {
  const Result<std::vector<Token>> tokens = encodeWithSpans(text);
  if (!tokens)
    return failure(tokens.error());
  std::vector<std::int32_t> ids(tokens->size());
  std::ranges::transform(*tokens, ids.begin(), &Token::id);
  return ids;
}

Result<std::vector<Token>> BpeTokenizer::encodeWithSpans(std::string_view text) const {
  if (text.size() > maxTextBytes) {
    return failure(ErrorCode::invalidRequest, "The text is too long: it has %1 bytes, and at most %2 are possible.",
                   {std::to_string(text.size()), std::to_string(maxTextBytes)});
  }
  if (!isValidUtf8(text))
    return failure(ErrorCode::invalidRequest, "The text is not valid UTF-8. Write or save it as UTF-8 and try again.");
  std::vector<Token> tokens;
  for (const AddedTokenFinder::Stretch& stretch : m_rawTokens.split(text)) {
    if (stretch.token != AddedTokenFinder::noToken)
      tokens.push_back({stretch.token, stretch.begin, stretch.end});
    else
      appendPlain(tokens, text.substr(stretch.begin, stretch.end - stretch.begin), stretch.begin);
  }
  return tokens;
}

// Text without raw added tokens, which lies at `begin` of the whole. Each such stretch is normalized for itself: a mark
// after an added token does not reach what stands before that token.
void BpeTokenizer::appendPlain(std::vector<Token>& tokens, std::string_view text, std::size_t begin) const {
  NormalizedText normalized;
  if (m_model.normalizesToNfc)
    normalized = normalizeNfc(text);
  else
    normalized.text = text;
  const std::size_t firstToken = tokens.size();
  for (const AddedTokenFinder::Stretch& stretch : m_normalizedTokens.split(normalized.text)) {
    if (stretch.token != AddedTokenFinder::noToken) {
      tokens.push_back({stretch.token, stretch.begin, stretch.end});
      continue;
    }
    const std::string_view plain = normalized.text;
    appendPieces(tokens, plain.substr(stretch.begin, stretch.end - stretch.begin), stretch.begin);
  }
  for (std::size_t i = firstToken; i < tokens.size(); ++i) {
    tokens[i].begin = begin + normalized.sourceBeginOf(tokens[i].begin);
    tokens[i].end = begin + normalized.sourceEndOf(tokens[i].end);
  }
}

void BpeTokenizer::appendPieces(std::vector<Token>& tokens, std::string_view text, std::size_t begin) const {
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t end = endOfPiece(m_model.split, text, position);
    const std::string_view piece = text.substr(position, end - position);
    const auto whole = m_wholePieces.empty() ? m_wholePieces.end() : m_wholePieces.find(std::string(piece));
    if (whole != m_wholePieces.end())
      tokens.push_back({whole->second, begin + position, begin + end});
    else
      m_merger.append(tokens, piece, begin + position);
    position = end;
  }
}

std::string BpeTokenizer::decode(std::span<const std::int32_t> ids) const {
  std::string bytes;
  for (const std::int32_t id : ids) {
    const bool isKnown = id >= 0 && id <= largestId() && m_textOfId[static_cast<std::size_t>(id)] != nullptr;
    const std::string text = isKnown ? *m_textOfId[static_cast<std::size_t>(id)] : "\xef\xbf\xbd";
    bytes += isKnown ? bytesOfAlphabetText(text).value_or(text) : text;
  }
  return validUtf8(bytes);
}

}  // namespace zaohua
