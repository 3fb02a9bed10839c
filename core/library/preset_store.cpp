// SPDX-License-Identifier: Apache-2.0
#include "library/preset_store.h"

#include <QCollator>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <algorithm>
#include <span>

#include "base/platform.h"
#include "library/preset_store_file.h"

namespace zaohua {

namespace {

constexpr const char* shippedPrefix = "shipped:";
constexpr const char* orderName = ".order";
constexpr const char* ownExtension = ".json";
constexpr int mostPresets = 5000;

std::filesystem::path systemPath(const QString& path) {
  return QFile::encodeName(path).toStdString();
}

Result<void> writeBytes(const QString& path, const QByteArray& bytes) {
  return writeFileAtomically(systemPath(path),
                             std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))));
}

Preset shippedPreset(const QFileInfo& file) {
  QFile resource(file.filePath());
  if (!resource.open(QIODevice::ReadOnly))
    return {};
  Preset preset = presetFromText(resource.readAll(), file.filePath()).value_or(Preset());
  // The files are numbered for their order only.
  preset.id = shippedPrefix + file.completeBaseName().section('-', 1);
  preset.shipped = true;
  preset.nameZh = preset.unknown.take("name_zh").toString();
  if (const QJsonValue prompt = preset.unknown.take("prompt_zh"); prompt.isString())
    preset.promptZh = prompt.toString();
  return preset;
}

// Whether the two say the same, whatever they are called inside the folder.
bool isSamePreset(const Preset& one, const Preset& other) {
  return presetToText(one) == presetToText(other);
}

}  // namespace

QString Preset::displayName() const {
  return shipped && !nameZh.isEmpty() && QLocale().language() == QLocale::Chinese ? nameZh : name;
}

PresetStore::PresetStore(const QString& folder, QObject* parent) : QAbstractListModel(parent), m_folder(folder) {
  loadOwn();
  loadShipped();
  sortByOrderFile();
}

int PresetStore::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_presets.size());
}

QVariant PresetStore::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
    return {};
  const Preset& preset = m_presets[static_cast<std::size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
      return preset.displayName();
    case IdRole:
      return preset.id;
    case ShippedRole:
      return preset.shipped;
    default:
      return {};
  }
}

const Preset* PresetStore::preset(const QString& id) const {
  const int row = rowOf(id);
  return row < 0 ? nullptr : &m_presets[static_cast<std::size_t>(row)];
}

Result<QString> PresetStore::save(Preset preset) {
  Result<QString> name = cleanPresetName(preset.name);
  if (!name)
    return name;
  preset.name = freeName(*name);
  preset.id = freeId(preset.name);
  return insert(std::move(preset), 0);
}

Result<void> PresetStore::overwrite(const QString& id, const Preset& preset) {
  const Result<int> row = rowOfOwn(id);
  if (!row)
    return failure(row.error());
  Preset& stored = m_presets[static_cast<std::size_t>(*row)];
  Preset changed = preset;
  changed.id = id;
  changed.shipped = false;
  changed.name = preset.name.trimmed().isEmpty() ? stored.name : preset.name;
  changed.unknown = stored.unknown;
  for (auto field = preset.unknown.begin(); field != preset.unknown.end(); ++field)
    changed.unknown.insert(field.key(), field.value());
  if (const Result<void> valid = validatePreset(changed); !valid)
    return valid;
  changed.name = *cleanPresetName(changed.name);
  if (const Result<void> written = write(changed); !written)
    return written;
  stored = std::move(changed);
  Q_EMIT dataChanged(index(*row), index(*row));
  return {};
}

Result<void> PresetStore::rename(const QString& id, const QString& name) {
  const Result<int> row = rowOfOwn(id);
  if (!row)
    return failure(row.error());
  const Result<QString> clean = cleanPresetName(name);
  if (!clean)
    return failure(clean.error());
  Preset renamed = m_presets[static_cast<std::size_t>(*row)];
  if (*clean == renamed.name)
    return {};
  if (clean->compare(renamed.name, Qt::CaseInsensitive) != 0 && isNameTaken(*clean)) {
    return failure(ErrorCode::invalidRequest, "There is already a preset named %1. Choose another name.",
                   {clean->toStdString()});
  }
  renamed.name = *clean;
  return overwrite(id, renamed);
}

