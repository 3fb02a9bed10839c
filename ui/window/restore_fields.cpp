// SPDX-License-Identifier: Apache-2.0
#include "ui/window/restore_fields.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include "ui/common/words.h"

namespace zaohua {

namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("zaohua::RestoreFields", text);
}

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
  std::vector<RestoreChoice> choices;
  const auto add = [&choices](RestoreField field, const char* name, const QString& value) {
    if (!value.isEmpty())
      choices.push_back({field, tr(name), value});
  };
  add(RestoreField::prompt, QT_TRANSLATE_NOOP("zaohua::RestoreFields", "Prompt"),
      QString::fromStdString(request.prompt));
  add(RestoreField::negativePrompt, QT_TRANSLATE_NOOP("zaohua::RestoreFields", "Negative prompt"),
      QString::fromStdString(request.negativePrompt));
  if (request.width && request.height) {
    add(RestoreField::size, QT_TRANSLATE_NOOP("zaohua::RestoreFields", "Size"),
        QString("%1 × %2").arg(*request.width).arg(*request.height));
  }
  if (request.steps)
    add(RestoreField::steps, QT_TRANSLATE_NOOP("zaohua::RestoreFields", "Steps"), QString::number(*request.steps));
  if (request.guidance) {
    add(RestoreField::guidance, QT_TRANSLATE_NOOP("zaohua::RestoreFields", "Guidance"), number(*request.guidance));
  }
  if (request.seed >= 0)
    add(RestoreField::seed, QT_TRANSLATE_NOOP("zaohua::RestoreFields", "Seed"), QString::number(request.seed));
  add(RestoreField::model, QT_TRANSLATE_NOOP("zaohua::RestoreFields", "Model"), modelText(request.model));
  add(RestoreField::details, QT_TRANSLATE_NOOP("zaohua::RestoreFields", "Other settings"), detailsText(request));
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
