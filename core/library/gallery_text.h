// SPDX-License-Identifier: Apache-2.0
// Text as the gallery compares it: without regard to case, to full or half width, or to how an accent is composed.
// Plain functions, any thread.
#pragma once

#include <QString>
#include <QStringList>

namespace zaohua {

QString foldedText(const QString& text);

// The words of a search, folded. Each must occur somewhere.
QStringList searchWords(const QString& text);

// A key that puts "cat 2" before "cat 10".
QString sortKey(const QString& name);

// The trigram index knows nothing shorter.
bool isLongEnoughForTrigrams(const QString& word);

// Operands of MATCH and of LIKE … ESCAPE '\' that mean exactly this text, anywhere.
QString matchOperand(const QString& word);
QString likeOperand(const QString& word);

}  // namespace zaohua
