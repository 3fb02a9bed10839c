// SPDX-License-Identifier: Apache-2.0
#include "ui/gallery/gallery_filter_bar.h"

#include <QBoxLayout>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

#include "ui/common/chip.h"
#include "ui/common/flow_layout.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/gallery/gallery_filter_menu.h"

namespace zaohua {

namespace {

constexpr int typingMs = 60;
constexpr int longestChip = 22;  // letters of a name of an album or a model

QString shortened(const QString& name) {
  return name.size() > longestChip ? name.left(longestChip - 1) + "…" : name;
}

}  // namespace

GalleryFilterBar::GalleryFilterBar(GalleryStore& store, QWidget* parent)
    : QWidget(parent),
      m_store(store),
      m_search(new QLineEdit),
      m_menuButton(new QToolButton),
      m_menu(new QMenu(this)),
      m_chips(new QWidget),
      m_found(new QLabel) {
  setObjectName("galleryFilterBar");
  m_search->setObjectName("gallerySearch");
  m_search->setClearButtonEnabled(true);
  m_search->addAction(themeIcon("search"), QLineEdit::LeadingPosition);
  m_search->installEventFilter(this);
  m_menuButton->setObjectName("galleryFilterMenu");
  m_menuButton->setIcon(themeIcon("list-filter"));
  m_menuButton->setPopupMode(QToolButton::InstantPopup);
  m_menuButton->setFocusPolicy(Qt::StrongFocus);
  m_menuButton->setMenu(m_menu);
  m_menu->setObjectName("galleryFilterPopup");
  m_found->setObjectName("galleryFound");
  setStyleRole(m_found, "caption");
  makeChips();
  auto* row = new QHBoxLayout;
  row->setSpacing(4);
  row->addWidget(m_search, 1);
  row->addWidget(m_menuButton);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(measure::fieldSpacing);
  column->addLayout(row);
  column->addWidget(m_chips);
  column->addWidget(m_found);
  m_typing.setSingleShot(true);
  m_typing.setInterval(typingMs);
  connect(&m_typing, &QTimer::timeout, this, [this] {
    GalleryFilter filter = m_filter;
    filter.text = m_search->text().simplified();
    change(filter);
  });
  connect(m_search, &QLineEdit::textEdited, &m_typing, QOverload<>::of(&QTimer::start));
  // The cross in the field edits by program.
  connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
    if (text.isEmpty() && !m_filter.text.isEmpty())
      m_typing.start();
  });
  connect(m_menu, &QMenu::aboutToShow, this, [this] {
    fillFilterMenu(*m_menu, m_store, m_filter, [this](const GalleryFilter& filter) { change(filter); });
  });
  retranslate();
}

Chip* GalleryFilterBar::addChip(const char* name) {
  auto* chip = new Chip(QString(), m_chips);
  chip->setObjectName(name);
  chip->setCheckable(true);
  m_chips->layout()->addWidget(chip);
  return chip;
}

Chip* GalleryFilterBar::addRemovable(const char* name, void (*reset)(GalleryFilter&)) {
  Chip* chip = addChip(name);
  chip->setCheckable(false);
  chip->setRemovable(true);
  const auto remove = [this, reset] {
    GalleryFilter filter = m_filter;
    reset(filter);
    change(filter);
  };
  connect(chip, &Chip::removeRequested, this, remove);
  connect(chip, &Chip::clicked, this, remove);
  return chip;
}

void GalleryFilterBar::makeChips() {
  new FlowLayout(m_chips, measure::chipSpacing);
  m_all = addChip("galleryChipAll");
  m_favourites = addChip("galleryChipFavourites");
  m_landscape = addChip("galleryChipLandscape");
  m_portrait = addChip("galleryChipPortrait");
  m_square = addRemovable("galleryChipSquare", [](GalleryFilter& filter) { filter.shape = GalleryFilter::Shape::any; });
  m_model = addRemovable("galleryChipModel", [](GalleryFilter& filter) { filter.model.clear(); });
  m_album = addRemovable("galleryChipAlbum", [](GalleryFilter& filter) { filter.album.clear(); });
  m_dates = addRemovable("galleryChipDates", [](GalleryFilter& filter) { filter.from = filter.to = QDate(); });
  connect(m_all, &Chip::clicked, this, [this] {
    GalleryFilter filter = m_filter;
    filter.favouritesOnly = false;
    filter.shape = GalleryFilter::Shape::any;
    change(filter);
  });
  connect(m_favourites, &Chip::clicked, this, [this](bool on) {
    GalleryFilter filter = m_filter;
    filter.favouritesOnly = on;
    change(filter);
  });
  const auto shape = [this](Chip* chip, GalleryFilter::Shape wanted) {
    connect(chip, &Chip::clicked, this, [this, wanted](bool on) {
      GalleryFilter filter = m_filter;
      filter.shape = on ? wanted : GalleryFilter::Shape::any;
      change(filter);
    });
  };
  shape(m_landscape, GalleryFilter::Shape::landscape);
  shape(m_portrait, GalleryFilter::Shape::portrait);
}

