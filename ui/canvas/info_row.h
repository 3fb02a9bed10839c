// SPDX-License-Identifier: Apache-2.0
// One name and one value of a picture. The value is selectable; a click on it or the small button copies it. The button
// shows itself under the mouse or with the focus, so that a column of values stays calm. GUI thread.
#pragma once

#include <QToolButton>
#include <QWidget>

class QLabel;

namespace zaohua {

class InfoRow : public QWidget {
  Q_OBJECT

 public:
  enum class Shape { line, paragraph };  // the value beside its name, or below it

  // `key` names it for tests: "seed" makes "infoSeed" and "infoSeedCopy".
  InfoRow(const QString& key, Shape shape, QWidget* parent = nullptr);

  void setText(const QString& name, const QString& value);
  QString name() const;
  QString value() const { return m_value; }

 protected:
  void changeEvent(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void retranslate();
  void copy();

  QString m_value;
  QLabel* m_name;
  QLabel* m_text;
  QToolButton* m_copy;
};

}  // namespace zaohua
