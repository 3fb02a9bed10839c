// SPDX-License-Identifier: Apache-2.0
#include "ui/keywords/own_keyword_form.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>

#include "library/keyword_catalogue.h"
#include "library/pinyin.h"
#include "ui/common/theme.h"

namespace zaohua {

OwnKeywordForm::OwnKeywordForm(QWidget* parent)
    : QWidget(parent), m_zh(new QLineEdit), m_en(new QLineEdit), m_add(new QPushButton), m_cancel(new QPushButton) {
  setObjectName("ownKeywordForm");
  m_zh->setObjectName("ownKeywordChinese");
  m_en->setObjectName("ownKeywordEnglish");
  m_add->setObjectName("ownKeywordAdd");
  m_cancel->setObjectName("ownKeywordCancel");
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setSpacing(measure::chipSpacing);
  grid->addWidget(m_zh, 0, 0);
  grid->addWidget(m_en, 0, 1);
  grid->addWidget(m_cancel, 1, 0);
  grid->addWidget(m_add, 1, 1);
  const auto update = [this] {
    m_add->setEnabled(!m_zh->text().trimmed().isEmpty() || !m_en->text().trimmed().isEmpty());
  };
  for (QLineEdit* field : {m_zh, m_en}) {
    connect(field, &QLineEdit::textChanged, this, update);
    connect(field, &QLineEdit::returnPressed, this, &OwnKeywordForm::add);
  }
  connect(m_add, &QPushButton::clicked, this, &OwnKeywordForm::add);
  connect(m_cancel, &QPushButton::clicked, this, &OwnKeywordForm::closeForm);
  update();
  retranslate();
  hide();
}

void OwnKeywordForm::open(const QString& text) {
  preparePinyin();
  const bool chinese = languageOfPrompt(text, PromptLanguage::chinese) == PromptLanguage::chinese;
  m_zh->setText(chinese ? text : QString());
  m_en->setText(chinese ? QString() : text);
  show();
  (chinese ? m_zh : m_en)->setFocus();
}

void OwnKeywordForm::add() {
  if (!m_add->isEnabled())
    return;
  Q_EMIT added(m_zh->text().trimmed(), m_en->text().trimmed());
  closeForm();
}

void OwnKeywordForm::closeForm() {
  hide();
  Q_EMIT closed();
}

bool OwnKeywordForm::event(QEvent* event) {
  // Esc closes the form before it means anything to the window.
  if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
    event->accept();
  return QWidget::event(event);
}

void OwnKeywordForm::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) {
    closeForm();
    return;
  }
  QWidget::keyPressEvent(event);
}

void OwnKeywordForm::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange)
    retranslate();
}

void OwnKeywordForm::retranslate() {
  m_zh->setPlaceholderText(tr("in Chinese"));
  m_zh->setAccessibleName(tr("The keyword in Chinese"));
  m_en->setPlaceholderText(tr("in English"));
  m_en->setAccessibleName(tr("The keyword in English"));
  m_add->setText(tr("Add keyword"));
  m_cancel->setText(tr("Cancel"));
}

}  // namespace zaohua
