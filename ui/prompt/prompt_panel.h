// SPDX-License-Identifier: Apache-2.0
// Everything about what the picture shows: the prompt as free text or in five slots, its history, its tokens and
// variations, and the negative prompt for models that use one. Has no margins of its own. GUI thread.
#pragma once

#include <QJsonObject>
#include <QStringList>
#include <QWidget>
#include <memory>

#include "library/keyword_catalogue.h"
#include "library/prompt_history.h"
#include "ui/prompt/history_walk.h"
#include "ui/prompt/prompt_variations.h"

class QLabel;
class QToolButton;

namespace zaohua {

class HistoryPopup;
class NegativePrompt;
class PromptBox;
class PromptEditor;
class PromptTokenizer;
class SegmentedControl;
class SlotForm;
class TokenLabel;
class VariationLine;

class PromptPanel : public QWidget {
  Q_OBJECT

 public:
  PromptPanel(KeywordCatalogue& catalogue, PromptHistory& history, QWidget* parent = nullptr);

  QString prompt() const;  // as written, slots joined, groups not expanded
  // Goes into the free text, unless the slots say just that. A picture's prompt goes through escapedForVariations().
  void setPrompt(const QString& prompt);
  QString negativePrompt() const;  // empty while hidden
  void setNegativePrompt(const QString& prompt);
  void setNegativeVisible(bool visible);

  // Puts the keyword in, in the prompt's language, or takes it out if it is there. A negative one goes into the
  // negative prompt, and nowhere while that is hidden.
  void insertKeyword(const Keyword& keyword);
  QStringList usedKeywords() const;  // ids
  PromptLanguage promptLanguage() const { return m_language; }
  void setTokenizer(std::shared_ptr<const PromptTokenizer> tokenizer);
  void setTokenLimit(int tokens);

  // The prompts that Generate queues, at least one; none if there are too many.
  QStringList variations() const { return m_variations.prompts; }
  void setPicturesPerPrompt(int count);  // for the line that says how many pictures this makes

  bool hasPreedit() const;
  void commitPreedit();
  void addToHistory();
  void focusPrompt();

  QJsonObject saveState() const;
  void restoreState(const QJsonObject& state);

 Q_SIGNALS:
  void changed();
  void generateRequested();
  void languageChanged(zaohua::PromptLanguage language);
  void failed(const zaohua::Error& error);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  enum class Mode { free, inSlots };

  void build();
  void connectParts();
  void retranslate();
  void takeFonts();
  void noticeChange();
  void showMode(Mode mode);
  void switchTo(Mode mode);
  void markUnread(std::optional<int> position);
  void stepHistory(int direction);
  void takeFromHistory(const PromptHistory::Entry& entry);
  QList<PromptEditor*> promptEditors() const;  // that make up the prompt
  QList<PromptEditor*> allEditors() const;     // in this mode

  KeywordCatalogue& m_catalogue;
  PromptHistory& m_history;
  QLabel* m_heading;
  SegmentedControl* m_modes;
  PromptBox* m_box;
  PromptEditor* m_free;
  SlotForm* m_slots;
  QToolButton* m_historyButton;
  HistoryPopup* m_historyPopup;
  TokenLabel* m_tokens;
  VariationLine* m_variationLine;
  NegativePrompt* m_negative;
  PromptVariations m_variations;
  PromptLanguage m_language = PromptLanguage::english;
  Mode m_mode = Mode::free;
  std::optional<int> m_unreadFrom;  // of the prompt as it was counted last
  HistoryWalk m_walk;
  bool m_negativeVisible = false;
};

}  // namespace zaohua
