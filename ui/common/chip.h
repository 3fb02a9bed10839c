// SPDX-License-Identifier: Apache-2.0
// A small rounded button: a keyword, a filter. Checkable or not; may carry a removal cross. Keyboard: space presses,
// Delete removes. GUI thread.
#pragma once

#include <QAbstractButton>

namespace zaohua {

class Chip : public QAbstractButton {
  Q_OBJECT

 public:
  explicit Chip(const QString& text = {}, QWidget* parent = nullptr);

  void setRemovable(bool removable);
  // Starts a drag with this text once the mouse moved far enough; empty: cannot be dragged.
  void setDragText(const QString& text) { m_dragText = text; }

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void removeRequested();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  QRect crossRect() const;

  QString m_dragText;
  QPoint m_pressedAt;
  bool m_removable = false;
};

}  // namespace zaohua
