// SPDX-License-Identifier: Apache-2.0
#include "ui/window/about_dialog.h"

#include <QEvent>
#include <QGridLayout>
#include <QIcon>
#include <QLabel>
#include <QPushButton>

#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int iconEdge = 64;
constexpr int textWidth = 340;

QLabel* wrapped(const char* role = nullptr) {
  auto* label = new QLabel;
  label->setWordWrap(true);
  label->setFixedWidth(textWidth);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  if (role != nullptr)
    setStyleRole(label, role);
  return label;
}

}  // namespace

AboutDialog::AboutDialog(QWidget* parent)
    : QDialog(parent), m_name(wrapped()), m_what(wrapped()), m_credits(wrapped("muted")), m_close(new QPushButton) {
  setObjectName("aboutDialog");
  setAttribute(Qt::WA_DeleteOnClose);
  auto* icon = new QLabel;
  icon->setPixmap(QIcon(":/brand/zaohua.svg").pixmap(QSize(iconEdge, iconEdge), devicePixelRatioF()));
  QFont large = font();
  large.setPointSizeF(large.pointSizeF() * 1.25);
  large.setWeight(QFont::DemiBold);
  m_name->setFont(large);
  m_close->setObjectName("aboutClose");
  m_close->setDefault(true);
  connect(m_close, &QPushButton::clicked, this, &QDialog::accept);
  auto* page = new QGridLayout(this);
  page->setContentsMargins(20, 20, 20, 16);
  page->setHorizontalSpacing(20);
  page->setVerticalSpacing(measure::fieldSpacing);
  page->addWidget(icon, 0, 0, 3, 1, Qt::AlignTop);
  page->addWidget(m_name, 0, 1);
  page->addWidget(m_what, 1, 1);
  page->addWidget(m_credits, 2, 1);
  page->setRowMinimumHeight(3, measure::fieldSpacing);
  page->addWidget(m_close, 4, 1, Qt::AlignRight);
  page->setSizeConstraint(QLayout::SetFixedSize);
  retranslate();
}

void AboutDialog::retranslate() {
  setWindowTitle(tr("About Zaohua"));
  m_name->setText(QString("%1 %2").arg(tr("Zaohua"), ZAOHUA_VERSION));
  m_what->setText(tr("Pictures from words, on your own graphics card."));
  m_credits->setText(
      tr("Runs the Z-Image models by Tongyi-MAI with libtorch and Qt. Nothing that you write or make "
         "leaves this machine."));
  m_close->setText(tr("Close"));
}

void AboutDialog::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QDialog::changeEvent(event);
}

}  // namespace zaohua
