// SPDX-License-Identifier: Apache-2.0
#include "ui/parameters/size_popup.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScreen>
#include <QToolButton>
#include <QVBoxLayout>

#include "base/generation_request.h"
#include "ui/common/segmented_control.h"
#include "ui/common/theme.h"
#include "ui/parameters/number_field.h"
#include "ui/parameters/stop_slider.h"

namespace zaohua {

namespace {

constexpr int sliderStep = 64;

std::vector<double> sliderStops() {
  std::vector<double> stops;
  for (int pixels = RequestLimits::minSize; pixels <= RequestLimits::maxSize; pixels += sliderStep)
    stops.push_back(pixels);
  return stops;
}

}  // namespace

SizePopup::SizePopup(QWidget* parent)
    : QFrame(parent, Qt::Popup), m_classes(new SegmentedControl), m_sizes(new QWidget), m_note(new QLabel) {
  setObjectName("sizePopup");
  setStyleRole(this, "card");
  m_classes->setObjectName("sizeClass");
  m_sizes->setLayout(new QGridLayout);
  m_sizes->layout()->setContentsMargins(0, 0, 0, 0);
  auto* line = new QFrame;
  setStyleRole(line, "line");
  auto* sides = new QGridLayout;
  sides->setHorizontalSpacing(measure::fieldSpacing);
  sides->setVerticalSpacing(measure::fieldSpacing);
  sides->setColumnStretch(1, 1);
  buildSide(m_width, "width", 0, *sides);
  buildSide(m_height, "height", 1, *sides);
  m_note->setObjectName("sizeNote");
  m_note->setWordWrap(true);
  setStyleRole(m_note, "caption");
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(measure::panelMargin, measure::panelMargin, measure::panelMargin, measure::panelMargin);
  column->setSpacing(10);
  column->addWidget(m_classes, 0, Qt::AlignLeft);
  column->addWidget(m_sizes);
  column->addWidget(line);
  column->addLayout(sides);
  column->addWidget(m_note);
  connect(m_classes, &SegmentedControl::activated, this, &SizePopup::fillSizes);
  retranslate();
}

void SizePopup::buildSide(Side& side, const char* name, int row, QGridLayout& grid) {
  side.label = new QLabel;
  setStyleRole(side.label, "muted");
  side.slider = new StopSlider(sliderStops());
  side.slider->setObjectName(QString("%1Slider").arg(name));
  side.slider->setMinimumWidth(140);
  side.field = new NumberField;
  side.field->setObjectName(QString("%1Field").arg(name));
  side.field->setRange(RequestLimits::minSize, RequestLimits::maxSize);
  side.field->setSingleStep(RequestLimits::sizeStep);
  side.field->setGrid([](double pixels) { return 1.0 * legalPixels(pixels); });
  side.label->setBuddy(side.field);
  grid.addWidget(side.label, row, 0);
  grid.addWidget(side.slider, row, 1);
  grid.addWidget(side.field, row, 2);
  connect(side.slider, &StopSlider::chosen, side.field, &NumberField::setValue);
  connect(side.field, &NumberField::corrected, this, &SizePopup::showCorrection);
  connect(side.field, &NumberField::valueChanged, this,
          [this] { takeSides(static_cast<int>(m_width.field->value()), static_cast<int>(m_height.field->value())); });
}

void SizePopup::takeSides(int width, int height) {
  const PictureSize size = {width, height};
  if (size == m_size)
    return;
  setSize(size);
  Q_EMIT chosen(size);
}

void SizePopup::setEdges(const std::vector<int>& edges, PictureSize native) {
  m_edges = edges;
  m_native = native;
  retranslate();
}

void SizePopup::setSize(PictureSize size) {
  m_size = size;
  const QSignalBlocker silentWidth(m_width.field);
  const QSignalBlocker silentHeight(m_height.field);
  m_width.field->setValue(size.width);
  m_height.field->setValue(size.height);
  m_width.slider->showNumber(size.width);
  m_height.slider->showNumber(size.height);
  fillSizes();
}

void SizePopup::commitEdits() {
  m_width.field->interpretText();
  m_height.field->interpretText();
}

void SizePopup::openBelow(const QWidget& anchor) {
  const auto edge = std::find(m_edges.begin(), m_edges.end(), nearestEdge(m_size, m_edges));
  m_classes->setCurrent(static_cast<int>(edge - m_edges.begin()));
  fillSizes();
  retranslate();
  adjustSize();
  QPoint place = anchor.mapToGlobal(QPoint(anchor.width() - width(), anchor.height() + 4));
  const QRect screen = anchor.screen()->availableGeometry();
  place.setX(qBound(screen.left() + 4, place.x(), qMax(screen.left() + 4, screen.right() - width() - 4)));
  place.setY(qBound(screen.top() + 4, place.y(), qMax(screen.top() + 4, screen.bottom() - height() - 4)));
  move(place);
  show();
  m_width.field->setFocus(Qt::PopupFocusReason);
  m_width.field->selectAll();
}

void SizePopup::fillSizes() {
  qDeleteAll(m_sizes->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
  auto* grid = static_cast<QGridLayout*>(m_sizes->layout());
  grid->setSpacing(4);
  grid->setColumnStretch(1, 1);
  grid->setColumnStretch(2, 1);
  const int edge =
      m_edges[static_cast<std::size_t>(qBound(0, m_classes->current(), static_cast<int>(m_edges.size()) - 1))];
  int row = 0;
  const bool official = std::find(officialEdges.begin(), officialEdges.end(), edge) != officialEdges.end();
  for (const PictureShape& shape : officialShapes()) {
    // In between the common shapes, small sizes would come out alike.
    const auto& common = commonShapes();
    if (!official && std::find(common.begin(), common.end(), shape) == common.end())
      continue;
    auto* name = new QLabel(shape.name());
    setStyleRole(name, "muted");
    grid->addWidget(name, row, 0);
    const PictureSize lying = sizeOf(shape, edge);
    int column = 1;
    for (const PictureSize& size : lying == lying.turned() ? std::vector{lying} : std::vector{lying, lying.turned()}) {
      auto* button = new QToolButton;
      button->setText(tr("%1 × %2").arg(size.width).arg(size.height));
      button->setObjectName(QString("size%1x%2").arg(size.width).arg(size.height));
      button->setCheckable(true);
      button->setChecked(size == m_size);
      button->setFocusPolicy(Qt::StrongFocus);
      button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
      setStyleRole(button, "text");
      connect(button, &QToolButton::clicked, this, [this, size] {
        close();
        Q_EMIT chosen(size);
      });
      grid->addWidget(button, row, column++);
    }
    ++row;
  }
}

void SizePopup::showCorrection(double typed, double became) {
  if (typed < RequestLimits::minSize)
    m_note->setText(tr("Changed %1 to %2, the smallest side").arg(typed).arg(became));
  else if (typed > RequestLimits::maxSize)
    m_note->setText(tr("Changed %1 to %2, the largest side").arg(typed, 0, 'f', 0).arg(became));
  else
    m_note->setText(
        tr("Changed %1 to %2: sides are multiples of %3").arg(typed).arg(became).arg(RequestLimits::sizeStep));
}

void SizePopup::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::LanguageChange)
    retranslate();
}

void SizePopup::keyPressEvent(QKeyEvent* event) {
  const bool ends = event->key() == Qt::Key_Escape || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
  if (ends) {
    commitEdits();
    close();
    return;
  }
  QFrame::keyPressEvent(event);
}

void SizePopup::retranslate() {
  QStringList names;
  for (const int edge : m_edges)
    names += QString::number(edge);
  m_classes->setAccessibleName(tr("Size class"));
  m_classes->setToolTip(tr("The edge of the square; other shapes have about the same area"));
  m_classes->setLabels(names);
  m_width.label->setText(tr("Width"));
  m_height.label->setText(tr("Height"));
  for (const Side& side : {m_width, m_height}) {
    side.slider->setAccessibleName(side.label->text());
    side.field->setAccessibleName(tr("%1 in pixels").arg(side.label->text()));
  }
  m_note->setText(tr("This model works best at %1 × %2").arg(m_native.width).arg(m_native.height));
  fillSizes();
}

}  // namespace zaohua
