// SPDX-License-Identifier: Apache-2.0
// Language and theme of the running program, from the settings or the system, changed live. Lives on the GUI thread as
// long as the application.
#pragma once

#include <QObject>
#include <QTranslator>

class QApplication;

namespace zaohua {

class Settings;

class Appearance : public QObject {
  Q_OBJECT

 public:
  Appearance(QApplication& application, const Settings& settings);

 private Q_SLOTS:
  void portalSettingChanged(const QString& space, const QString& key);

 private:
  void applyLanguage();
  void applyColors();
  bool systemIsDark() const;

  QApplication& m_application;
  const Settings& m_settings;
  QTranslator m_program;
  QTranslator m_qt;
};

// "zh_CN" or "en", for a setting of "system", "zh_CN" or "en".
QString effectiveLanguage(const QString& setting);

}  // namespace zaohua
