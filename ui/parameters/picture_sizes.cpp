// SPDX-License-Identifier: Apache-2.0
#include "ui/parameters/picture_sizes.h"

#include <algorithm>
#include <cmath>

#include "base/generation_request.h"

namespace zaohua {

namespace {

struct OfficialClass {
  int edge;
  std::array<PictureSize, 6> sizes;  // in the order of officialShapes()
};

constexpr std::array<OfficialClass, 3> officialClasses = {{
    {1024, {{{1024, 1024}, {1152, 896}, {1152, 864}, {1248, 832}, {1280, 720}, {1344, 576}}}},
    {1280, {{{1280, 1280}, {1440, 1120}, {1472, 1104}, {1536, 1024}, {1536, 864}, {1680, 720}}}},
    {1536, {{{1536, 1536}, {1728, 1344}, {1728, 1296}, {1872, 1248}, {2048, 1152}, {2016, 864}}}},
}};

int onGrid(double pixels) {
  return static_cast<int>(std::lround(pixels / RequestLimits::sizeStep)) * RequestLimits::sizeStep;
}

}  // namespace

const std::array<PictureShape, 7>& commonShapes() {
  static constexpr std::array<PictureShape, 7> shapes = {{{1, 1}, {4, 3}, {3, 2}, {16, 9}, {3, 4}, {2, 3}, {9, 16}}};
  return shapes;
}

const std::array<PictureShape, 6>& officialShapes() {
  static constexpr std::array<PictureShape, 6> shapes = {{{1, 1}, {9, 7}, {4, 3}, {3, 2}, {16, 9}, {21, 9}}};
  return shapes;
}

int legalPixels(double pixels) {
  return onGrid(std::clamp(pixels, 1.0 * RequestLimits::minSize, 1.0 * RequestLimits::maxSize));
}

PictureSize sizeOf(PictureShape shape, int edge) {
  if (shape.across < shape.down)
    return sizeOf({shape.down, shape.across}, edge).turned();
  for (const OfficialClass& official : officialClasses) {
    const auto& shapes = officialShapes();
    const auto found = std::find(shapes.begin(), shapes.end(), shape);
    if (official.edge == edge && found != shapes.end())
      return official.sizes[static_cast<std::size_t>(found - shapes.begin())];
  }
  // The shape counts for more than the area where a side would become too short or too long.
  const double ratio = 1.0 * shape.across / shape.down;
  const int height = std::min(legalPixels(edge / std::sqrt(ratio)), legalPixels(RequestLimits::maxSize / ratio));
  return {legalPixels(height * ratio), height};
}

std::optional<PictureShape> shapeOf(PictureSize size) {
  const double ratio = 1.0 * size.width / size.height;
  const auto away = [ratio](PictureShape shape) { return std::abs(std::log(ratio * shape.down / shape.across)); };
  const auto isOf = [size](PictureShape shape) {
    return size.height == onGrid(1.0 * size.width * shape.down / shape.across) ||
           size.width == onGrid(1.0 * size.height * shape.across / shape.down);
  };
  std::optional<PictureShape> found;
  for (const PictureShape& shape : commonShapes())
    if (isOf(shape) && (!found || away(shape) < away(*found)))
      found = shape;
  return found;
}

int nearestEdge(PictureSize size, const std::vector<int>& edges) {
  // Wide official sizes have less area than their square.
  const PictureSize lying = size.width < size.height ? size.turned() : size;
  for (const int edge : edges)
    for (const PictureShape& shape : officialShapes())
      if (sizeOf(shape, edge) == lying)
        return edge;
  const double wanted = std::log(1.0 * size.width * size.height);
  const auto away = [&](int edge) { return std::abs(2 * std::log(1.0 * edge) - wanted); };
  return *std::min_element(edges.begin(), edges.end(), [&](int a, int b) { return away(a) < away(b); });
}

}  // namespace zaohua
