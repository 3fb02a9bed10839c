// SPDX-License-Identifier: Apache-2.0
// All sizes: the official ones by class and shape, and free width and height. A popup; a click on a size closes it.
// GUI thread.
#pragma once

#include <QFrame>
#include <vector>

#include "ui/parameters/picture_sizes.h"

class QGridLayout;
class QLabel;

namespace zaohua {

class NumberField;
class SegmentedControl;
class StopSlider;

class SizePopup : public QFrame {
  Q_OBJECT

 public:
  explicit SizePopup(QWidget* parent);

  void setEdges(const std::vector<int>& edges, PictureSize native);  // classes to offer; the model's own size
  void setSize(PictureSize size);
  void openBelow(const QWidget& anchor);
  void commitEdits();

 Q_SIGNALS:
  void chosen(zaohua::PictureSize size);

 protected:
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  struct Side {
    QLabel* label = nullptr;
    StopSlider* slider = nullptr;
    NumberField* field = nullptr;
  };

  void retranslate();
  void buildSide(Side& side, const char* name, int row, QGridLayout& grid);
  void fillSizes();
  void takeSides(int width, int height);
  void showCorrection(double typed, double became);

  std::vector<int> m_edges = {officialEdges.begin(), officialEdges.end()};
  PictureSize m_native;
  PictureSize m_size;
  SegmentedControl* m_classes;
  QWidget* m_sizes;
  Side m_width;
  Side m_height;
  QLabel* m_note;
};

}  // namespace zaohua
