// SPDX-License-Identifier: Apache-2.0
// The size of the picture: its numbers, shapes as drawn rectangles, all sizes in a popup. A shape keeps the size class.
// GUI thread.
#pragma once

#include <QWidget>
#include <vector>

#include "ui/parameters/picture_sizes.h"

class QLabel;
class QToolButton;

namespace zaohua {

class ShapeButton;
class SizePopup;

class SizeSection : public QWidget {
  Q_OBJECT

 public:
  explicit SizeSection(QWidget* parent = nullptr);

  PictureSize size() const { return m_size; }
  void setSize(PictureSize size);  // emits nothing
  void setNativeSize(PictureSize size);
  void commitEdits();

 Q_SIGNALS:
  void changed();  // by the user

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void take(PictureSize size);

  PictureSize m_size;
  PictureSize m_native;
  std::vector<int> m_edges = {officialEdges.begin(), officialEdges.end()};
  QLabel* m_heading;
  QToolButton* m_numbers;
  QToolButton* m_swap;
  std::vector<ShapeButton*> m_shapes;
  SizePopup* m_popup;
};

}  // namespace zaohua
