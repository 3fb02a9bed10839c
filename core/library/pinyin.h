// SPDX-License-Identifier: Apache-2.0
// How Chinese words sound, to find them by. Plain functions, any thread; the first call of a process reads tables for a
// tenth of a second.
#pragma once

#include <QString>

namespace zaohua {

// "zan ting dui lie" for "暂停队列": a syllable for each Chinese character, without tones, ü as people type it (v).
QString pinyinOf(const QString& text);

// Reads the tables on another thread, for a window that will soon ask.
void preparePinyin();

}  // namespace zaohua
