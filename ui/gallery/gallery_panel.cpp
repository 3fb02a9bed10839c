// SPDX-License-Identifier: Apache-2.0
#include "ui/gallery/gallery_panel.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPaintEvent>
#include <QPainter>
#include <QPushButton>
#include <QStackedLayout>
#include <QToolButton>

#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/gallery/gallery_actions.h"
#include "ui/gallery/gallery_filter_bar.h"
#include "ui/gallery/gallery_view.h"

namespace zaohua {

namespace {

// Three medium ones stand side by side in a panel of 296 pixels.
constexpr int edges[GalleryPanel::sizes] = {58, 78, 120};
constexpr const char* sizeIcons[GalleryPanel::sizes] = {"grid-3x3", "grid-2x2", "square"};
constexpr const char* sizeNames[GalleryPanel::sizes] = {"gallerySizeSmall", "gallerySizeMedium", "gallerySizeLarge"};
constexpr int emptyIcon = 36;

}  // namespace

GalleryPanel::GalleryPanel(GalleryModel& gallery, Dialogs& dialogs, QWidget* parent)
    : QWidget(parent),
      m_gallery(gallery),
      m_filter(new GalleryFilterBar(gallery.store())),
      m_view(new GalleryView),
      m_heading(new QLabel),
      m_sizes(new QButtonGroup(this)),
      m_emptyIcon(new QLabel),
      m_emptyTitle(new QLabel),
      m_emptyText(new QLabel),
      m_clear(new QPushButton) {
  setObjectName("galleryPanel");
  m_view->setThumbnailSize(edges[m_size]);
  m_view->setGallery(&gallery);
  m_view->setContextMenuPolicy(Qt::CustomContextMenu);
  m_actions = new GalleryActions(*m_view, dialogs, this);
  auto* head = new QVBoxLayout;
  head->setContentsMargins(measure::panelMargin, measure::panelMargin, measure::panelMargin, 4);
  head->setSpacing(measure::fieldSpacing);
  head->addWidget(makeHead());
  head->addWidget(m_filter);
  m_pages = new QStackedLayout;
  m_pages->addWidget(m_view);
  m_pages->addWidget(makeEmpty());
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(head);
  column->addLayout(m_pages, 1);
  connectActions();
  retranslate();
  showWhatIsThere();
}

QWidget* GalleryPanel::makeHead() {
  auto* head = new QWidget;
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(2);
  m_heading->setObjectName("galleryHeading");
  setStyleRole(m_heading, "heading");
  row->addWidget(m_heading, 1);
  for (int size = 0; size < sizes; ++size) {
    auto* button = new QToolButton;
    button->setObjectName(sizeNames[size]);
    button->setIcon(themeIcon(sizeIcons[size]));
    button->setIconSize({14, 14});
    button->setCheckable(true);
    button->setFocusPolicy(Qt::StrongFocus);
    m_sizes->addButton(button, size);
    row->addWidget(button);
  }
  m_sizes->button(m_size)->setChecked(true);
  return head;
}

QWidget* GalleryPanel::makeEmpty() {
  auto* empty = new QWidget;
  empty->setObjectName("galleryEmpty");
  auto* column = new QVBoxLayout(empty);
  column->setContentsMargins(24, 24, 24, 24);
  column->setSpacing(measure::fieldSpacing);
  for (QLabel* label : {m_emptyIcon, m_emptyTitle, m_emptyText}) {
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
  }
  m_emptyTitle->setObjectName("galleryEmptyTitle");
  m_emptyText->setObjectName("galleryEmptyText");
  setStyleRole(m_emptyText, "muted");
  m_clear->setObjectName("galleryClearSearch");
  column->addStretch(2);
  column->addWidget(m_emptyIcon);
  column->addWidget(m_emptyTitle);
  column->addWidget(m_emptyText);
  column->addWidget(m_clear, 0, Qt::AlignHCenter);
  column->addStretch(3);
  return empty;
}

void GalleryPanel::connectActions() {
  connect(m_sizes, &QButtonGroup::idClicked, this, &GalleryPanel::setThumbnailSize);
  connect(m_filter, &GalleryFilterBar::filterChanged, &m_gallery, &GalleryModel::setFilter);
  connect(m_filter, &GalleryFilterBar::leaveRequested, this, [this] { m_view->setFocus(Qt::TabFocusReason); });
  connect(m_clear, &QPushButton::clicked, this, [this] {
    m_filter->clearSearch();
    focusSearch();
  });
  connect(m_view, &GalleryView::currentPictureChanged, this, &GalleryPanel::pictureActivated);
  connect(m_view, &GalleryView::opened, this, &GalleryPanel::pictureOpened);
  connect(m_view, &GalleryView::thumbnailSizeStep, this, [this](int by) { setThumbnailSize(m_size + by); });
  connect(m_view, &QWidget::customContextMenuRequested, this, &GalleryPanel::showMenu);
  connect(m_actions, &GalleryActions::openRequested, this, &GalleryPanel::pictureOpened);
  connect(m_actions, &GalleryActions::compareRequested, this, &GalleryPanel::compareRequested);
  connect(m_actions, &GalleryActions::restoreRequested, this, &GalleryPanel::restoreRequested);
  connect(m_actions, &GalleryActions::varyRequested, this, &GalleryPanel::varyRequested);
  connect(m_actions, &GalleryActions::copyRequested, this, &GalleryPanel::copyRequested);
  connect(m_actions, &GalleryActions::openFolderRequested, this, &GalleryPanel::openFolderRequested);
  connect(m_actions, &GalleryActions::trashed, this, &GalleryPanel::trashed);
  connect(m_actions, &GalleryActions::failed, this, &GalleryPanel::failed);
  connect(m_actions, &GalleryActions::neighbourSelected, this, &GalleryPanel::pictureActivated);
  for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
    connect(&m_gallery, signal, this, &GalleryPanel::showWhatIsThere);
  connect(&m_gallery, &QAbstractItemModel::modelReset, this, &GalleryPanel::showWhatIsThere);
}

void GalleryPanel::select(qint64 id) {
  m_view->select(id);
}

QList<qint64> GalleryPanel::selectedIds() const {
  return m_view->selectedIds();
}

void GalleryPanel::step(int by) {
  const int count = m_gallery.rowCount();
  if (count == 0)
    return;
  const int now = m_view->currentIndex().row();
  const qint64 next = m_gallery.id(now < 0 ? 0 : qBound(0, now + by, count - 1));
  if (next != m_view->currentId() && m_view->select(next))
    Q_EMIT pictureActivated(next);
}

void GalleryPanel::setThumbnailSize(int size) {
  const int bounded = qBound(0, size, sizes - 1);
  m_sizes->button(bounded)->setChecked(true);
  if (bounded == m_size)
    return;
  m_size = bounded;
  m_view->setThumbnailSize(edges[m_size]);
  Q_EMIT thumbnailSizeChanged(m_size);
}

void GalleryPanel::setFilter(const GalleryFilter& filter) {
  m_filter->setFilter(filter);
}

void GalleryPanel::focusSearch() {
  m_filter->search()->setFocus(Qt::ShortcutFocusReason);
  m_filter->search()->selectAll();
}

QList<QAction*> GalleryPanel::pictureActions() const {
  return m_actions->all();
}

void GalleryPanel::showMenu(const QPoint& position) {
  const QModelIndex under = m_view->indexAt(position);
  if (under.isValid() && !m_view->selectionModel()->isSelected(under))
    m_view->selectionModel()->setCurrentIndex(under, QItemSelectionModel::ClearAndSelect);
  if (!m_view->selectionModel()->hasSelection())
    return;
  auto* menu = new QMenu(this);
  menu->setObjectName("galleryMenu");
  menu->setAttribute(Qt::WA_DeleteOnClose);
  m_actions->fill(*menu);
  menu->popup(m_view->viewport()->mapToGlobal(position));
}

void GalleryPanel::showWhatIsThere() {
  const int count = m_gallery.rowCount();
  const bool hadFocus = m_view->hasFocus();
  m_filter->setFound(count);
  const bool nothingYet = m_gallery.filter().isEverything();
  m_emptyIcon->setPixmap(
      themePixmap(nothingYet ? "image" : "search", emptyIcon, themeColors(palette()).faint, devicePixelRatioF()));
  m_emptyTitle->setText(nothingYet ? tr("Your pictures appear here") : tr("No picture matches"));
  m_emptyText->setText(nothingYet
                           ? tr("Each picture that is made is kept with its settings. You can also drop pictures "
                                "here to add them.")
                           : tr("Try fewer words or another filter."));
  m_clear->setVisible(!nothingYet);
  m_pages->setCurrentIndex(count > 0 ? 0 : 1);
  // The keyboard must not be lost with the last picture.
  if (hadFocus && count == 0)
    m_filter->search()->setFocus(Qt::OtherFocusReason);
}

void GalleryPanel::retranslate() {
  setAccessibleName(tr("Gallery"));
  m_heading->setText(tr("Gallery"));
  const QString names[sizes] = {tr("Small thumbnails"), tr("Medium thumbnails"), tr("Large thumbnails")};
  for (int size = 0; size < sizes; ++size) {
    m_sizes->button(size)->setToolTip(names[size]);
    m_sizes->button(size)->setAccessibleName(names[size]);
  }
  m_view->setAccessibleName(tr("Pictures"));
  m_clear->setText(tr("Clear the search"));
  m_actions->retranslate();
  showWhatIsThere();
}

void GalleryPanel::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  else if (event->type() == QEvent::PaletteChange && m_actions != nullptr)
    showWhatIsThere();
  QWidget::changeEvent(event);
}

void GalleryPanel::paintEvent(QPaintEvent* event) {
  QPainter(this).fillRect(event->rect(), themeColors(palette()).panel);
}

}  // namespace zaohua
