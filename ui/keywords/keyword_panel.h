// SPDX-License-Identifier: Apache-2.0
// The palette of keywords: by category or by search, in the language of the prompt, each with its other language in the
// tooltip. Puts nothing into the prompt itself. Has no margins of its own. GUI thread.
#pragma once

#include <QStringList>
#include <QWidget>

#include "base/result.h"
#include "library/keyword_catalogue.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace zaohua {

class CategoryTabs;
class ChipArea;
class Dialogs;
class KeywordChip;
class OwnKeywordForm;

class KeywordPanel : public QWidget {
  Q_OBJECT

 public:
  KeywordPanel(KeywordCatalogue& catalogue, Dialogs& dialogs, QWidget* parent = nullptr);

  void setPromptLanguage(PromptLanguage language);
  void setUsed(const QStringList& ids);   // those that are in the prompt
  void setDemoModel(bool demo);           // marks what it knows
  void setNegativeVisible(bool visible);  // words to exclude are for models that can
  void openSearch() { setSearching(true); }

 Q_SIGNALS:
  void keywordChosen(const QString& id);
  void failed(const zaohua::Error& error);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void build();
  void connectParts();
  void retranslate();
  void fillCategories();
  void fill();
  std::vector<const Keyword*> shownKeywords() const;
  void openMenu(const KeywordChip& chip, const QPoint& place);
  void setSearching(bool searching);
  void addOwn(const QString& zh, const QString& en);
  void removeOwn(const QString& id);
  bool succeeded(const Result<void>& result);

  KeywordCatalogue& m_catalogue;
  Dialogs& m_dialogs;
  PromptLanguage m_language = PromptLanguage::english;
  QStringList m_used;
  bool m_demo = false;
  bool m_negativeVisible = false;
  QLabel* m_heading;
  QToolButton* m_searchButton;
  QToolButton* m_addButton;
  QLineEdit* m_search;
  CategoryTabs* m_tabs;
  OwnKeywordForm* m_form;
  ChipArea* m_chips;
  QLabel* m_empty;
  QCheckBox* m_onlyKnown;
  QToolButton* m_expand;
};

}  // namespace zaohua
