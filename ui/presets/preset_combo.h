// SPDX-License-Identifier: Apache-2.0
// A combo box whose shown text can say that the settings were changed since. The wheel changes it only while it has the
// focus. GUI thread.
#pragma once

#include <QComboBox>

namespace zaohua {

class PresetCombo : public QComboBox {
  Q_OBJECT

 public:
  explicit PresetCombo(QWidget* parent = nullptr);

  // In place of the current item's text; empty: that one.
  void setShownText(const QString& text);
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;

 private:
  QString m_shown;
};

}  // namespace zaohua
