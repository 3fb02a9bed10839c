// SPDX-License-Identifier: Apache-2.0
// One line below the prompt that says what its {a|b} groups will make, with a list of it. Hidden where there is nothing
// to say. GUI thread.
#pragma once

#include <QWidget>

#include "ui/prompt/prompt_variations.h"

class QLabel;
class QToolButton;

namespace zaohua {

class VariationLine : public QWidget {
  Q_OBJECT

 public:
  explicit VariationLine(QWidget* parent = nullptr);

  void setVariations(const PromptVariations& variations);
  void setPicturesPerPrompt(int count);
  QString text() const;  // what the line says; empty: nothing

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void openList();

  PromptVariations m_variations;
  int m_picturesPerPrompt = 1;
  QLabel* m_icon;
  QLabel* m_text;
  QToolButton* m_show;
};

}  // namespace zaohua
