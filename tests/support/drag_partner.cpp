// SPDX-License-Identifier: Apache-2.0
// Another program, for drag and drop between processes. It shows one window at the place given and says on standard
// output what happens, one line each: "shown", "entered", "dropped URL…", "accepted". With a file it is also a source:
// a drag that begins in it carries that file.
//   drag_partner X Y [FILE]
#include <QApplication>
#include <QDrag>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QUrl>
#include <QWidget>
#include <cstdio>

namespace {

void say(const QString& line) {
  std::puts(line.toUtf8().constData());
  std::fflush(stdout);
}

class Partner : public QWidget {
 public:
  // A source does not take what it drags itself.
  explicit Partner(QString file) : m_file(std::move(file)) { setAcceptDrops(m_file.isEmpty()); }

 protected:
  void paintEvent(QPaintEvent*) override {
    if (!m_said)
      say("shown");
    m_said = true;
  }

  void dragEnterEvent(QDragEnterEvent* event) override {
    event->acceptProposedAction();
    say("entered");
  }

  void dropEvent(QDropEvent* event) override {
    event->acceptProposedAction();
    QStringList urls;
    for (const QUrl& url : event->mimeData()->urls())
      urls.append(url.toLocalFile());
    say("formats " + event->mimeData()->formats().join(' '));
    say("dropped " + urls.join('|'));
  }

  void mouseMoveEvent(QMouseEvent* event) override {
    if (m_file.isEmpty() || !(event->buttons() & Qt::LeftButton))
      return;
    auto* content = new QMimeData;
    content->setUrls({QUrl::fromLocalFile(m_file)});
    auto* drag = new QDrag(this);
    drag->setMimeData(content);
    // Somebody under the mouse would take it.
    connect(drag, &QDrag::actionChanged, this, [](Qt::DropAction action) {
      if (action == Qt::CopyAction)
        say("accepted");
    });
    drag->exec(Qt::CopyAction);
    say("done");
  }

 private:
  QString m_file;
  bool m_said = false;
};

}  // namespace

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  if (argc < 3)
    return 2;
  Partner partner(argc > 3 ? QString::fromLocal8Bit(argv[3]) : QString());
  partner.setWindowFlags(Qt::FramelessWindowHint);
  partner.setGeometry(QString(argv[1]).toInt(), QString(argv[2]).toInt(), 150, 150);
  partner.show();
  return QApplication::exec();
}
