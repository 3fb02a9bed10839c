// SPDX-License-Identifier: Apache-2.0
// The words of the palette: pairs of Chinese and English in categories, those that the program brings and the user's
// own, with favourites. GUI thread.
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QStringList>
#include <memory>
#include <optional>
#include <vector>

#include "base/result.h"
#include "library/keyword_catalogue_search.h"

namespace zaohua {

enum class PromptLanguage { chinese, english };

// Chinese as soon as there are more Chinese words than English ones; an empty text has the fallback's language.
PromptLanguage languageOfPrompt(const QString& prompt, PromptLanguage fallback);

struct Keyword {
  QString id;      // stable; "own:…" for the user's
  QString zh, en;  // an own keyword may have only one of them
  QString pinyin;  // "dianying zhigan", without tones
  QString category;
  bool negative = false;     // for the negative prompt
  bool shownByDemo = false;  // the demo model visibly knows it

  const QString& text(PromptLanguage language) const;  // the other one where that is empty
};

struct KeywordCategory {
  QString id;
  QString zh, en;
};

class KeywordCatalogue : public QObject {
  Q_OBJECT

 public:
  // `ownFile`: the user's words and favourites (JSON). A damaged one is kept aside and named in problem().
  explicit KeywordCatalogue(const QString& ownFile, QObject* parent = nullptr);
  const std::optional<Error>& problem() const { return m_problem; }

  const std::vector<KeywordCategory>& categories() const { return m_categories; }  // the last one: own words
  std::vector<const Keyword*> inCategory(const QString& category) const;
  std::vector<const Keyword*> favourites() const;
  const Keyword* keyword(const QString& id) const;
  // Best first: by Chinese, English, pinyin ("dianying") or its initials ("dyzg").
  std::vector<const Keyword*> search(const QString& text) const;

  bool isFavourite(const QString& id) const;
  Result<void> setFavourite(const QString& id, bool favourite);
  // What is known already is not added again: its id comes back.
  Result<QString> addOwn(const QString& zh, const QString& en);
  Result<void> removeOwn(const QString& id);

  // Where keywords stand in a prompt, longest first, never overlapping, in text order; English ones as whole words.
  struct Found {
    int begin = 0;
    int length = 0;
    const Keyword* keyword = nullptr;
  };
  std::vector<Found> findIn(const QString& prompt) const;

 Q_SIGNALS:
  void changed();

 private:
  void loadShipped();
  void loadOwn();
  Result<void> writeOwn();
  void rebuild();
  const Keyword& keyword(int index) const { return *m_keywords[static_cast<std::size_t>(index)]; }

  std::vector<KeywordCategory> m_categories;
  std::vector<std::unique_ptr<Keyword>> m_keywords;  // they stay where they are while others come and go
  QHash<QString, int> m_byId;
  std::vector<KeywordSearchKey> m_searchKeys;  // one for each keyword
  KeywordMatcher m_matcher;
  QStringList m_favourites;
  QJsonObject m_ownObject;  // as read, with fields of a newer version
  QString m_ownFile;
  std::optional<Error> m_problem;
};

}  // namespace zaohua
