// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/settings_text.h"

#include <QCoreApplication>
#include <QLocale>

#include "image_io/picture_metadata.h"
#include "ui/common/words.h"

namespace zaohua {

namespace {

struct SettingWords {
  Q_DECLARE_TR_FUNCTIONS(SettingWords)
};

// The shortest digits that are exactly this number; no grouping, as a seed or size is typed.
QString exact(double value) {
  return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

template <typename Number>
QString orNothing(const std::optional<Number>& value) {
  if (!value)
    return {};
  if constexpr (std::is_same_v<Number, double>)
    return exact(*value);
  else
    return QString::number(*value);
}

QString sizeText(const GenerationRequest& request) {
  return request.width && request.height
             ? SettingWords::tr("%1 × %2 px").arg(QString::number(*request.width), QString::number(*request.height))
             : QString();
}

QString guidanceText(const GenerationRequest& request) {
  return request.guidance ? SettingWords::tr("%1 (%2)", "an exact value and what it means")
                                .arg(exact(*request.guidance), guidanceWord(*request.guidance))
                          : QString();
}

QString samplerText(const GenerationRequest& request) {
  return request.sampler == "euler" ? QString("Euler") : QString::fromStdString(request.sampler);
}

QString noiseText(const GenerationRequest& request) {
  const std::string_view rule = noiseRuleName(request.noiseDevice);
  const QString exactRule = QString::fromUtf8(rule.data(), static_cast<qsizetype>(rule.size()));
  return request.noiseDevice == NoiseDevice::cpu ? SettingWords::tr("the same on every device (%1)").arg(exactRule)
                                                 : SettingWords::tr("of the graphics card (%1)").arg(exactRule);
}

QString seedText(const GenerationRequest& request) {
  return request.seed < 0 ? QString() : QString::number(request.seed);
}

}  // namespace

QString guidanceWord(double guidance) {
  if (guidance <= 0)
    return SettingWords::tr("off", "guidance");
  if (guidance < 3)
    return SettingWords::tr("gentle", "guidance");
  if (guidance <= 5)
    return SettingWords::tr("balanced", "guidance");
  return guidance <= 10 ? SettingWords::tr("strong", "guidance") : SettingWords::tr("very strong", "guidance");
}

std::vector<SettingText> settingTexts(const GenerationRequest& request, bool everything) {
  std::vector<SettingText> texts;
  const auto add = [&texts](const char* key, const QString& name, const QString& value) {
    texts.push_back({key, name, value});
  };
  add("prompt", SettingWords::tr("Prompt"), QString::fromStdString(request.prompt));
  if (everything || !request.negativePrompt.empty())
    add("negativePrompt", SettingWords::tr("Negative prompt"), QString::fromStdString(request.negativePrompt));
  add("size", SettingWords::tr("Size"), sizeText(request));
  add("steps", SettingWords::tr("Steps"), orNothing(request.steps));
  add("guidance", SettingWords::tr("Guidance"), guidanceText(request));
  add("seed", SettingWords::tr("Seed"), seedText(request));
  add("model", SettingWords::tr("Model"), modelText(request.model));
  add("sampler", SettingWords::tr("Sampler"), samplerText(request));
  add("shift", SettingWords::tr("Shift"),
      request.shift ? exact(*request.shift) : SettingWords::tr("the model's own", "shift"));
  if (everything || request.cfgNormalization > 0)
    add("cfgNormalization", SettingWords::tr("Guidance limit"), exact(request.cfgNormalization));
  if (everything || request.cfgTruncation < 1)
    add("cfgTruncation", SettingWords::tr("Guidance until"), exact(request.cfgTruncation));
  add("noiseRule", SettingWords::tr("Noise"), noiseText(request));
  if (everything || !request.unknownFields.empty())
    add("unknownFields", SettingWords::tr("Of a newer version"), QString::fromStdString(request.unknownFields));
  return texts;
}

}  // namespace zaohua
