// SPDX-License-Identifier: Apache-2.0
// What a picture should not show, for models that can leave things out. GUI thread.
#pragma once

#include <QWidget>

class QLabel;

namespace zaohua {

class KeywordCatalogue;
class PromptEditor;
class TokenCounter;
class TokenLabel;

class NegativePrompt : public QWidget {
  Q_OBJECT

 public:
  explicit NegativePrompt(const KeywordCatalogue& catalogue, QWidget* parent = nullptr);

  PromptEditor& editor() { return *m_editor; }
  const PromptEditor& editor() const { return *m_editor; }
  TokenCounter& counter();
  void setFonts(const QFont& text, const QFont& caption);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();

  QLabel* m_heading;
  PromptEditor* m_editor;
  TokenLabel* m_tokens;
};

}  // namespace zaohua