void GalleryFilterBar::setFilter(const GalleryFilter& filter) {
  m_search->setText(filter.text);
  change(filter);
}

void GalleryFilterBar::clearSearch() {
  GalleryFilter filter;
  filter.order = m_filter.order;
  setFilter(filter);
}

void GalleryFilterBar::change(const GalleryFilter& filter) {
  m_typing.stop();
  const bool changed = filter != m_filter;
  m_filter = filter;
  showFilter();
  if (changed)
    Q_EMIT filterChanged(m_filter);
}

void GalleryFilterBar::setFound(int count) {
  m_count = count;
  m_found->setText(tr("%n pictures", "", count));
  m_found->setVisible(!m_filter.isEverything() && count > 0);
}

void GalleryFilterBar::showFilter() {
  m_all->setChecked(!m_filter.favouritesOnly && m_filter.shape == GalleryFilter::Shape::any);
  m_favourites->setChecked(m_filter.favouritesOnly);
  m_landscape->setChecked(m_filter.shape == GalleryFilter::Shape::landscape);
  m_portrait->setChecked(m_filter.shape == GalleryFilter::Shape::portrait);
  m_square->setVisible(m_filter.shape == GalleryFilter::Shape::square);
  m_model->setText(shortened(m_filter.model));
  m_model->setVisible(!m_filter.model.isEmpty());
  m_album->setText(shortened(m_filter.album));
  m_album->setVisible(!m_filter.album.isEmpty());
  m_dates->setText(dateRangeText(m_filter.from, m_filter.to));
  m_dates->setVisible(m_filter.from.isValid() || m_filter.to.isValid());
  for (Chip* chip : {m_square, m_model, m_album, m_dates}) {
    chip->setToolTip(tr("Remove this filter"));
    chip->setAccessibleName(tr("Filter %1, press to remove", "%1 is what is filtered by").arg(chip->text()));
    chip->updateGeometry();
  }
  m_chips->layout()->invalidate();
}

void GalleryFilterBar::retranslate() {
  m_search->setPlaceholderText(tr("Search prompts…"));
  m_search->setAccessibleName(tr("Search prompts"));
  m_menuButton->setToolTip(tr("More filters and the order"));
  m_menuButton->setAccessibleName(m_menuButton->toolTip());
  m_all->setText(tr("All", "pictures"));
  m_favourites->setText(tr("Favourites"));
  m_landscape->setText(tr("Landscape", "shape of a picture"));
  m_portrait->setText(tr("Portrait", "shape of a picture"));
  m_square->setText(tr("Square", "shape of a picture"));
  for (Chip* chip : {m_all, m_favourites, m_landscape, m_portrait}) {
    chip->setAccessibleName(chip->text());
    chip->updateGeometry();
  }
  showFilter();
  setFound(m_count);
}

void GalleryFilterBar::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QWidget::changeEvent(event);
}

bool GalleryFilterBar::eventFilter(QObject* watched, QEvent* event) {
  const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
  if (watched != m_search || !isKey)
    return QWidget::eventFilter(watched, event);
  const int key = static_cast<QKeyEvent*>(event)->key();
  // Esc empties the search before it means anything to the window.
  if (event->type() == QEvent::ShortcutOverride) {
    if (key == Qt::Key_Escape && !m_search->text().isEmpty())
      event->accept();
    return false;
  }
  if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
    m_search->clear();
    return true;
  }
  if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Down) {
    Q_EMIT leaveRequested();
    return true;
  }
  return false;
}

}  // namespace zaohua
