// SPDX-License-Identifier: Apache-2.0
// The categories as a row of words that scrolls, with a menu of all of them at its end. GUI thread.
#pragma once

#include <QStringList>
#include <QWidget>

class QTabBar;
class QToolButton;

namespace zaohua {

class CategoryTabs : public QWidget {
  Q_OBJECT

 public:
  explicit CategoryTabs(QWidget* parent = nullptr);

  // The last one may be shown by a star alone. Keeps the current one by its id.
  void setCategories(const QStringList& ids, const QStringList& names, const QString& favouritesId);
  QString current() const;  // its id
  void setCurrent(const QString& id);

 Q_SIGNALS:
  void activated(const QString& id);  // another one is current

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void openMenu();

  QTabBar* m_tabs;
  QToolButton* m_all;
};

}  // namespace zaohua
