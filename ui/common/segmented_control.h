// SPDX-License-Identifier: Apache-2.0
// A few exclusive choices side by side ("Free text | Five slots", "1 2 3 4"). Arrow keys move. GUI thread.
#pragma once

#include <QButtonGroup>
#include <QWidget>

namespace zaohua {

class SegmentedControl : public QWidget {
  Q_OBJECT

 public:
  explicit SegmentedControl(QWidget* parent = nullptr);

  // Keeps the current one if there is as many or more. The group's name is the widget's accessible name.
  void setLabels(const QStringList& labels);
  int current() const;
  void setCurrent(int index);

 Q_SIGNALS:
  void activated(int index);  // by the user

 private:
  QButtonGroup m_group;
};

}  // namespace zaohua
