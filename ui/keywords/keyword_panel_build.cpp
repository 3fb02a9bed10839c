// SPDX-License-Identifier: Apache-2.0
// The parts of the keyword panel: how they lie, what they say, how they are connected.
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/keywords/category_tabs.h"
#include "ui/keywords/chip_area.h"
#include "ui/keywords/keyword_chip.h"
#include "ui/keywords/keyword_panel.h"
#include "ui/keywords/own_keyword_form.h"

namespace zaohua {

namespace {

QToolButton* headingButton(const char* name, const char* icon) {
  auto* button = new QToolButton;
  button->setObjectName(name);
  button->setIcon(themeIcon(icon));
  button->setIconSize({15, 15});
  button->setFocusPolicy(Qt::StrongFocus);
  return button;
}

}  // namespace

void KeywordPanel::build() {
  m_heading = new QLabel;
  setStyleRole(m_heading, "heading");
  m_addButton = headingButton("keywordAdd", "plus");
  m_searchButton = headingButton("keywordSearchButton", "search");
  m_searchButton->setCheckable(true);
  m_search = new QLineEdit;
  m_search->setObjectName("keywordSearch");
  m_search->setClearButtonEnabled(true);
  m_search->installEventFilter(this);
  m_search->hide();
  m_tabs = new CategoryTabs;
  m_form = new OwnKeywordForm;
  m_chips = new ChipArea;
  m_chips->setObjectName("keywordChips");
  m_empty = new QLabel;
  m_empty->setObjectName("keywordsEmpty");
  m_empty->setWordWrap(true);
  m_empty->setAlignment(Qt::AlignTop);
  setStyleRole(m_empty, "muted");
  m_onlyKnown = new QCheckBox;
  m_onlyKnown->setObjectName("keywordsKnownOnly");
  setStyleRole(m_onlyKnown, "caption");
  m_onlyKnown->hide();
  m_expand = new QToolButton;
  m_expand->setObjectName("keywordsExpand");
  m_expand->setFocusPolicy(Qt::StrongFocus);

  auto* heading = new QHBoxLayout;
  heading->setSpacing(2);
  heading->addWidget(m_heading, 1);
  heading->addWidget(m_addButton);
  heading->addWidget(m_searchButton);
  auto* footer = new QHBoxLayout;
  footer->setSpacing(measure::fieldSpacing);
  footer->addWidget(m_onlyKnown);
  footer->addStretch();
  footer->addWidget(m_expand);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(measure::chipSpacing);
  column->addLayout(heading);
  column->addWidget(m_form);
  column->addWidget(m_search);
  column->addWidget(m_tabs);
  column->addWidget(m_chips);
  column->addWidget(m_empty);
  column->addLayout(footer);
}

void KeywordPanel::connectParts() {
  connect(m_searchButton, &QToolButton::clicked, this, &KeywordPanel::setSearching);
  connect(m_search, &QLineEdit::textChanged, this, &KeywordPanel::fill);
  // Enter takes the best answer.
  connect(m_search, &QLineEdit::returnPressed, this, [this] {
    const std::vector<const Keyword*> found = shownKeywords();
    if (!found.empty() && !m_search->text().trimmed().isEmpty())
      Q_EMIT keywordChosen(found.front()->id);
  });
  connect(m_addButton, &QToolButton::clicked, this, [this] { m_form->open(m_search->text().trimmed()); });
  connect(m_form, &OwnKeywordForm::added, this, &KeywordPanel::addOwn);
  connect(m_form, &OwnKeywordForm::closed, m_addButton, [this] { m_addButton->setFocus(); });
  connect(m_tabs, &CategoryTabs::activated, this, &KeywordPanel::fill);
  connect(m_onlyKnown, &QCheckBox::toggled, this, [this] {
    fillCategories();
    fill();
  });
  connect(m_expand, &QToolButton::clicked, this, [this] {
    m_chips->setExpanded(!m_chips->isExpanded());
    retranslate();
  });
  connect(m_chips, &ChipArea::contentChanged, this,
          [this] { m_expand->setVisible(m_chips->needsExpanding() || m_chips->isExpanded()); });
  connect(&m_catalogue, &KeywordCatalogue::changed, this, [this] {
    fillCategories();
    fill();
  });
}

void KeywordPanel::retranslate() {
  m_heading->setText(tr("Keywords"));
  m_addButton->setToolTip(tr("Add a keyword of your own"));
  m_addButton->setAccessibleName(m_addButton->toolTip());
  m_searchButton->setToolTip(tr("Search keywords in both languages, or by pinyin"));
  m_searchButton->setAccessibleName(tr("Search keywords"));
  m_search->setPlaceholderText(tr("Word, pinyin or initials"));
  m_search->setAccessibleName(tr("Search keywords"));
  m_onlyKnown->setText(tr("Known to the demo model"));
  m_onlyKnown->setToolTip(
      tr("Only the words with a dot, which the demo model knows. Full models understand all of them."));
  m_expand->setText(m_chips->isExpanded() ? tr("Show fewer") : tr("Show all"));
  fillCategories();
  fill();
}

}  // namespace zaohua
