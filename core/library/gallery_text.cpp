// SPDX-License-Identifier: Apache-2.0
#include "library/gallery_text.h"

namespace zaohua {

QString foldedText(const QString& text) {
  QString folded = text.normalized(QString::NormalizationForm_KC).toCaseFolded();
  // SQLite ends a text at a NUL.
  return folded.replace(QChar(QChar::Null), QChar(QChar::Space));
}

QStringList searchWords(const QString& text) {
  QStringList words = foldedText(text).simplified().split(' ', Qt::SkipEmptyParts);
  words.removeDuplicates();
  return words;
}

QString sortKey(const QString& name) {
  constexpr qsizetype digits = 20;
  const QString folded = foldedText(name);
  QString key;
  for (qsizetype i = 0; i < folded.size();) {
    qsizetype end = i;
    while (end < folded.size() && folded[end].isDigit())
      ++end;
    if (end == i) {
      key += folded[i++];
    } else {
      key += folded.mid(i, end - i).rightJustified(digits, '0');
      i = end;
    }
  }
  return key;
}

bool isLongEnoughForTrigrams(const QString& word) {
  return word.toUcs4().size() >= 3;
}

QString matchOperand(const QString& word) {
  return '"' + QString(word).replace('"', "\"\"") + '"';
}

QString likeOperand(const QString& word) {
  QString escaped = word;
  for (const char* special : {"\\", "%", "_"})
    escaped.replace(special, QString("\\") + special);
  return '%' + escaped + '%';
}

}  // namespace zaohua
