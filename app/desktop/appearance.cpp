// SPDX-License-Identifier: Apache-2.0
#include "desktop/appearance.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QFontDatabase>
#include <QFontInfo>
#include <QLibraryInfo>
#include <QLocale>

#include "library/settings.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr const char* portal = "org.freedesktop.portal.Desktop";
constexpr const char* portalPath = "/org/freedesktop/portal/desktop";
constexpr const char* portalSettings = "org.freedesktop.portal.Settings";
constexpr const char* appearanceSpace = "org.freedesktop.appearance";

QString firstInstalled(std::initializer_list<const char*> families) {
  for (const char* family : families)
    if (QFontDatabase::hasFamily(family))
      return family;
  return {};
}

// Two families. The system's, by the name that its alias stands for: Qt passes an alias over in favour of the next, and
// a Chinese font sets “ ” and · as wide as Han characters. And one for Chinese with the right weight and forms: left to
// itself the fallback takes whatever font comes first, bold or Japanese ones too.
QFont interfaceFont(const QString& language) {
  static const QFont systemFont = QApplication::font();
  const QString chinese =
      firstInstalled({"Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "MiSans", "PingFang SC",
                      "Microsoft YaHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback"});
  QString latin = QFontInfo(systemFont).family();
  if (latin == chinese || latin.contains(" CJK "))
    latin = firstInstalled({"Noto Sans", "DejaVu Sans", "Liberation Sans"});
  QStringList families = language == "zh_CN" ? QStringList{chinese, latin} : QStringList{latin, chinese};
  families.removeAll(QString());
  QFont font = systemFont;
  if (!families.isEmpty())
    font.setFamilies(families);
  return font;
}

}  // namespace

QString effectiveLanguage(const QString& setting) {
  if (setting != "system")
    return setting;
  for (const QString& language : QLocale::system().uiLanguages()) {
    if (language.startsWith("zh"))
      return "zh_CN";
    if (language.startsWith("en"))
      return "en";
  }
  return "en";
}

Appearance::Appearance(QApplication& application, const Settings& settings)
    : m_application(application), m_settings(settings) {
  applyLanguage();
  applyColors();
  connect(&settings, &Settings::changed, this, [this](const QString& key) {
    if (key == "language")
      applyLanguage();
    if (key == "theme")
      applyColors();
  });
  QDBusConnection::sessionBus().connect(portal, portalPath, portalSettings, "SettingChanged", this,
                                        SLOT(portalSettingChanged(QString, QString)));
}

void Appearance::applyLanguage() {
  const QString language = effectiveLanguage(m_settings.language());
  QLocale::setDefault(QLocale(language));
  QApplication::setFont(interfaceFont(language));
  QCoreApplication::removeTranslator(&m_program);
  QCoreApplication::removeTranslator(&m_qt);
  // Our own last: it is asked first. Qt's holds the texts of its dialogs.
  if (m_qt.load("qtbase_" + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
    QCoreApplication::installTranslator(&m_qt);
  if (m_program.load(":/i18n/zaohua_" + language))
    QCoreApplication::installTranslator(&m_program);
}

void Appearance::applyColors() {
  const Settings::Theme theme = m_settings.theme();
  applyTheme(m_application, theme == Settings::Theme::system ? systemIsDark() : theme == Settings::Theme::dark);
}

bool Appearance::systemIsDark() const {
  // Darkroom grey unless the desktop says that it is light.
  constexpr int preferLight = 2;
  constexpr int patience = 100;  // ms: a desktop without the portal must not hold the window up
  const QDBusConnection bus = QDBusConnection::sessionBus();
  if (!bus.isConnected())
    return true;
  QDBusMessage call = QDBusMessage::createMethodCall(portal, portalPath, portalSettings, "Read");
  call << QString(appearanceSpace) << QString("color-scheme");
  const QDBusMessage answer = bus.call(call, QDBus::Block, patience);
  if (answer.type() != QDBusMessage::ReplyMessage || answer.arguments().isEmpty())
    return true;
  QVariant value = answer.arguments().constFirst();
  while (value.canConvert<QDBusVariant>())
    value = value.value<QDBusVariant>().variant();
  return value.toInt() != preferLight;
}

void Appearance::portalSettingChanged(const QString& space, const QString& key) {
  if (space == appearanceSpace && key == "color-scheme" && m_settings.theme() == Settings::Theme::system)
    applyColors();
}

}  // namespace zaohua
