// SPDX-License-Identifier: Apache-2.0
#include "ui/parameters/number_field.h"

#include <QLineEdit>
#include <QWheelEvent>
#include <cmath>

namespace zaohua {

std::optional<double> numberIn(const QString& text) {
  QString number;
  for (qsizetype at = 0; at < text.size(); ++at) {
    const QChar character = text[at];
    const bool digitNext = at + 1 < text.size() && text[at + 1].isDigit();
    if (character.isDigit()) {
      number += QString::number(character.digitValue());
    } else if (number.isEmpty() && digitNext && (character == '-' || character == QChar(0x2212))) {
      number += '-';
    } else if (number.isEmpty()) {
      continue;
    } else if (digitNext && (character == '.' || character == QChar(0xff0e)) && !number.contains('.')) {
      number += '.';
    } else if (digitNext && (character == ',' || character == QChar(0x202f) || character == QChar(0xa0))) {
      continue;  // between thousands
    } else {
      break;
    }
  }
  bool isNumber = false;
  const double value = number.toDouble(&isNumber);
  return isNumber ? std::optional(value) : std::nullopt;
}

NumberField::NumberField(QWidget* parent)
    : QDoubleSpinBox(parent), m_nearestLegal([](double number) { return std::round(number); }) {
  setDecimals(0);
  setButtonSymbols(QAbstractSpinBox::NoButtons);
  setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void NumberField::setGrid(std::function<double(double)> nearestLegal) {
  m_nearestLegal = std::move(nearestLegal);
}

void NumberField::setNarrow(bool narrow) {
  m_narrow = narrow;
  updateGeometry();
}

double NumberField::legal(double number) const {
  return m_nearestLegal(qBound(minimum(), number, maximum()));
}

QValidator::State NumberField::validate(QString& text, int& position) const {
  Q_UNUSED(position)
  const std::optional<double> number = numberIn(text);
  const bool fits = number && legal(*number) == *number && textFromValue(*number) == text;
  return fits ? QValidator::Acceptable : QValidator::Intermediate;
}

void NumberField::fixup(QString& text) const {
  const std::optional<double> typed = numberIn(text);
  const double became = typed ? legal(*typed) : value();
  text = textFromValue(became);
  if (typed && *typed != became)
    Q_EMIT const_cast<NumberField*>(this)->corrected(*typed, became);
}

double NumberField::valueFromText(const QString& text) const {
  return numberIn(text).value_or(value());
}

QString NumberField::textFromValue(double value) const {
  // 3.5 and 4, never 4.0.
  return QString::number(value, 'g', 12);
}

QSize NumberField::sizeHint() const {
  ensurePolished();
  const int widest = fontMetrics().horizontalAdvance(QString(textFromValue(maximum()).size(), '0'));
  return {m_narrow ? widest + 26 : qMax(76, widest + 30), QDoubleSpinBox::sizeHint().height()};
}

void NumberField::wheelEvent(QWheelEvent* event) {
  if (!hasFocus()) {
    event->ignore();
    return;
  }
  QDoubleSpinBox::wheelEvent(event);
}

}  // namespace zaohua
