// SPDX-License-Identifier: Apache-2.0
#include "ui/keywords/keyword_panel.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QToolButton>

#include "ui/common/dialogs.h"
#include "ui/common/icons.h"
#include "ui/keywords/category_tabs.h"
#include "ui/keywords/chip_area.h"
#include "ui/keywords/keyword_chip.h"
#include "ui/keywords/own_keyword_form.h"

namespace zaohua {

namespace {

const QString favouritesTab = "favourites";

}  // namespace

KeywordPanel::KeywordPanel(KeywordCatalogue& catalogue, Dialogs& dialogs, QWidget* parent)
    : QWidget(parent), m_catalogue(catalogue), m_dialogs(dialogs) {
  setObjectName("keywordPanel");
  build();
  connectParts();
  retranslate();
}

void KeywordPanel::setPromptLanguage(PromptLanguage language) {
  if (language == m_language)
    return;
  m_language = language;
  fill();
}

void KeywordPanel::setUsed(const QStringList& ids) {
  m_used = ids;
  for (KeywordChip* chip : m_chips->findChildren<KeywordChip*>())
    chip->setChecked(ids.contains(chip->id()));
}

void KeywordPanel::setDemoModel(bool demo) {
  if (demo == m_demo)
    return;
  m_demo = demo;
  m_onlyKnown->setVisible(demo);
  fillCategories();
  fill();
}

void KeywordPanel::setNegativeVisible(bool visible) {
  if (visible == m_negativeVisible)
    return;
  m_negativeVisible = visible;
  fillCategories();
  fill();
}

void KeywordPanel::fillCategories() {
  const bool chinese = QLocale().language() == QLocale::Chinese;
  QStringList ids;
  QStringList names;
  const std::vector<KeywordCategory>& categories = m_catalogue.categories();
  for (std::size_t index = 0; index + 1 < categories.size(); ++index) {
    const std::vector<const Keyword*> keywords = m_catalogue.inCategory(categories[index].id);
    const bool anyShown = std::any_of(keywords.begin(), keywords.end(), [this](const Keyword* keyword) {
      return (m_negativeVisible || !keyword->negative) &&
             (!m_demo || !m_onlyKnown->isChecked() || keyword->shownByDemo);
    });
    if (!anyShown)
      continue;
    ids += categories[index].id;
    names += chinese ? categories[index].zh : categories[index].en;
  }
  ids += favouritesTab;
  names += tr("Favourites and own keywords");
  m_tabs->setCategories(ids, names, favouritesTab);
}

std::vector<const Keyword*> KeywordPanel::shownKeywords() const {
  std::vector<const Keyword*> keywords;
  const QString wanted = m_search->text().trimmed();
  const bool searching = m_search->isVisibleTo(this) && !wanted.isEmpty();
  if (searching) {
    keywords = m_catalogue.search(wanted);
  } else if (m_tabs->current() == favouritesTab) {
    keywords = m_catalogue.favourites();
    for (const Keyword* own : m_catalogue.inCategory(m_catalogue.categories().back().id))
      if (!m_catalogue.isFavourite(own->id))
        keywords.push_back(own);
  } else {
    keywords = m_catalogue.inCategory(m_tabs->current());
  }
  std::erase_if(keywords, [this](const Keyword* keyword) {
    return (keyword->negative && !m_negativeVisible) || (m_demo && m_onlyKnown->isChecked() && !keyword->shownByDemo);
  });
  return keywords;
}

void KeywordPanel::fill() {
  QList<Chip*> chips;
  for (const Keyword* keyword : shownKeywords()) {
    auto* chip = new KeywordChip(*keyword, m_language, m_demo && keyword->shownByDemo);
    chip->setChecked(m_used.contains(keyword->id));
    connect(chip, &Chip::clicked, this, [this, id = keyword->id] { Q_EMIT keywordChosen(id); });
    connect(chip, &Chip::customContextMenuRequested, this,
            [this, chip](const QPoint& place) { openMenu(*chip, chip->mapToGlobal(place)); });
    chips += chip;
  }
  m_chips->setChips(chips);
  const bool searching = m_search->isVisibleTo(this);
  m_empty->setText(searching
                       ? tr("No keyword is like this. “+” adds it as your own.")
                       : tr("Nothing here yet. Right-click a keyword to keep it here, or add your own with “+”."));
  m_empty->setMinimumHeight(m_chips->sizeHint().height());  // what is below stays where it is
  m_empty->setVisible(chips.isEmpty());
  m_chips->setVisible(!chips.isEmpty());
}

void KeywordPanel::openMenu(const KeywordChip& chip, const QPoint& place) {
  const Keyword* keyword = m_catalogue.keyword(chip.id());
  if (keyword == nullptr)
    return;
  const QString id = keyword->id;
  auto* menu = new QMenu(this);
  menu->setObjectName("keywordMenu");
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const bool favourite = m_catalogue.isFavourite(id);
  QAction* star =
      menu->addAction(themeIcon("star"), favourite ? tr("Remove from favourites") : tr("Add to favourites"));
  star->setObjectName("keywordFavourite");
  connect(star, &QAction::triggered, this,
          [this, id, favourite] { succeeded(m_catalogue.setFavourite(id, !favourite)); });
  QAction* copy = menu->addAction(themeIcon("copy"), tr("Copy"));
  connect(copy, &QAction::triggered, this, [text = chip.text()] { QApplication::clipboard()->setText(text); });
  if (keyword->category == m_catalogue.categories().back().id) {
    QAction* remove = menu->addAction(themeIcon("trash-2"), tr("Delete this keyword…"));
    remove->setObjectName("keywordRemove");
    connect(remove, &QAction::triggered, this, [this, id] { removeOwn(id); });
  }
  menu->popup(place);
}

void KeywordPanel::setSearching(bool searching) {
  m_searchButton->setChecked(searching);
  m_search->setVisible(searching);
  m_tabs->setVisible(!searching);
  if (searching)
    m_search->setFocus(Qt::ShortcutFocusReason);
  else
    m_search->clear();
  fill();
}

void KeywordPanel::addOwn(const QString& zh, const QString& en) {
  const Result<QString> added = m_catalogue.addOwn(zh, en);
  if (!added) {
    Q_EMIT failed(added.error());
    return;
  }
  setSearching(false);
  // A word that was there already is shown where it stands.
  const Keyword* keyword = m_catalogue.keyword(*added);
  const bool own = keyword == nullptr || keyword->category == m_catalogue.categories().back().id;
  m_tabs->setCurrent(own ? favouritesTab : keyword->category);
}

void KeywordPanel::removeOwn(const QString& id) {
  const Keyword* keyword = m_catalogue.keyword(id);
  if (keyword == nullptr)
    return;
  const QString sentence = tr("“%1” will be removed from your keywords. Prompts that have it stay as they are.");
  if (m_dialogs.confirm(this, tr("Delete keyword"), sentence.arg(keyword->text(m_language)), tr("Delete")))
    succeeded(m_catalogue.removeOwn(id));
}

bool KeywordPanel::succeeded(const Result<void>& result) {
  if (!result)
    Q_EMIT failed(result.error());
  return result.has_value();
}

bool KeywordPanel::eventFilter(QObject* watched, QEvent* event) {
  const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
  if (watched == m_search && isKey && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
    // Esc ends the search before it means anything to the window.
    if (event->type() == QEvent::ShortcutOverride) {
      event->accept();
      return true;
    }
    setSearching(false);
    m_searchButton->setFocus();
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

void KeywordPanel::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange)
    retranslate();
}

}  // namespace zaohua