Result<void> PresetStore::move(int from, int to) {
  const int count = rowCount();
  if (from < 0 || from >= count || to < 0 || to >= count || from == to)
    return {};
  const auto shift = [this](int source, int target) {
    beginMoveRows({}, source, source, {}, target > source ? target + 1 : target);
    const auto begin = m_presets.begin();
    if (source < target) {
      std::rotate(begin + source, begin + source + 1, begin + target + 1);
    } else {
      std::rotate(begin + target, begin + source, begin + source + 1);
    }
    endMoveRows();
  };
  shift(from, to);
  const Result<void> written = writeOrder();
  if (!written)
    shift(to, from);
  return written;
}

Result<PresetStore::Removed> PresetStore::remove(const QString& id) {
  const Result<int> row = rowOfOwn(id);
  if (!row)
    return failure(row.error());
  const QString path = fileOf(id);
  if (!QFile::remove(path) && QFileInfo::exists(path)) {
    return failure(ErrorCode::writeFailed, "The preset could not be removed: make the file %1 and its folder writable.",
                   {path.toStdString()});
  }
  Removed removed{m_presets[static_cast<std::size_t>(*row)], *row};
  beginRemoveRows({}, *row, *row);
  m_presets.erase(m_presets.begin() + *row);
  endRemoveRows();
  return removed;
}

Result<void> PresetStore::restore(const Removed& removed) {
  Preset preset = removed.preset;
  if (QFileInfo::exists(fileOf(preset.id)))
    preset.id = freeId(preset.name);
  return insert(std::move(preset), std::clamp(removed.row, 0, rowCount())).map([](const QString&) {});
}

Result<QString> PresetStore::importFile(const QString& path) {
  Result<Preset> preset = readPresetFile(path);
  if (!preset)
    return failure(std::move(preset.error()));
  const auto known = std::find_if(m_presets.begin(), m_presets.end(), [&](const Preset& stored) {
    return !stored.shipped && isSamePreset(stored, *preset);
  });
  return known == m_presets.end() ? save(std::move(*preset)) : Result<QString>(known->id);
}

Result<void> PresetStore::exportFile(const QString& id, const QString& path) const {
  const Preset* stored = preset(id);
  if (stored == nullptr)
    return failure(ErrorCode::fileMissing, "This preset is no longer there.", {}, id.toStdString());
  Preset copy = *stored;
  copy.name = stored->displayName();
  if (stored->shipped && copy.name == stored->nameZh && stored->promptZh)
    copy.prompt = stored->promptZh;
  return writeBytes(path, presetToText(copy));
}

bool PresetStore::looksLikePreset(const QString& path) {
  return path.endsWith(extension, Qt::CaseInsensitive) || path.endsWith(".json", Qt::CaseInsensitive);
}

void PresetStore::retranslate() {
  if (!m_presets.empty())
    Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::DisplayRole, Qt::EditRole});
}

void PresetStore::loadShipped() {
  const QFileInfoList files = QDir(":/presets").entryInfoList({"*.json"}, QDir::Files, QDir::Name);
  for (const QFileInfo& file : files)
    m_presets.push_back(shippedPreset(file));
}

void PresetStore::loadOwn() {
  const QFileInfoList files = QDir(m_folder).entryInfoList({QString("*") + ownExtension}, QDir::Files, QDir::Name);
  for (const QFileInfo& file : files) {
    if (m_presets.size() >= mostPresets)
      return;
    Result<Preset> preset = readPresetFile(file.filePath());
    if (preset) {
      preset->id = file.completeBaseName();
      m_presets.push_back(std::move(*preset));
    } else {
      m_problems.push_back(std::move(preset.error()));
    }
  }
  QCollator collator;
  collator.setNumericMode(true);
  std::sort(m_presets.begin(), m_presets.end(),
            [&](const Preset& one, const Preset& other) { return collator.compare(one.name, other.name) < 0; });
}

