// SPDX-License-Identifier: Apache-2.0
#include "ui/parameters/size_section.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>

#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/parameters/shape_button.h"
#include "ui/parameters/size_popup.h"

namespace zaohua {

SizeSection::SizeSection(QWidget* parent)
    : QWidget(parent), m_heading(new QLabel), m_numbers(new QToolButton), m_swap(new QToolButton), m_popup(nullptr) {
  setObjectName("sizeSection");
  setStyleRole(m_heading, "heading");
  m_numbers->setObjectName("sizeButton");
  m_numbers->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_numbers->setLayoutDirection(Qt::RightToLeft);  // the arrow stands behind the numbers
  m_numbers->setIcon(themeIcon("chevron-down"));
  m_numbers->setIconSize({12, 12});
  m_numbers->setFocusPolicy(Qt::StrongFocus);
  m_swap->setObjectName("swapSides");
  m_swap->setIcon(themeIcon("arrow-left-right"));
  m_swap->setIconSize({14, 14});
  m_swap->setFocusPolicy(Qt::StrongFocus);
  m_popup = new SizePopup(this);

  auto* heading = new QHBoxLayout;
  heading->setSpacing(2);
  heading->addWidget(m_heading, 1);
  heading->addWidget(m_numbers);
  heading->addWidget(m_swap);
  auto* shapes = new QHBoxLayout;
  shapes->setSpacing(measure::chipSpacing);
  auto* group = new QButtonGroup(this);  // for the arrow keys; no shape may fit at all
  group->setExclusive(false);
  for (const PictureShape& shape : commonShapes()) {
    auto* button = new ShapeButton(shape);
    button->setObjectName(QString("shape%1x%2").arg(shape.across).arg(shape.down));
    connect(button, &ShapeButton::clicked, this, [this, shape] { take(sizeOf(shape, nearestEdge(m_size, m_edges))); });
    group->addButton(button);
    shapes->addWidget(button);
    m_shapes.push_back(button);
  }
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(measure::fieldSpacing);
  column->addLayout(heading);
  column->addLayout(shapes);
  connect(m_swap, &QToolButton::clicked, this, [this] { take(m_size.turned()); });
  connect(m_numbers, &QToolButton::clicked, this, [this] { m_popup->openBelow(*m_numbers); });
  connect(m_popup, &SizePopup::chosen, this, &SizeSection::take);
  setSize(m_size);
}

void SizeSection::take(PictureSize size) {
  const bool another = size != m_size;
  setSize(size);
  if (another)
    Q_EMIT changed();
}

void SizeSection::setSize(PictureSize size) {
  m_size = size;
  m_popup->setSize(size);
  retranslate();
}

void SizeSection::setNativeSize(PictureSize size) {
  m_native = size;
  const int edge = static_cast<int>(std::lround(std::sqrt(1.0 * size.width * size.height)));
  m_edges = {officialEdges.begin(), officialEdges.end()};
  if (std::find(m_edges.begin(), m_edges.end(), edge) == m_edges.end())
    m_edges.insert(std::upper_bound(m_edges.begin(), m_edges.end(), edge), edge);
  m_popup->setEdges(m_edges, size);
  retranslate();
}

void SizeSection::commitEdits() {
  m_popup->commitEdits();
}

void SizeSection::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange)
    retranslate();
}

void SizeSection::retranslate() {
  m_heading->setText(tr("Size"));
  m_numbers->setText(tr("%1 × %2").arg(m_size.width).arg(m_size.height));
  m_numbers->setToolTip(tr("All sizes, and your own"));
  m_numbers->setAccessibleName(tr("Size: %1 × %2").arg(m_size.width).arg(m_size.height));
  m_swap->setToolTip(tr("Swap width and height"));
  m_swap->setAccessibleName(m_swap->toolTip());
  const int edge = nearestEdge(m_size, m_edges);
  const std::optional<PictureShape> shape = shapeOf(m_size);
  for (ShapeButton* button : m_shapes) {
    const PictureSize size = sizeOf(button->shape(), edge);
    button->setChecked(shape == button->shape());
    button->setToolTip(tr("%1 × %2").arg(size.width).arg(size.height));
    button->setAccessibleName(tr("%1, %2 × %3").arg(button->shape().name()).arg(size.width).arg(size.height));
  }
}

}  // namespace zaohua
