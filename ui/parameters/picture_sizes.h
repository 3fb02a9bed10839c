// SPDX-License-Identifier: Apache-2.0
// The sizes that the window offers: the official list of Z-Image in its three classes, shapes for any other model, and
// the grid that every size lies on. Pixels. Pure functions, any thread.
#pragma once

#include <QString>
#include <array>
#include <optional>
#include <vector>

namespace zaohua {

struct PictureSize {
  int width = 1024;
  int height = 1024;

  bool operator==(const PictureSize&) const = default;
  PictureSize turned() const { return {height, width}; }
};

struct PictureShape {
  int across = 1;
  int down = 1;

  bool operator==(const PictureShape&) const = default;
  QString name() const { return QString("%1:%2").arg(across).arg(down); }
};

// As buttons: 1:1 4:3 3:2 16:9 3:4 2:3 9:16.
const std::array<PictureShape, 7>& commonShapes();
// Of the official list, upright and square ones: 1:1 9:7 4:3 3:2 16:9 21:9.
const std::array<PictureShape, 6>& officialShapes();

// A class is named by the edge of its square.
inline constexpr std::array<int, 3> officialEdges = {1024, 1280, 1536};

// The official size of a shape in its class, or for another edge the nearest legal one of about the same area.
PictureSize sizeOf(PictureShape shape, int edge);
// The common shape that a size has, as closely as the grid allows; none: it is of another shape.
std::optional<PictureShape> shapeOf(PictureSize size);
// The class of `edges` that a size belongs to, or whose area is nearest.
int nearestEdge(PictureSize size, const std::vector<int>& edges);

// The nearest number of pixels that is legal.
int legalPixels(double pixels);

}  // namespace zaohua
