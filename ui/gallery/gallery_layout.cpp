// SPDX-License-Identifier: Apache-2.0
#include "ui/gallery/gallery_layout.h"

#include <algorithm>

namespace zaohua {

namespace {

std::size_t at(int index) {
  return static_cast<std::size_t>(index);
}

}  // namespace

void GalleryLayout::arrange(const std::vector<Group>& groups, const Measures& measures) {
  m_measures = measures;
  m_columns = std::max(1, (measures.width + measures.gap) / (measures.wanted + measures.gap));
  m_edge = std::max(1, (measures.width - measures.gap * (m_columns - 1)) / m_columns);
  m_places.clear();
  m_places.reserve(groups.size());
  int y = 0;
  for (const Group& group : groups) {
    if (group.count <= 0)
      continue;
    Place place;
    place.rows = group;
    place.top = y + (m_places.empty() ? 0 : measures.betweenGroups);
    place.first = place.top + measures.heading;
    place.lines = (group.count + m_columns - 1) / m_columns;
    place.bottom = place.first + place.lines * lineStep() - measures.gap;
    y = place.bottom;
    m_places.push_back(place);
  }
  m_height = y;
}

int GalleryLayout::rowCount() const {
  return m_places.empty() ? 0 : m_places.back().rows.firstRow + m_places.back().rows.count;
}

// What the division leaves over is spread between the columns, so that the last one ends where the content ends.
int GalleryLayout::leftOf(int column) const {
  if (m_columns == 1)
    return m_measures.left;
  return m_measures.left + column * (m_measures.width - m_edge) / (m_columns - 1);
}

int GalleryLayout::groupOf(int row) const {
  const auto next = std::upper_bound(m_places.begin(), m_places.end(), row,
                                     [](int wanted, const Place& place) { return wanted < place.rows.firstRow; });
  return static_cast<int>(next - m_places.begin()) - 1;
}

int GalleryLayout::groupAt(int y) const {
  const auto next = std::upper_bound(m_places.begin(), m_places.end(), y,
                                     [](int wanted, const Place& place) { return wanted < place.top; });
  return static_cast<int>(next - m_places.begin()) - 1;
}

QRect GalleryLayout::tile(int row) const {
  if (row < 0 || row >= rowCount())
    return {};
  const Place& place = m_places[at(groupOf(row))];
  const int index = row - place.rows.firstRow;
  return {leftOf(index % m_columns), place.first + index / m_columns * lineStep(), m_edge, m_edge};
}

QRect GalleryLayout::heading(int group) const {
  if (m_measures.heading <= 0 || group < 0 || group >= groupCount())
    return {};
  return {m_measures.left, m_places[at(group)].top, m_measures.width, m_measures.heading};
}

int GalleryLayout::rowInLine(int group, int line, int column) const {
  const Place& place = m_places[at(group)];
  const int index = std::min(line * m_columns + column, place.rows.count - 1);
  return place.rows.firstRow + index;
}

int GalleryLayout::rowAt(const QPoint& point) const {
  const int group = groupAt(point.y());
  if (group < 0)
    return -1;
  const Place& place = m_places[at(group)];
  if (point.y() < place.first || point.y() >= place.bottom)
    return -1;
  const int line = (point.y() - place.first) / lineStep();
  for (int column = 0; column < m_columns; ++column) {
    const int row = place.rows.firstRow + line * m_columns + column;
    if (row < place.rows.firstRow + place.rows.count && tile(row).contains(point))
      return row;
  }
  return -1;
}

GalleryLayout::Rows GalleryLayout::rowsBetween(int top, int bottom) const {
  Rows rows;
  const int firstGroup = std::max(groupAt(top), 0);
  const int lastGroup = groupAt(bottom);
  if (lastGroup < 0 || firstGroup >= groupCount())
    return rows;
  const Place& first = m_places[at(firstGroup)];
  const int firstLine = (std::max(top, first.first) - first.first) / lineStep();
  rows.first = first.rows.firstRow + std::min(firstLine * m_columns, first.rows.count);
  const Place& last = m_places[at(lastGroup)];
  const int lines = bottom < last.first ? 0 : (bottom - last.first) / lineStep() + 1;
  rows.last = last.rows.firstRow + std::min(lines * m_columns, last.rows.count) - 1;
  return rows;
}

std::vector<GalleryLayout::Rows> GalleryLayout::rowsIn(const QRect& rect) const {
  std::vector<Rows> runs;
  const Rows band = rowsBetween(rect.top(), rect.bottom());
  for (int row = band.first; row <= band.last;) {
    const Place& place = m_places[at(groupOf(row))];
    const int index = row - place.rows.firstRow;
    const int lineEnd = place.rows.firstRow + std::min((index / m_columns + 1) * m_columns, place.rows.count);
    for (; row < lineEnd; ++row) {
      if (!tile(row).intersects(rect))
        continue;
      if (!runs.empty() && runs.back().last == row - 1)
        runs.back().last = row;
      else
        runs.push_back({row, row});
    }
  }
  return runs;
}

int GalleryLayout::rowAbove(int row) const {
  const int group = groupOf(row);
  if (group < 0)
    return row;
  const int index = row - m_places[at(group)].rows.firstRow;
  if (index >= m_columns)
    return row - m_columns;
  return group == 0 ? row : rowInLine(group - 1, m_places[at(group - 1)].lines - 1, index);
}

int GalleryLayout::rowBelow(int row) const {
  const int group = groupOf(row);
  if (group < 0)
    return row;
  const Place& place = m_places[at(group)];
  const int index = row - place.rows.firstRow;
  if (index / m_columns + 1 < place.lines)
    return rowInLine(group, index / m_columns + 1, index % m_columns);
  return group + 1 == groupCount() ? row : rowInLine(group + 1, 0, index % m_columns);
}

}  // namespace zaohua
