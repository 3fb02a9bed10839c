// SPDX-License-Identifier: Apache-2.0
// A field for one number: takes what is typed or pasted with anything around it ("Steps: 20", "１０２４"), puts it
// right when it is left, and says so. The wheel changes it only while it has the focus. GUI thread.
#pragma once

#include <QDoubleSpinBox>
#include <functional>
#include <optional>

namespace zaohua {

// The first number in a text.
std::optional<double> numberIn(const QString& text);

class NumberField : public QDoubleSpinBox {
  Q_OBJECT

 public:
  explicit NumberField(QWidget* parent = nullptr);

  // Makes any number in range a legal one; none: whole numbers.
  void setGrid(std::function<double(double)> nearestLegal);
  void setNarrow(bool narrow);  // as wide as its largest number, not as the other fields

  QValidator::State validate(QString& text, int& position) const override;
  void fixup(QString& text) const override;
  double valueFromText(const QString& text) const override;
  QString textFromValue(double value) const override;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 Q_SIGNALS:
  void corrected(double typed, double became);

 protected:
  void wheelEvent(QWheelEvent* event) override;

 private:
  double legal(double number) const;

  std::function<double(double)> m_nearestLegal;
  bool m_narrow = false;
};

}  // namespace zaohua
