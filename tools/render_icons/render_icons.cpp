// SPDX-License-Identifier: Apache-2.0
// Draws the program's icon from its SVG in all the sizes that desktops ask for: render_icons DRAWING.svg FOLDER NAME
// makes FOLDER/16x16/apps/NAME.png and so on. Run by the build.
#include <QDir>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <cstdio>

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const QGuiApplication application(argc, argv);
  const QStringList arguments = QCoreApplication::arguments();
  if (arguments.size() != 4) {
    std::fputs("usage: render_icons DRAWING.svg FOLDER NAME\n", stderr);
    return 2;
  }
  QSvgRenderer drawing(arguments[1]);
  if (!drawing.isValid())
    return 1;
  for (const int size : {16, 22, 24, 32, 48, 64, 128, 256, 512}) {
    QImage image(size, size, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    drawing.render(&painter);
    painter.end();
    const QString folder = QString("%1/%2x%2/apps").arg(arguments[2]).arg(size);
    if (!QDir().mkpath(folder) || !image.save(QString("%1/%2.png").arg(folder, arguments[3])))
      return 1;
  }
  return 0;
}