// What the file does not name keeps its place among its like: the user's first, the program's last.
void PresetStore::sortByOrderFile() {
  QFile file(m_folder + "/" + orderName);
  if (!file.open(QIODevice::ReadOnly))
    return;
  QHash<QString, qsizetype> places;
  const QJsonArray ids = QJsonDocument::fromJson(file.read(largestPresetFile)).array();
  for (qsizetype i = 0; i < ids.size(); ++i)
    places.insert(ids[i].toString(), i);
  const auto place = [&](const Preset& preset) {
    return places.value(preset.id, preset.shipped ? ids.size() : qsizetype{-1});
  };
  std::stable_sort(m_presets.begin(), m_presets.end(),
                   [&](const Preset& one, const Preset& other) { return place(one) < place(other); });
}

Result<void> PresetStore::writeOrder() const {
  QJsonArray ids;
  for (const Preset& preset : m_presets)
    ids.append(preset.id);
  QDir().mkpath(m_folder);
  return writeBytes(m_folder + "/" + orderName, QJsonDocument(ids).toJson(QJsonDocument::Compact));
}

Result<void> PresetStore::write(const Preset& preset) const {
  QDir().mkpath(m_folder);
  return writeBytes(fileOf(preset.id), presetToText(preset));
}

Result<QString> PresetStore::insert(Preset preset, int row) {
  preset.shipped = false;
  preset.nameZh.clear();
  preset.promptZh.reset();
  if (const Result<void> valid = validatePreset(preset); !valid)
    return failure(valid.error());
  if (const Result<void> written = write(preset); !written)
    return failure(written.error());
  QString id = preset.id;
  beginInsertRows({}, row, row);
  m_presets.insert(m_presets.begin() + row, std::move(preset));
  endInsertRows();
  // The preset itself is safe; without the order it only stands elsewhere after the next start.
  (void)writeOrder();
  return id;
}

int PresetStore::rowOf(const QString& id) const {
  const auto place =
      std::find_if(m_presets.begin(), m_presets.end(), [&](const Preset& preset) { return preset.id == id; });
  return place == m_presets.end() ? -1 : static_cast<int>(place - m_presets.begin());
}

Result<int> PresetStore::rowOfOwn(const QString& id) const {
  const int row = rowOf(id);
  if (row < 0)
    return failure(ErrorCode::fileMissing, "This preset is no longer there.", {}, id.toStdString());
  const Preset& found = m_presets[static_cast<std::size_t>(row)];
  if (found.shipped) {
    return failure(ErrorCode::invalidRequest,
                   "The preset %1 comes with the program and cannot be changed. Save it under a name of your own.",
                   {found.displayName().toStdString()});
  }
  return row;
}

bool PresetStore::isNameTaken(const QString& name) const {
  return std::any_of(m_presets.begin(), m_presets.end(), [&](const Preset& preset) {
    return preset.name.compare(name, Qt::CaseInsensitive) == 0 || preset.nameZh.compare(name, Qt::CaseInsensitive) == 0;
  });
}

QString PresetStore::freeName(const QString& name) const {
  QString candidate = name;
  for (int number = 2; isNameTaken(candidate); ++number) {
    const QString suffix = " " + QString::number(number);
    candidate = name + suffix;
    // A name of the greatest length makes room for its number.
    for (qsizetype length = name.size(); !cleanPresetName(candidate) && length > 0; --length)
      candidate = name.left(length - 1).trimmed() + suffix;
  }
  return candidate;
}

QString PresetStore::freeId(const QString& name) const {
  const QString stem = presetFileStem(name);
  QString candidate = stem;
  for (int number = 2; rowOf(candidate) >= 0 || QFileInfo::exists(fileOf(candidate)); ++number)
    candidate = stem + "-" + QString::number(number);
  return candidate;
}

QString PresetStore::fileOf(const QString& id) const {
  return m_folder + "/" + id + ownExtension;
}

}  // namespace zaohua
