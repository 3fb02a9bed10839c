// SPDX-License-Identifier: Apache-2.0
// The left column: what I say. Prompt, keywords, parameters, preset, what it will need, Generate. Holds the form; what
// is pressed becomes requests. GUI thread.
#pragma once

#include <QJsonObject>
#include <QWidget>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "engine/engine.h"
#include "library/preset_store.h"
#include "text/prompt_tokenizer.h"
#include "ui/window/restore_fields.h"

class QLabel;
class QPushButton;
class QScrollArea;

namespace zaohua {

class Dialogs;
class FitLine;
class KeywordCatalogue;
class KeywordPanel;
class ParameterPanel;
class PresetBox;
class PromptHistory;
class PromptPanel;

class ComposePanel : public QWidget {
  Q_OBJECT

 public:
  struct Parts {
    Engine& engine;
    KeywordCatalogue& keywords;
    PromptHistory& history;
    PresetStore& presets;
    Dialogs& dialogs;
  };
  explicit ComposePanel(const Parts& parts, QWidget* parent = nullptr);

  // What a press of Generate queues: one request for each variation of the prompt. Commits what an input method holds.
  std::vector<GenerationRequest> requests();
  QString format() const;
  void rememberPrompt();
  void setLastSeed(qint64 seed);

  void apply(const Preset& preset);
  void restore(const GenerationRequest& picture, const QList<RestoreField>& fields);
  QString prompt() const;  // as written
  void setPrompt(const QString& prompt);
  void focusPrompt();
  void focusGenerate();
  void searchKeywords();
  void savePreset();
  void setFormat(const QString& format);

  // The open model: which controls make sense, and its tokenizer for the counter.
  void setModel(const ModelInfo& info, bool demo, std::shared_ptr<const PromptTokenizer> tokenizer);
  // A model that the form asks for and that is not here; empty: none. Generate waits until it is settled.
  void setMissingModel(const QString& name);
  const QString& missingModel() const { return m_missingModel; }

  QJsonObject saveState() const;
  void restoreState(const QJsonObject& state);

 Q_SIGNALS:
  void generateRequested();
  void edited();                                // anything in the form
  void modelWanted(const QString& nameOrPath);  // by a preset or a restored picture
  void missingModelDismissed();                 // "use the open model instead"
  void failed(const zaohua::Error& error);
  void messageRequested(const QString& sentence, const QString& button, const std::function<void()>& undo);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void connectParts();
  void refresh();
  void setDetails(const GenerationRequest& details);
  GenerationRequest form() const;
  Preset currentPreset() const;
  void retranslate();

  Engine& m_engine;
  KeywordCatalogue& m_keywords;
  PresetStore& m_presets;
  PromptPanel* m_prompt;
  KeywordPanel* m_keywordPanel;
  ParameterPanel* m_parameters;
  PresetBox* m_presetBox;
  FitLine* m_fit;
  QPushButton* m_generate;
  QWidget* m_detailsRow;
  QLabel* m_detailsText;
  QWidget* m_missingRow;
  QLabel* m_missingText;
  QPushButton* m_missingButton;
  QString m_missingModel;
  GenerationRequest m_details;  // only its settings without a control count
  bool m_hasModel = false;      // the controls stand at what a model wants
};

}  // namespace zaohua
