// SPDX-License-Identifier: Apache-2.0
// A few lines of chips that scroll, or all of them. Always a few lines high when not expanded, so that nothing below
// moves when the category changes. GUI thread.
#pragma once

#include <QScrollArea>

namespace zaohua {

class Chip;

class ChipArea : public QScrollArea {
  Q_OBJECT

 public:
  explicit ChipArea(QWidget* parent = nullptr);

  void setChips(const QList<Chip*>& chips);  // takes them over
  void setExpanded(bool expanded);
  bool isExpanded() const { return m_expanded; }
  bool needsExpanding() const;  // more chips than the few lines hold

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 Q_SIGNALS:
  void contentChanged();  // what needsExpanding() says may be another

 protected:
  void resizeEvent(QResizeEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  int fewLines() const;
  int contentHeight() const;

  QWidget* m_content;
  bool m_expanded = false;
};

}  // namespace zaohua
