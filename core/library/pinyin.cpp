// SPDX-License-Identifier: Apache-2.0
#include "library/pinyin.h"

#include <unicode/translit.h>

#include <QStringList>
#include <QThreadPool>
#include <memory>

#include "library/keyword_catalogue_search.h"

namespace zaohua {

namespace {

// "lǜ" as people type it: "lv".
QString typedSyllable(const QString& syllable) {
  constexpr QChar diaeresis(0x0308);
  QString typed;
  const QString parts = syllable.normalized(QString::NormalizationForm_D).toLower();
  for (const QChar part : parts) {
    if (part == diaeresis && typed.endsWith('u')) {
      typed.back() = QChar(u'v');
    } else if (part.isLetter()) {
      typed += part;
    }
  }
  return typed;
}

// ICU knows one reading for each character; that is near enough to find a word by.
QString syllableOf(char32_t letter, const icu::Transliterator& toLatin) {
  icu::UnicodeString syllable(static_cast<UChar32>(letter));
  toLatin.transliterate(syllable);
  std::string latin;
  syllable.toUTF8String(latin);
  return typedSyllable(QString::fromStdString(latin));
}

}  // namespace

QString pinyinOf(const QString& text) {
  UErrorCode problem = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> toLatin(
      icu::Transliterator::createInstance("Han-Latin", UTRANS_FORWARD, problem));
  if (U_FAILURE(problem) || !toLatin)
    return {};
  QStringList syllables;
  const auto letters = text.toUcs4();
  for (const char32_t letter : letters) {
    if (isHan(letter))
      syllables += syllableOf(letter, *toLatin);
  }
  return syllables.join(' ');
}

void preparePinyin() {
  QThreadPool::globalInstance()->start([] { pinyinOf("画"); });
}

}  // namespace zaohua
