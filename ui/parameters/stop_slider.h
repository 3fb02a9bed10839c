// SPDX-License-Identifier: Apache-2.0
// A slider over a few chosen numbers, close together where they matter most. The wheel moves it only while it has the
// focus. GUI thread.
#pragma once

#include <QSlider>
#include <vector>

namespace zaohua {

class StopSlider : public QSlider {
  Q_OBJECT

 public:
  // Ascending, at least one.
  explicit StopSlider(std::vector<double> stops, QWidget* parent = nullptr);

  void showNumber(double number);  // the nearest stop; emits nothing
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {minimumWidth(), sizeHint().height()}; }

 Q_SIGNALS:
  void chosen(double number);  // by the user

 protected:
  void wheelEvent(QWheelEvent* event) override;

 private:
  std::vector<double> m_stops;
};

}  // namespace zaohua
