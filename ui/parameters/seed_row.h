// SPDX-License-Identifier: Apache-2.0
// The seed: drawn anew at each press, or locked to a number that makes the same picture again. GUI thread.
#pragma once

#include <QLineEdit>
#include <QWidget>
#include <optional>

class QPushButton;
class QToolButton;

namespace zaohua {

// Takes any text that holds a number; Up and Down count.
class SeedField : public QLineEdit {
  Q_OBJECT

 public:
  explicit SeedField(QWidget* parent = nullptr);
  QSize sizeHint() const override;

 Q_SIGNALS:
  void stepped(int direction);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
};

class SeedRow : public QWidget {
  Q_OBJECT

 public:
  explicit SeedRow(QWidget* parent = nullptr);

  qint64 seed() const { return m_seed; }  // -1: random
  void setSeed(qint64 seed);              // emits nothing
  // Of the picture that was begun last.
  void setLastSeed(qint64 seed);
  std::optional<qint64> lastSeed() const { return m_last; }
  void commitEdits();

 Q_SIGNALS:
  void changed();                        // by the user
  void corrected(const QString& words);  // what was done to a number out of range; empty: nothing any more

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void retranslate();
  void take(qint64 seed);

  qint64 m_seed = -1;
  std::optional<qint64> m_last;
  QPushButton* m_random;
  QPushButton* m_lock;
  QPushButton* m_useLast;
  SeedField* m_field;
};

}  // namespace zaohua
