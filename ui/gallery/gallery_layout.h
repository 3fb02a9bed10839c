// SPDX-License-Identifier: Apache-2.0
// Where thumbnails and the headings of days lie. Pure arithmetic in the coordinates of the whole content; the work is
// one step for each day, never one for each picture.
#pragma once

#include <QPoint>
#include <QRect>
#include <vector>

namespace zaohua {

class GalleryLayout {
 public:
  struct Group {
    int firstRow = 0;
    int count = 0;
  };
  struct Measures {
    int left = 0;     // of the content
    int width = 0;    // of the content
    int wanted = 78;  // smallest edge of a thumbnail; they grow to fill the width
    int gap = 6;
    int heading = 0;        // height; 0 = no headings
    int betweenGroups = 0;  // below one group and above the next heading
  };

  void arrange(const std::vector<Group>& groups, const Measures& measures);

  int columns() const { return m_columns; }
  int edge() const { return m_edge; }
  int height() const { return m_height; }
  int groupCount() const { return static_cast<int>(m_places.size()); }
  int rowCount() const;

  QRect tile(int row) const;
  QRect heading(int group) const;  // empty where there are none
  int groupOf(int row) const;
  int rowAt(const QPoint& point) const;  // -1: between tiles
  // First and last row that a band of the content touches; first > last: none.
  struct Rows {
    int first = 0;
    int last = -1;
  };
  Rows rowsBetween(int top, int bottom) const;
  // Runs of consecutive rows whose tiles a rectangle touches.
  std::vector<Rows> rowsIn(const QRect& rect) const;
  // The row a line above or below, in the same column as far as there is one.
  int rowAbove(int row) const;
  int rowBelow(int row) const;

 private:
  struct Place {
    Group rows;
    int top = 0;    // of the heading
    int first = 0;  // top of the first line of tiles
    int lines = 0;
    int bottom = 0;
  };
  int leftOf(int column) const;
  int lineStep() const { return m_edge + m_measures.gap; }
  int groupAt(int y) const;  // the last that begins at or above y
  int rowInLine(int group, int line, int column) const;

  Measures m_measures;
  std::vector<Place> m_places;
  int m_columns = 1;
  int m_edge = 1;
  int m_height = 0;
};

}  // namespace zaohua
