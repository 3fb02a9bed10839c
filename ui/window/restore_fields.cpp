// SPDX-License-Identifier: Apache-2.0
#include "ui/window/restore_fields.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>
#include <QStringList>

#include "ui/canvas/settings_text.h"

namespace zaohua {

namespace {

QString number(double value) {
  return QLocale().toString(value, 'g', 6);
}

}  // namespace

QString detailsText(const GenerationRequest& request) {
  QStringList parts;
  if (request.shift)
    parts.append(QCoreApplication::translate("zaohua::RestoreFields", "Shift %1").arg(number(*request.shift)));
  if (request.sampler != GenerationRequest().sampler)
    parts.append(QCoreApplication::translate("zaohua::RestoreFields", "Sampler %1")
                     .arg(QString::fromStdString(request.sampler)));
  if (request.cfgNormalization > 0)
    parts.append(QCoreApplication::translate("zaohua::RestoreFields", "Guidance limit %1")
                     .arg(number(request.cfgNormalization)));
  if (request.cfgTruncation < 1)
    parts.append(
        QCoreApplication::translate("zaohua::RestoreFields", "Guidance until %1").arg(number(request.cfgTruncation)));
  if (request.noiseDevice == NoiseDevice::cuda)
    parts.append(QCoreApplication::translate("zaohua::RestoreFields", "Noise of the graphics card"));
  return QLocale().createSeparatedList(parts);
}

std::vector<RestoreChoice> restoreChoices(const GenerationRequest& request) {
  using enum RestoreField;
  static const QHash<QString, RestoreField> fields = {{"prompt", prompt},     {"negativePrompt", negativePrompt},
                                                      {"size", size},         {"steps", steps},
                                                      {"guidance", guidance}, {"seed", seed},
                                                      {"model", model}};
  std::vector<RestoreChoice> choices;
  for (const SettingText& text : settingTexts(request))
    if (fields.contains(text.key) && !text.value.isEmpty())
      choices.push_back({fields.value(text.key), text.name, text.value});
  if (const QString rest = detailsText(request); !rest.isEmpty())
    choices.push_back({details, QCoreApplication::translate("zaohua::RestoreFields", "Other settings"), rest});
  return choices;
}

GenerationRequest withRestored(const GenerationRequest& form, const GenerationRequest& picture,
                               const QList<RestoreField>& fields) {
  GenerationRequest result = form;
  for (const RestoreField field : fields) {
    switch (field) {
      case RestoreField::prompt:
        result.prompt = picture.prompt;
        break;
      case RestoreField::negativePrompt:
        result.negativePrompt = picture.negativePrompt;
        break;
      case RestoreField::size:
        result.width = picture.width;
        result.height = picture.height;
        break;
      case RestoreField::steps:
        result.steps = picture.steps;
        break;
      case RestoreField::guidance:
        result.guidance = picture.guidance;
        break;
      case RestoreField::seed:
        result.seed = picture.seed;
        break;
      case RestoreField::model:
        result.model = picture.model;
        break;
      case RestoreField::details:
        result.shift = picture.shift;
        result.sampler = picture.sampler;
        result.cfgNormalization = picture.cfgNormalization;
        result.cfgTruncation = picture.cfgTruncation;
        result.noiseDevice = picture.noiseDevice;
        break;
    }
  }
  return result;
}

}  // namespace zaohua
