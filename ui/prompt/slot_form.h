// SPDX-License-Identifier: Apache-2.0
// A prompt in five slots: subject, action or pose, environment, style, detail. GUI thread.
#pragma once

#include <QWidget>
#include <array>

#include "ui/prompt/prompt_text.h"

class QLabel;

namespace zaohua {

class PromptBox;
class PromptEditor;

class SlotForm : public QWidget {
  Q_OBJECT

 public:
  SlotForm(const KeywordCatalogue& catalogue, PromptBox& box, QWidget* parent = nullptr);

  SlotTexts texts() const;
  void setTexts(const SlotTexts& texts);
  JoinedSlots joined() const { return joinedSlots(texts(), m_fallback); }
  void setFallbackLanguage(PromptLanguage language);
  // A position of the joined text.
  void setUnreadFrom(std::optional<int> position);

  const std::array<PromptEditor*, slotCount>& editors() const { return m_editors; }
  PromptEditor& current() const { return *m_editors[static_cast<std::size_t>(m_current)]; }  // that had the focus last
  void setEditorFont(const QFont& font);

 Q_SIGNALS:
  void textEdited();
  void generateRequested();

 protected:
  void changeEvent(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void retranslate();

  std::array<PromptEditor*, slotCount> m_editors = {};
  std::array<QLabel*, slotCount> m_labels = {};
  PromptLanguage m_fallback = PromptLanguage::english;
  int m_current = 0;
};

}  // namespace zaohua
