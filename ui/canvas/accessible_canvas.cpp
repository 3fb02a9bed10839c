// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/accessible_canvas.h"

#include <QAccessible>
#include <QAccessibleWidget>

#include "ui/canvas/comparison_slider.h"
#include "ui/canvas/picture_view.h"
#include "ui/canvas/progress_card.h"

namespace zaohua {

namespace {

class AccessibleProgress : public QAccessibleWidget, public QAccessibleValueInterface {
 public:
  explicit AccessibleProgress(ProgressCard* card) : QAccessibleWidget(card, QAccessible::ProgressBar), m_card(card) {}

  void* interface_cast(QAccessible::InterfaceType type) override {
    if (type == QAccessible::ValueInterface)
      return static_cast<QAccessibleValueInterface*>(this);
    return QAccessibleWidget::interface_cast(type);
  }
  QVariant currentValue() const override { return m_card->percent(); }
  void setCurrentValue(const QVariant&) override {}
  QVariant maximumValue() const override { return 100; }
  QVariant minimumValue() const override { return 0; }
  QVariant minimumStepSize() const override { return 1; }

 private:
  ProgressCard* m_card;
};

class AccessibleDivider : public QAccessibleWidget, public QAccessibleValueInterface {
 public:
  explicit AccessibleDivider(ComparisonSlider* slider)
      : QAccessibleWidget(slider, QAccessible::Slider), m_slider(slider) {}

  void* interface_cast(QAccessible::InterfaceType type) override {
    if (type == QAccessible::ValueInterface)
      return static_cast<QAccessibleValueInterface*>(this);
    return QAccessibleWidget::interface_cast(type);
  }
  QVariant currentValue() const override { return qRound(m_slider->position() * 100); }
  void setCurrentValue(const QVariant& value) override { m_slider->setPosition(value.toDouble() / 100); }
  QVariant maximumValue() const override { return 100; }
  QVariant minimumValue() const override { return 0; }
  QVariant minimumStepSize() const override { return 2; }

 private:
  ComparisonSlider* m_slider;
};

QAccessibleInterface* create(const QString&, QObject* object) {
  if (auto* card = qobject_cast<ProgressCard*>(object))
    return new AccessibleProgress(card);
  if (auto* slider = qobject_cast<ComparisonSlider*>(object))
    return new AccessibleDivider(slider);
  if (auto* view = qobject_cast<PictureView*>(object))
    return new QAccessibleWidget(view, QAccessible::Graphic);
  return nullptr;
}

}  // namespace

void installCanvasAccessibility() {
  // Qt keeps a list and would ask a second entry of the same function again.
  static const bool installed = [] {
    QAccessible::installFactory(create);
    return true;
  }();
  Q_UNUSED(installed)
}

}  // namespace zaohua
