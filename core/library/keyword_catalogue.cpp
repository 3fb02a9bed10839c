// SPDX-License-Identifier: Apache-2.0
#include "library/keyword_catalogue.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

#include "base/json_reader.h"
#include "base/platform.h"
#include "library/pinyin.h"

namespace zaohua {

namespace {

constexpr const char* ownCategory = "own";
constexpr const char* ownPrefix = "own:";
constexpr const char* ownFormat = "zaohua-keywords";
constexpr qsizetype longestOwn = 200;
constexpr std::size_t mostOwn = 5000;
constexpr JsonLimits ownLimits = {.maxBytes = 8U << 20U, .maxDepth = 16, .maxValues = 200'000};

bool isPlain(const QString& text) {
  return text.size() <= longestOwn && text.isValidUtf16() &&
         std::none_of(text.begin(), text.end(), [](QChar letter) { return letter.category() == QChar::Other_Control; });
}

Keyword keywordFromJson(const QJsonObject& object, const QString& category, bool negative) {
  Keyword keyword;
  keyword.id = object.value("id").toString();
  keyword.zh = object.value("zh").toString().trimmed();
  keyword.en = object.value("en").toString().trimmed();
  keyword.pinyin = object.value("pinyin").toString();
  keyword.category = category;
  keyword.negative = negative;
  keyword.shownByDemo = object.value("demo").toBool();
  return keyword;
}

// What an older or newer program wrote, or nothing with the reason why.
Result<QJsonObject> readOwnFile(const QString& path) {
  return readFile(QFile::encodeName(path).toStdString(), ownLimits.maxBytes)
      .and_then([&](const std::string& text) -> Result<QJsonObject> {
        const Result<nlohmann::json> strict = parseJson(text, ownLimits, path.toStdString());
        if (!strict)
          return failure(strict.error());
        QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
        if (object.value("format").toString() != ownFormat)
          return failure(ErrorCode::fileCorrupt, "The file %1 does not hold keywords.", {path.toStdString()});
        return object;
      });
}

}  // namespace

PromptLanguage languageOfPrompt(const QString& prompt, PromptLanguage fallback) {
  qsizetype han = 0, latin = 0;
  const auto letters = prompt.toUcs4();
  for (const char32_t letter : letters) {
    han += isHan(letter) ? 1 : 0;
    latin += QChar::script(letter) == QChar::Script_Latin ? 1 : 0;
  }
  if (han == 0 && latin == 0)
    return fallback;
  // A Chinese word is about two characters, an English one five letters: count words, not letters.
  return han * 5 > latin * 2 ? PromptLanguage::chinese : PromptLanguage::english;
}

const QString& Keyword::text(PromptLanguage language) const {
  const bool chinese = language == PromptLanguage::chinese ? !zh.isEmpty() : en.isEmpty();
  return chinese ? zh : en;
}

KeywordCatalogue::KeywordCatalogue(const QString& ownFile, QObject* parent) : QObject(parent), m_ownFile(ownFile) {
  loadShipped();
  loadOwn();
  rebuild();
}

std::vector<const Keyword*> KeywordCatalogue::inCategory(const QString& category) const {
  std::vector<const Keyword*> found;
  for (const auto& keyword : m_keywords) {
    if (keyword->category == category)
      found.push_back(keyword.get());
  }
  return found;
}

std::vector<const Keyword*> KeywordCatalogue::favourites() const {
  std::vector<const Keyword*> found;
  for (const QString& id : m_favourites) {
    if (const Keyword* known = keyword(id))
      found.push_back(known);
  }
  return found;
}

const Keyword* KeywordCatalogue::keyword(const QString& id) const {
  const auto place = m_byId.constFind(id);
  return place == m_byId.constEnd() ? nullptr : &keyword(*place);
}

std::vector<const Keyword*> KeywordCatalogue::search(const QString& text) const {
  const QString query = foldedForSearch(text).simplified();
  if (query.isEmpty())
    return {};
  struct Answer {
    int rank;
    bool favourite;
    qsizetype length;
    const Keyword* keyword;
  };
  std::vector<Answer> answers;
  for (std::size_t i = 0; i < m_keywords.size(); ++i) {
    const Keyword& candidate = *m_keywords[i];
    if (const int rank = m_searchKeys[i].rank(query); rank >= 0)
      answers.push_back({rank, isFavourite(candidate.id), candidate.zh.size(), &candidate});
  }
  std::stable_sort(answers.begin(), answers.end(), [](const Answer& one, const Answer& other) {
    return std::tuple(one.rank, !one.favourite, one.length) < std::tuple(other.rank, !other.favourite, other.length);
  });
  std::vector<const Keyword*> found;
  found.reserve(answers.size());
  for (const Answer& answer : answers)
    found.push_back(answer.keyword);
  return found;
}

bool KeywordCatalogue::isFavourite(const QString& id) const {
  return m_favourites.contains(id);
}

Result<void> KeywordCatalogue::setFavourite(const QString& id, bool favourite) {
  if (favourite == isFavourite(id) || (favourite && keyword(id) == nullptr))
    return {};
  const QStringList before = m_favourites;
  if (favourite) {
    m_favourites.append(id);
  } else {
    m_favourites.removeAll(id);
  }
  Result<void> written = writeOwn();
  if (!written) {
    m_favourites = before;
    return written;
  }
  Q_EMIT changed();
  return {};
}

Result<QString> KeywordCatalogue::addOwn(const QString& zh, const QString& en) {
  auto added = std::make_unique<Keyword>();
  added->zh = zh.simplified().normalized(QString::NormalizationForm_C);
  added->en = en.simplified().normalized(QString::NormalizationForm_C);
  if (added->zh.isEmpty() && added->en.isEmpty())
    return failure(ErrorCode::invalidRequest, "A keyword needs a text in one of the two languages.");
  if (!isPlain(added->zh) || !isPlain(added->en))
    return failure(ErrorCode::invalidRequest, "A keyword can have at most 200 characters and no control characters.");
  const auto known = std::find_if(m_keywords.begin(), m_keywords.end(), [&](const auto& keyword) {
    return (added->zh.isEmpty() || keyword->zh == added->zh) &&
           (added->en.isEmpty() || keyword->en.compare(added->en, Qt::CaseInsensitive) == 0);
  });
  if (known != m_keywords.end())
    return (*known)->id;
  if (inCategory(ownCategory).size() >= mostOwn)
    return failure(ErrorCode::invalidRequest, "There are too many keywords of your own: remove some of them first.");
  added->id = ownPrefix + QUuid::createUuid().toString(QUuid::WithoutBraces);
  added->category = ownCategory;
  added->pinyin = pinyinOf(added->zh);
  QString id = added->id;
  m_keywords.push_back(std::move(added));
  if (const Result<void> written = writeOwn(); !written) {
    m_keywords.pop_back();
    return failure(written.error());
  }
  rebuild();
  Q_EMIT changed();
  return id;
}

Result<void> KeywordCatalogue::removeOwn(const QString& id) {
  const auto place = std::find_if(m_keywords.begin(), m_keywords.end(), [&](const auto& keyword) {
    return keyword->id == id && keyword->category == ownCategory;
  });
  if (place == m_keywords.end())
    return {};
  std::unique_ptr<Keyword> removed = std::move(*place);
  const auto next = m_keywords.erase(place);
  const QStringList favouritesBefore = m_favourites;
  m_favourites.removeAll(id);
  if (Result<void> written = writeOwn(); !written) {
    m_keywords.insert(next, std::move(removed));
    m_favourites = favouritesBefore;
    return written;
  }
  rebuild();
  Q_EMIT changed();
  return {};
}

std::vector<KeywordCatalogue::Found> KeywordCatalogue::findIn(const QString& prompt) const {
  std::vector<Found> found;
  const std::vector<KeywordMatcher::Match> matches = m_matcher.find(prompt);
  found.reserve(matches.size());
  for (const KeywordMatcher::Match& match : matches)
    found.push_back({match.begin, match.length, &keyword(match.word)});
  return found;
}

void KeywordCatalogue::loadShipped() {
  QFile file(":/keywords/keywords.json");
  const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  const QJsonArray categories = QJsonDocument::fromJson(text).object().value("categories").toArray();
  for (const QJsonValue& entry : categories) {
    const QJsonObject category = entry.toObject();
    const QString id = category.value("id").toString();
    m_categories.push_back({id, category.value("zh").toString(), category.value("en").toString()});
    const QJsonArray keywords = category.value("keywords").toArray();
    for (const QJsonValue& keyword : keywords) {
      m_keywords.push_back(
          std::make_unique<Keyword>(keywordFromJson(keyword.toObject(), id, category.value("negative").toBool())));
    }
  }
  m_categories.push_back({ownCategory, QStringLiteral("我的关键词"), QStringLiteral("My keywords")});
}

void KeywordCatalogue::loadOwn() {
  if (!QFileInfo::exists(m_ownFile))
    return;
  Result<QJsonObject> object = readOwnFile(m_ownFile);
  if (!object) {
    const QString kept = m_ownFile + ".damaged-" + QDateTime::currentDateTime().toString("yyyyMMdd-HHmmss");
    (void)QFile::rename(m_ownFile, kept);
    m_problem = Error{ErrorCode::fileCorrupt,
                      "Your own keywords in %1 could not be read. The damaged file was kept as %2.",
                      {m_ownFile.toStdString(), kept.toStdString()},
                      object.error().text()};
    return;
  }
  m_ownObject = *object;
  const QJsonArray own = m_ownObject.value("own").toArray();
  for (const QJsonValue& entry : own) {
    Keyword keyword = keywordFromJson(entry.toObject(), ownCategory, false);
    const bool sound = keyword.id.startsWith(ownPrefix) && !(keyword.zh.isEmpty() && keyword.en.isEmpty()) &&
                       isPlain(keyword.zh) && isPlain(keyword.en);
    if (sound)
      m_keywords.push_back(std::make_unique<Keyword>(std::move(keyword)));
  }
  const QJsonArray favourites = m_ownObject.value("favourites").toArray();
  for (const QJsonValue& id : favourites) {
    if (!id.toString().isEmpty() && !m_favourites.contains(id.toString()))
      m_favourites.append(id.toString());
  }
}

Result<void> KeywordCatalogue::writeOwn() {
  QJsonArray own;
  for (const auto& keyword : m_keywords) {
    if (keyword->category == ownCategory) {
      own.append(
          QJsonObject{{"id", keyword->id}, {"zh", keyword->zh}, {"en", keyword->en}, {"pinyin", keyword->pinyin}});
    }
  }
  m_ownObject.insert("format", ownFormat);
  if (!m_ownObject.contains("version"))
    m_ownObject.insert("version", 1);
  m_ownObject.insert("own", own);
  m_ownObject.insert("favourites", QJsonArray::fromStringList(m_favourites));
  const QByteArray text = QJsonDocument(m_ownObject).toJson(QJsonDocument::Indented);
  QDir().mkpath(QFileInfo(m_ownFile).absolutePath());
  return writeFileAtomically(QFile::encodeName(m_ownFile).toStdString(),
                             std::as_bytes(std::span(text.constData(), static_cast<std::size_t>(text.size()))));
}

void KeywordCatalogue::rebuild() {
  m_byId.clear();
  m_searchKeys.clear();
  m_matcher.clear();
  for (std::size_t i = 0; i < m_keywords.size(); ++i) {
    const Keyword& keyword = *m_keywords[i];
    const int index = static_cast<int>(i);
    if (!m_byId.contains(keyword.id))
      m_byId.insert(keyword.id, index);
    m_searchKeys.emplace_back(keyword.zh, keyword.en, keyword.pinyin);
    m_matcher.add(keyword.zh, index);
    m_matcher.add(keyword.en, index);
  }
}

}  // namespace zaohua
