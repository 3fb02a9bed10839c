// SPDX-License-Identifier: Apache-2.0
#include "library/settings_file.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QStorageInfo>
#include <QStringDecoder>

namespace zaohua {

namespace {

constexpr qint64 largestFile = 1 << 20;
constexpr qint64 roomForSettings = 64 << 10;

bool isValidUtf8(const QByteArray& bytes) {
  QStringDecoder decoder(QStringDecoder::Utf8);
  const QString ignored = decoder(bytes);
  return !decoder.hasError();
}

}  // namespace

SettingsFile::SettingsFile(const QString& path) : m_path(path) {
  const Health health = load();
  if (health == Health::sound)
    return;
  const QString kept = health == Health::unreadable ? QString() : keepAside();
  if (kept.isEmpty()) {
    m_mayWrite = false;
    m_problem =
        Error{ErrorCode::fileCorrupt,
              "The settings in %1 cannot be read. The usual values are used, and changes are not kept: make the "
              "file readable or remove it, then start the program again.",
              {path.toStdString()},
              {}};
    return;
  }
  m_problem =
      Error{ErrorCode::fileCorrupt,
            "The settings in %1 were damaged. What could not be read has its usual value again, and the damaged "
            "file was kept as %2.",
            {path.toStdString(), kept.toStdString()},
            {}};
  // Without it the same damage would be reported at every start until something changes.
  if (!m_values.isEmpty())
    m_mayWrite = write(m_values).has_value();
}

std::optional<QString> SettingsFile::value(const QString& key) const {
  const auto place = m_values.constFind(key);
  return place == m_values.constEnd() ? std::nullopt : std::optional(*place);
}

Result<void> SettingsFile::setValue(const QString& key, const QString& value) {
  m_values.insert(key, value);
  return write({{key, value}});
}

SettingsFile::Health SettingsFile::load() {
  if (!QFileInfo::exists(m_path))
    return Health::sound;
  QFile file(m_path);
  if (!QFileInfo(m_path).isFile() || !file.open(QIODevice::ReadOnly))
    return Health::unreadable;
  const QByteArray bytes = file.read(largestFile + 1);
  if (file.error() != QFileDevice::NoError)
    return Health::unreadable;
  // A power cut leaves zeros of the right length, which QSettings would take for one strange key.
  if (bytes.size() > largestFile || bytes.contains('\0'))
    return Health::useless;
  const bool validUtf8 = isValidUtf8(bytes);
  readValues(validUtf8);
  return validUtf8 && m_parsed ? Health::sound : Health::partlyDamaged;
}

void SettingsFile::readValues(bool validUtf8) {
  const QSettings file(m_path, QSettings::IniFormat);
  const QStringList keys = file.allKeys();
  for (const QString& key : keys) {
    const QVariant value = file.value(key);
    // A comma without quotes, written by hand, arrives as a list: nobody knows which blanks stood around it.
    if (value.typeId() != QMetaType::QString)
      continue;
    const QString text = value.toString();
    if (validUtf8 || !text.contains(QChar::ReplacementCharacter))
      m_values.insert(key, text);
  }
  m_parsed = file.status() != QSettings::FormatError;
}

// The new name, or nothing where the file could not be moved.
QString SettingsFile::keepAside() {
  const QString base = m_path + ".damaged-" + QDateTime::currentDateTime().toString("yyyyMMdd-HHmmss");
  constexpr int mostInOneSecond = 100;
  for (int number = 1; number <= mostInOneSecond; ++number) {
    const QString name = number == 1 ? base : base + "-" + QString::number(number);
    if (!QFileInfo::exists(name))
      return QFile::rename(m_path, name) ? name : QString();
  }
  return {};
}

Result<void> SettingsFile::write(const QHash<QString, QString>& values) const {
  if (m_mayWrite) {
    // A new one each time: its status keeps the first failure for ever.
    QSettings file(m_path, QSettings::IniFormat);
    for (auto entry = values.cbegin(); entry != values.cend(); ++entry)
      file.setValue(entry.key(), entry.value());
    file.sync();
    if (file.status() != QSettings::AccessError)
      return {};
    const QStorageInfo disk(QFileInfo(m_path).absolutePath());
    if (disk.isValid() && !disk.isReadOnly() && disk.bytesAvailable() < roomForSettings) {
      return failure(ErrorCode::diskFull,
                     "The settings could not be kept because the disk with %1 is full. They hold until the program "
                     "ends: free some space and change them once more.",
                     {m_path.toStdString()});
    }
  }
  return failure(ErrorCode::writeFailed,
                 "The settings could not be written to %1. They hold until the program ends: make the file and its "
                 "folder writable and change them once more.",
                 {m_path.toStdString()});
}

}  // namespace zaohua
