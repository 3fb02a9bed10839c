// SPDX-License-Identifier: Apache-2.0
// The settings. Each takes effect as soon as it is changed; there is nothing to confirm. GUI thread.
#pragma once

#include <QDialog>
#include <functional>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;
class QToolButton;

namespace zaohua {

class Dialogs;
class Settings;

class SettingsDialog : public QDialog {
  Q_OBJECT

 public:
  struct Place {
    QString picturesFolder;  // where pictures go when the user has chosen no folder
    int graphicsCards = 0;   // of this machine
  };
  SettingsDialog(Settings& settings, Dialogs& dialogs, Place place, QWidget* parent);

 Q_SIGNALS:
  void modelsRequested();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void build();
  QWidget* appearancePage();
  QWidget* picturesPage();
  QWidget* labelsPage();
  QWidget* enginePage();
  void showNameExample();
  void chooseFolder();
  void setFolder(const QString& folder);  // empty: the usual one
  void showFolder();

  Settings& m_settings;
  Dialogs& m_dialogs;
  Place m_place;
  QLineEdit* m_folder = nullptr;
  QToolButton* m_folderReset = nullptr;
  QLineEdit* m_nameTemplate = nullptr;
  QLabel* m_nameExample = nullptr;
  QWidget* m_content = nullptr;
  int m_page = 0;
};

}  // namespace zaohua
