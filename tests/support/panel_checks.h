// SPDX-License-Identifier: Apache-2.0
// What every panel of the window is held to: controls that can be named, texts that follow the language, questions that
// a test answers.
#pragma once

#include <QAccessible>
#include <QStringList>
#include <QTranslator>
#include <QWidget>

namespace zaohua::test {

// Controls that a screen reader could not name.
inline QStringList unnamedControls(const QWidget& whole) {
  QStringList unnamed;
  for (QWidget* widget : whole.findChildren<QWidget*>()) {
    const bool control = widget->focusPolicy() != Qt::NoFocus && widget->isVisibleTo(&whole) &&
                         widget->focusProxy() == nullptr && !widget->objectName().startsWith("qt_");
    if (control && QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name).isEmpty())
      unnamed += QString("%1 %2").arg(widget->metaObject()->className(), widget->objectName());
  }
  return unnamed;
}

// A language in which every text stands in brackets: one without was forgotten.
class BracketTranslator : public QTranslator {
 public:
  bool isEmpty() const override { return false; }
  QString translate(const char*, const char* source, const char*, int) const override {
    return QString("[%1]").arg(source);
  }
};

}  // namespace zaohua::test
