// SPDX-License-Identifier: Apache-2.0
// The settings of a picture, field by field: what can be taken over into the form one by one. Plain functions.
#pragma once

#include <QList>
#include <QString>
#include <vector>

#include "base/generation_request.h"

namespace zaohua {

enum class RestoreField { prompt, negativePrompt, size, steps, guidance, seed, model, details };

struct RestoreChoice {
  RestoreField field = RestoreField::prompt;
  QString name;   // "Prompt", in the window's language
  QString value;  // as it stands in the picture
};

// What a request says, in the order of the form; what it leaves open is left out. `details` are the settings without a
// control of their own (schedule shift, guidance limits, noise rule), where they are not the usual ones.
std::vector<RestoreChoice> restoreChoices(const GenerationRequest& request);

// The unusual settings in words: "shift 6, noise of the graphics card"; empty where there are none.
QString detailsText(const GenerationRequest& request);

// `form` with these fields taken from `picture`.
GenerationRequest withRestored(const GenerationRequest& form, const GenerationRequest& picture,
                               const QList<RestoreField>& fields);

}  // namespace zaohua
