// SPDX-License-Identifier: Apache-2.0
#include "desktop/visible_mark.h"

#include <QFont>
#include <QFontMetrics>
#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace zaohua {

Image8 withVisibleMark(const Image8& picture) {
  constexpr int heightDivisor = 18;  // a little more than the 5 % that are asked for
  Image8 marked = picture;
  const auto format = marked.channels == 4 ? QImage::Format_RGBA8888 : QImage::Format_RGB888;
  QImage canvas(marked.pixels.data(), marked.width, marked.height, qsizetype{marked.width} * marked.channels, format);

  const int height = std::max(12, std::min(marked.width, marked.height) / heightDivisor);
  QFont font;
  font.setPixelSize(height);
  font.setWeight(QFont::DemiBold);
  const QFontMetrics metrics(font);
  const QString words = metrics.inFontUcs4(U'生') ? QString::fromUtf8("AI 生成") : QString("AI");
  QPainterPath outline;
  const int margin = height / 2;
  outline.addText(marked.width - margin - metrics.horizontalAdvance(words), marked.height - margin - metrics.descent(),
                  font, words);

  QPainter painter(&canvas);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.strokePath(outline, QPen(QColor(0, 0, 0, 170), height / 7.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.fillPath(outline, QColor(255, 255, 255, 235));
  return marked;
}

}  // namespace zaohua
