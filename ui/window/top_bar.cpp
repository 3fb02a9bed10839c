// SPDX-License-Identifier: Apache-2.0
#include "ui/window/top_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QMenuBar>
#include <QPushButton>

#include "ui/common/theme.h"
#include "ui/window/commands.h"
#include "ui/window/model_chip.h"

namespace zaohua {

namespace {

constexpr int barHeight = 40;
constexpr int searchWidth = 300;
constexpr int sealSize = 22;

// Where the menus are divided by a line: after these.
constexpr const char* groupEnds[] = {"openFolder",  "showSettings", "undoTrash", "zoomOut",      "showQueue",
                                     "resetPanels", "useSettings",  "cancel",    "showShortcuts"};

}  // namespace

TopBar::TopBar(Commands& commands, ModelChip* chip, QWidget* parent)
    : QFrame(parent), m_commands(commands), m_chip(chip), m_menuBar(new QMenuBar), m_search(new QPushButton) {
  setObjectName("topBar");
  setStyleRole(this, "panel");
  setFixedHeight(barHeight);
  auto* seal = new QLabel;
  seal->setObjectName("seal");
  seal->setPixmap(QIcon(":/brand/zaohua.svg").pixmap(QSize(sealSize, sealSize), devicePixelRatioF()));
  m_menuBar->setNativeMenuBar(false);
  m_menuBar->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
  for (const Command& command : commands.all()) {
    QMenu*& menu = m_menus[static_cast<int>(command.group)];
    if (menu == nullptr)
      menu = m_menuBar->addMenu(QString());
    menu->addAction(command.action);
    if (std::ranges::find(groupEnds, command.id) != std::end(groupEnds))
      menu->addSeparator();
  }
  m_search->setObjectName("commandSearchButton");
  m_search->setFixedHeight(26);
  setStyleRole(m_search, "search");
  connect(m_search, &QPushButton::clicked, commands["commandPalette"], &QAction::trigger);

  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 0, 4, 0);
  row->setSpacing(6);
  row->addWidget(seal);
  row->addWidget(m_menuBar, 0, Qt::AlignVCenter);
  row->addStretch(1);
  row->addWidget(chip);
  // Over the middle of the bar, whatever stands on its sides.
  m_search->setParent(this);
  retranslate();
}

void TopBar::addToViewMenu(QMenu* menu) {
  m_menus[static_cast<int>(CommandGroup::view)]->addMenu(menu);
}

void TopBar::resizeEvent(QResizeEvent* event) {
  QFrame::resizeEvent(event);
  const int left = m_menuBar->geometry().right() + 12;
  const int right = m_chip->geometry().left() - 12;
  const int width = qMin(searchWidth, right - left);
  const int centred = (this->width() - width) / 2;
  m_search->setGeometry(qBound(left, centred, qMax(left, right - width)), (height() - m_search->height()) / 2,
                        qMax(0, width), m_search->height());
  m_search->setVisible(width > 90);
}

void TopBar::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QFrame::changeEvent(event);
}

void TopBar::retranslate() {
  for (auto menu = m_menus.cbegin(); menu != m_menus.cend(); ++menu)
    menu.value()->setTitle(Commands::groupName(static_cast<CommandGroup>(menu.key())));
  m_search->setText(tr("Search commands…") + "    Ctrl+K");
  m_search->setAccessibleName(tr("Search commands"));
}

}  // namespace zaohua
