// SPDX-License-Identifier: Apache-2.0
#include "library/preset_store_file.h"

#include <QFile>
#include <QJsonDocument>
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/generation_request.h"
#include "base/json_reader.h"
#include "base/platform.h"

namespace zaohua {

namespace {

constexpr const char* formatName = "zaohua-preset";
constexpr int formatVersion = 1;
constexpr int longestName = 80;
constexpr const char* damaged =
    "The preset file %1 is damaged and is left out. Get it again from where it came, or delete the file.";
constexpr JsonLimits presetLimits = {.maxBytes = largestPresetFile, .maxDepth = 32, .maxValues = 100'000};

// Takes known fields out of the object; the first that is not what it should be ends it.
class FieldReader {
 public:
  FieldReader(QJsonObject& object, const QString& path) : m_object(object), m_path(path) {}

  void take(const char* key, std::optional<QString>& text) {
    if (const QJsonValue value = m_object.take(QLatin1String(key)); value.isString()) {
      text = value.toString();
    } else {
      refuseUnlessAbsent(key, value);
    }
  }

  template <typename Integer>
  void takeInteger(const char* key, std::optional<Integer>& number) {
    const QJsonValue value = m_object.take(QLatin1String(key));
    constexpr double mostExact = 9007199254740992.0;
    const double real = value.toDouble();
    if (value.isDouble() && real == static_cast<double>(static_cast<qint64>(std::clamp(real, -mostExact, mostExact)))) {
      const auto bounded = static_cast<qint64>(real);
      number = static_cast<Integer>(bounded);
      if (static_cast<qint64>(*number) != bounded)
        refuseUnlessAbsent(key, value);
    } else {
      refuseUnlessAbsent(key, value);
    }
  }

  void take(const char* key, std::optional<double>& number) {
    if (const QJsonValue value = m_object.take(QLatin1String(key)); value.isDouble()) {
      number = value.toDouble();
    } else {
      refuseUnlessAbsent(key, value);
    }
  }

  const std::optional<Error>& problem() const { return m_problem; }

 private:
  void refuseUnlessAbsent(const char* key, const QJsonValue& value) {
    if (m_problem || value.isUndefined() || value.isNull())
      return;
    m_problem = Error{ErrorCode::fileCorrupt, damaged, {m_path.toStdString()}, "the field " + std::string(key)};
  }

  QJsonObject& m_object;
  const QString& m_path;
  std::optional<Error> m_problem;
};

template <typename T>
void put(QJsonObject& object, const char* key, const std::optional<T>& value) {
  if (value)
    object.insert(QLatin1String(key), QJsonValue(*value));
}

bool isReservedByWindows(const QString& stem) {
  static const QStringList reserved = {"con", "prn", "aux", "nul"};
  const QString lower = stem.toLower();
  const bool port = lower.size() == 4 && (lower.startsWith("com") || lower.startsWith("lpt")) && lower[3].isDigit();
  return port || reserved.contains(lower);
}

}  // namespace

Result<Preset> presetFromText(const QByteArray& text, const QString& path) {
  // Qt's reader lets double keys pass and knows no limits, so the strict one looks first.
  const Result<nlohmann::json> strict =
      parseJson({text.constData(), static_cast<std::size_t>(text.size())}, presetLimits, path.toStdString());
  if (!strict) {
    return failure(ErrorCode::fileCorrupt, damaged, {path.toStdString()},
                   strict.error().text() + " " + strict.error().detail);
  }
  QJsonObject object = QJsonDocument::fromJson(text).object();
  if (object.take("format").toString() != formatName)
    return failure(ErrorCode::fileCorrupt,
                   "The file %1 is not a preset of Zaohua and is left out. Choose a file that Zaohua has exported.",
                   {path.toStdString()});

  Preset preset;
  std::optional<QString> name;
  FieldReader reader(object, path);
  reader.take("name", name);
  reader.take("prompt", preset.prompt);
  reader.take("negative_prompt", preset.negativePrompt);
  reader.takeInteger("width", preset.width);
  reader.takeInteger("height", preset.height);
  reader.takeInteger("steps", preset.steps);
  reader.take("guidance", preset.guidance);
  reader.takeInteger("count", preset.count);
  reader.takeInteger("seed", preset.seed);
  reader.take("model", preset.model);
  reader.take("output_format", preset.format);
  if (reader.problem())
    return failure(*reader.problem());
  if (object.value("version") == QJsonValue(formatVersion))
    object.remove("version");
  preset.name = name.value_or(QString());
  preset.unknown = object;
  if (const Result<void> valid = validatePreset(preset); !valid)
    return failure(ErrorCode::fileCorrupt, damaged, {path.toStdString()}, valid.error().text());
  preset.name = *cleanPresetName(preset.name);
  return preset;
}

Result<Preset> readPresetFile(const QString& path) {
  return readFile(QFile::encodeName(path).toStdString(), static_cast<std::size_t>(largestPresetFile))
      .and_then([&](const std::string& text) { return presetFromText(QByteArray::fromStdString(text), path); });
}

QByteArray presetToText(const Preset& preset) {
  QJsonObject object = preset.unknown;
  object.insert("format", formatName);
  if (!object.contains("version"))
    object.insert("version", formatVersion);
  object.insert("name", preset.name);
  put(object, "prompt", preset.prompt);
  put(object, "negative_prompt", preset.negativePrompt);
  put(object, "width", preset.width);
  put(object, "height", preset.height);
  put(object, "steps", preset.steps);
  put(object, "guidance", preset.guidance);
  put(object, "count", preset.count);
  put(object, "seed", preset.seed);
  put(object, "model", preset.model);
  put(object, "output_format", preset.format);
  return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

Result<void> validatePreset(const Preset& preset) {
  GenerationRequest request;
  request.prompt = preset.prompt.value_or(QString()).toStdString();
  request.negativePrompt = preset.negativePrompt.value_or(QString()).toStdString();
  request.width = preset.width;
  request.height = preset.height;
  request.steps = preset.steps;
  request.guidance = preset.guidance;
  request.count = preset.count.value_or(1);
  request.model = preset.model.value_or(QString()).toStdString();
  if (const Result<void> valid = validate(request); !valid)
    return valid;
  if (const Result<void> valid = validateChosenSeed(preset.seed.value_or(-1)); !valid)
    return valid;
  static const QStringList formats = {"png", "jpg", "webp"};
  if (preset.format && !formats.contains(*preset.format)) {
    return failure(ErrorCode::invalidRequest, "The picture format %1 is not possible: it must be png, jpg or webp.",
                   {preset.format->toStdString()});
  }
  return cleanPresetName(preset.name).map([](const QString&) {});
}

Result<QString> cleanPresetName(const QString& name) {
  const QString clean = name.trimmed().normalized(QString::NormalizationForm_C);
  const bool plain = clean.isValidUtf16() && std::none_of(clean.begin(), clean.end(), [](QChar letter) {
                       return letter.category() == QChar::Other_Control || letter == QChar::LineSeparator ||
                              letter == QChar::ParagraphSeparator;
                     });
  const auto length = clean.toUcs4().size();
  if (length == 0)
    return failure(ErrorCode::invalidRequest, "A preset needs a name.");
  if (length > longestName)
    return failure(ErrorCode::invalidRequest, "The name of a preset can have at most 80 characters.");
  if (!plain)
    return failure(ErrorCode::invalidRequest, "The name of a preset cannot hold line breaks or control characters.");
  return clean;
}

QString presetFileStem(const QString& name) {
  constexpr qsizetype longestStem = 40;
  QString stem;
  const auto letters = name.toUcs4();
  for (const char32_t letter : letters) {
    const bool keep = QChar::isLetterOrNumber(letter) || QChar::isMark(letter);
    if (keep && stem.size() < longestStem) {
      stem += QStringView(QChar::fromUcs4(letter));
    } else if (!keep && !stem.isEmpty() && !stem.endsWith('-')) {
      stem += '-';
    }
  }
  while (stem.endsWith('-'))
    stem.chop(1);
  if (stem.isEmpty() || isReservedByWindows(stem))
    stem.prepend("preset-");
  while (stem.endsWith('-'))
    stem.chop(1);
  return stem.toLower();
}

}  // namespace zaohua
