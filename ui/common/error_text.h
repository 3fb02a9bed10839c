// SPDX-License-Identifier: Apache-2.0
// The sentence of an Error or Notice in the window's language. GUI thread.
#pragma once

#include <QString>

#include "base/error.h"
#include "pipeline/inference_session.h"

namespace zaohua {

QString errorText(const Error& error);
QString noticeText(const Notice& notice);

}  // namespace zaohua
