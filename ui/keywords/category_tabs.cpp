// SPDX-License-Identifier: Apache-2.0
#include "ui/keywords/category_tabs.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QSignalBlocker>
#include <QTabBar>
#include <QToolButton>

#include "ui/common/icons.h"

namespace zaohua {

CategoryTabs::CategoryTabs(QWidget* parent) : QWidget(parent), m_tabs(new QTabBar), m_all(new QToolButton) {
  m_tabs->setObjectName("keywordCategories");
  m_tabs->setExpanding(false);
  m_tabs->setDrawBase(false);
  m_tabs->setElideMode(Qt::ElideNone);
  m_tabs->setUsesScrollButtons(true);
  m_tabs->setFocusPolicy(Qt::StrongFocus);
  m_tabs->setIconSize({14, 14});
  m_tabs->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  m_all->setObjectName("allCategories");
  m_all->setIcon(themeIcon("chevron-down"));
  m_all->setIconSize({14, 14});
  m_all->setFocusPolicy(Qt::StrongFocus);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(2);
  row->addWidget(m_tabs, 1);
  row->addWidget(m_all);
  connect(m_tabs, &QTabBar::currentChanged, this, [this] { Q_EMIT activated(current()); });
  connect(m_all, &QToolButton::clicked, this, &CategoryTabs::openMenu);
  // The bar sets these arrows itself, again and again.
  m_tabs->setStyleSheet(
      "QTabBar::scroller { width: 20px; }"
      "QTabBar QToolButton { background: palette(alternate-base); border: none; border-radius: 0; padding: 0; }"
      "QTabBar QToolButton::left-arrow { image: url(:/icons/chevron-left-muted.svg); width: 14px; height: 14px; }"
      "QTabBar QToolButton::right-arrow { image: url(:/icons/chevron-right-muted.svg); width: 14px; height: 14px; }");
  retranslate();
}

void CategoryTabs::setCategories(const QStringList& ids, const QStringList& names, const QString& favouritesId) {
  const QString before = current();
  {
    const QSignalBlocker silent(m_tabs);
    while (m_tabs->count() > ids.size())
      m_tabs->removeTab(m_tabs->count() - 1);
    while (m_tabs->count() < ids.size())
      m_tabs->addTab(QString());
    for (int index = 0; index < ids.size(); ++index) {
      const bool star = ids[index] == favouritesId;
      m_tabs->setTabData(index, ids[index]);
      m_tabs->setTabText(index, star ? QString() : names[index]);
      m_tabs->setTabIcon(index, star ? themeIcon("star") : QIcon());
      m_tabs->setTabToolTip(index, star ? names[index] : QString());
      m_tabs->setAccessibleTabName(index, names[index]);
    }
    m_tabs->setCurrentIndex(qMax(0, static_cast<int>(ids.indexOf(before))));
  }
  if (current() != before)
    Q_EMIT activated(current());
}

QString CategoryTabs::current() const {
  return m_tabs->tabData(m_tabs->currentIndex()).toString();
}

void CategoryTabs::setCurrent(const QString& id) {
  for (int index = 0; index < m_tabs->count(); ++index)
    if (m_tabs->tabData(index).toString() == id)
      m_tabs->setCurrentIndex(index);
}

void CategoryTabs::openMenu() {
  auto* menu = new QMenu(this);
  menu->setObjectName("categoryMenu");
  menu->setAttribute(Qt::WA_DeleteOnClose);
  for (int index = 0; index < m_tabs->count(); ++index) {
    QAction* action = menu->addAction(m_tabs->accessibleTabName(index));
    action->setCheckable(true);
    action->setChecked(index == m_tabs->currentIndex());
    connect(action, &QAction::triggered, m_tabs, [this, index] { m_tabs->setCurrentIndex(index); });
  }
  const QPoint corner = m_all->mapToGlobal(QPoint(m_all->width(), m_all->height()));
  menu->popup(corner - QPoint(menu->sizeHint().width(), 0));
}

void CategoryTabs::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange)
    retranslate();
}

void CategoryTabs::retranslate() {
  m_tabs->setAccessibleName(tr("Keyword categories"));
  m_all->setToolTip(tr("All categories"));
  m_all->setAccessibleName(m_all->toolTip());
}

}  // namespace zaohua
