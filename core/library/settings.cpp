// SPDX-License-Identifier: Apache-2.0
#include "library/settings.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <algorithm>

namespace zaohua {

namespace {

constexpr int longestText = 4096;
constexpr int longestTemplate = 200;
constexpr int mostModelFolders = 200;
constexpr int leastQuality = 50, mostQuality = 100, usualQuality = 92;
constexpr int mostIdleMinutes = 24 * 60, usualIdleMinutes = 15;
constexpr int mostPreviews = 10, usualPreviews = 5;

constexpr const char* usualTemplate = "zaohua_{date}_{time}_{seed}";

bool isPlain(const QString& text) {
  return text.size() <= longestText && text.isValidUtf16() &&
         std::none_of(text.begin(), text.end(), [](QChar letter) { return letter.category() == QChar::Other_Control; });
}

bool isLanguage(const QString& text) {
  return text == "system" || text == "zh_CN" || text == "en";
}

bool isTheme(const QString& text) {
  return text == "system" || text == "light" || text == "dark";
}

bool isFormat(const QString& text) {
  return text == "png" || text == "jpeg" || text == "webp";
}

bool isDevice(const QString& text) {
  static const QRegularExpression pattern(QStringLiteral("\\A(auto|cpu|cuda(:[0-9]{1,2})?)\\z"));
  return pattern.match(text).hasMatch();
}

bool isDtype(const QString& text) {
  return QStringList({"auto", "bf16", "fp32", "fp16", "fp8", "int8"}).contains(text);
}

// A relative path would mean another folder for every way of starting the program.
bool isPathOrEmpty(const QString& text) {
  return text.isEmpty() || (isPlain(text) && QDir::isAbsolutePath(text));
}

// The format gives the extension; one that was typed along would stand there twice.
QString withoutExtension(QString text) {
  static const QRegularExpression extension(QStringLiteral("\\.(png|jpe?g|webp)\\z"),
                                            QRegularExpression::CaseInsensitiveOption);
  return text.remove(extension);
}

bool isTemplate(const QString& text) {
  return isPlain(text) && !withoutExtension(text).trimmed().isEmpty() && text.size() <= longestTemplate;
}

}  // namespace

Settings::Settings(const QString& file, QObject* parent) : QObject(parent), m_file(file) {
}

QString Settings::language() const {
  return text("language", "system", isLanguage);
}

Settings::Theme Settings::theme() const {
  const QString name = text("theme", "system", isTheme);
  return name == "light" ? Theme::light : name == "dark" ? Theme::dark : Theme::system;
}

QString Settings::outputFolder() const {
  return text("outputFolder", {}, isPathOrEmpty);
}

QString Settings::fileNameTemplate() const {
  return withoutExtension(text("fileNameTemplate", usualTemplate, isTemplate));
}

Settings::Format Settings::format() const {
  const QString name = text("format", "png", isFormat);
  return name == "jpeg" ? Format::jpeg : name == "webp" ? Format::webp : Format::png;
}

int Settings::quality() const {
  return number("quality", usualQuality, leastQuality, mostQuality);
}

QString Settings::model() const {
  return text("model", {}, isPathOrEmpty);
}

QStringList Settings::modelFolders() const {
  const QString stored = m_file.value("modelFolders").value_or(QString());
  QStringList folders;
  const QJsonArray list = QJsonDocument::fromJson(stored.toUtf8()).array();
  for (const QJsonValue& entry : list) {
    const QString folder = entry.toString();
    if (!folder.isEmpty() && isPathOrEmpty(folder) && !folders.contains(folder) && folders.size() < mostModelFolders)
      folders.append(folder);
  }
  return folders;
}

QString Settings::device() const {
  return text("device", "auto", isDevice);
}

QString Settings::dtype() const {
  return text("dtype", "auto", isDtype);
}

int Settings::idleUnloadMinutes() const {
  return number("idleUnloadMinutes", usualIdleMinutes, 0, mostIdleMinutes);
}

int Settings::previewsPerSecond() const {
  return number("previewsPerSecond", usualPreviews, 0, mostPreviews);
}

bool Settings::markAsGenerated() const {
  return isOn("markAsGenerated", true);
}

bool Settings::visibleMark() const {
  return isOn("visibleMark", false);
}

bool Settings::promptInMetadata() const {
  return isOn("promptInMetadata", true);
}

bool Settings::notifyWhenDone() const {
  return isOn("notifyWhenDone", true);
}

bool Settings::hintsDismissed() const {
  return isOn("hintsDismissed", false);
}

void Settings::setLanguage(const QString& language) {
  if (isLanguage(language) && language != this->language())
    store("language", language);
}

void Settings::setTheme(Theme theme) {
  if (theme != this->theme())
    store("theme", theme == Theme::light ? "light" : theme == Theme::dark ? "dark" : "system");
}

void Settings::setOutputFolder(const QString& folder) {
  if (isPathOrEmpty(folder) && folder != outputFolder())
    store("outputFolder", folder);
}

void Settings::setFileNameTemplate(const QString& text) {
  const QString plain = withoutExtension(text);
  if (isTemplate(plain) && plain != fileNameTemplate())
    store("fileNameTemplate", plain);
}

void Settings::setFormat(Format format) {
  if (format != this->format())
    store("format", format == Format::jpeg ? "jpeg" : format == Format::webp ? "webp" : "png");
}

void Settings::setQuality(int quality) {
  if (const int bounded = std::clamp(quality, leastQuality, mostQuality); bounded != this->quality())
    store("quality", QString::number(bounded));
}

void Settings::setModel(const QString& path) {
  if (isPathOrEmpty(path) && path != model())
    store("model", path);
}

void Settings::setModelFolders(const QStringList& folders) {
  if (folders != modelFolders()) {
    const QByteArray list = QJsonDocument(QJsonArray::fromStringList(folders)).toJson(QJsonDocument::Compact);
    store("modelFolders", QString::fromUtf8(list));
  }
}

void Settings::setDevice(const QString& device) {
  if (isDevice(device) && device != this->device())
    store("device", device);
}

void Settings::setDtype(const QString& dtype) {
  if (isDtype(dtype) && dtype != this->dtype())
    store("dtype", dtype);
}

void Settings::setIdleUnloadMinutes(int minutes) {
  if (const int bounded = std::clamp(minutes, 0, mostIdleMinutes); bounded != idleUnloadMinutes())
    store("idleUnloadMinutes", QString::number(bounded));
}

void Settings::setPreviewsPerSecond(int rate) {
  if (const int bounded = std::clamp(rate, 0, mostPreviews); bounded != previewsPerSecond())
    store("previewsPerSecond", QString::number(bounded));
}

void Settings::setMarkAsGenerated(bool on) {
  if (on != markAsGenerated())
    store("markAsGenerated", on ? "true" : "false");
}

void Settings::setVisibleMark(bool on) {
  if (on != visibleMark())
    store("visibleMark", on ? "true" : "false");
}

void Settings::setPromptInMetadata(bool on) {
  if (on != promptInMetadata())
    store("promptInMetadata", on ? "true" : "false");
}

void Settings::setNotifyWhenDone(bool on) {
  if (on != notifyWhenDone())
    store("notifyWhenDone", on ? "true" : "false");
}

void Settings::setHintsDismissed(bool on) {
  if (on != hintsDismissed())
    store("hintsDismissed", on ? "true" : "false");
}

void Settings::store(const QString& key, const QString& value) {
  const Result<void> written = m_file.setValue(key, value);
  const bool tell = !written && !m_failureTold;
  m_failureTold = !written;
  Q_EMIT changed(key);
  if (tell)
    Q_EMIT writeFailed(written.error());
}

QString Settings::text(const QString& key, const QString& usual, bool (*isGood)(const QString&)) const {
  const std::optional<QString> stored = m_file.value(key);
  return stored && isGood(*stored) ? *stored : usual;
}

int Settings::number(const QString& key, int usual, int least, int most) const {
  bool isNumber = false;
  const int stored = m_file.value(key).value_or(QString()).toInt(&isNumber);
  return isNumber && stored >= least && stored <= most ? stored : usual;
}

bool Settings::isOn(const QString& key, bool usual) const {
  const QString stored = m_file.value(key).value_or(QString());
  if (stored == "true" || stored == "1")
    return true;
  return stored == "false" || stored == "0" ? false : usual;
}

}  // namespace zaohua
