// SPDX-License-Identifier: Apache-2.0
// What the user set, in settings.ini. A value that cannot be read or is out of range falls back to its default, alone;
// a file that cannot be parsed at all is kept aside. GUI thread. Every setting here has an effect.
#pragma once

#include <QObject>
#include <QStringList>
#include <optional>

#include "base/error.h"
#include "library/settings_file.h"

namespace zaohua {

class Settings : public QObject {
  Q_OBJECT

 public:
  enum class Theme { system, light, dark };
  enum class Format { png, jpeg, webp };

  // `file` is created on the first change. problem() says whether a damaged one was put aside.
  explicit Settings(const QString& file, QObject* parent = nullptr);
  const std::optional<Error>& problem() const { return m_file.problem(); }

  QString language() const;  // "system", "zh_CN", "en"
  Theme theme() const;
  QString outputFolder() const;      // empty: LibraryPaths::pictures
  QString fileNameTemplate() const;  // without extension, which the format gives
  Format format() const;
  int quality() const;               // of JPEG and WebP, 50-100
  QString model() const;             // path; empty: the demo model
  QStringList modelFolders() const;  // that the user added, each a model
  QString device() const;            // "auto", "cpu", "cuda:0"
  QString dtype() const;             // "auto", "bf16", "fp32", "fp16", "fp8", "int8"
  int idleUnloadMinutes() const;     // 0 = never, -1440
  int previewsPerSecond() const;     // 0 = none, -10
  bool markAsGenerated() const;      // the implicit label, on by default
  bool visibleMark() const;          // the visible one, off by default
  bool promptInMetadata() const;     // on by default
  bool notifyWhenDone() const;
  bool hintsDismissed() const;

  // A value that makes no sense is passed over; numbers are brought into their range.
  void setLanguage(const QString& language);
  void setTheme(Theme theme);
  void setOutputFolder(const QString& folder);
  void setFileNameTemplate(const QString& text);
  void setFormat(Format format);
  void setQuality(int quality);
  void setModel(const QString& path);
  void setModelFolders(const QStringList& folders);
  void setDevice(const QString& device);
  void setDtype(const QString& dtype);
  void setIdleUnloadMinutes(int minutes);
  void setPreviewsPerSecond(int rate);
  void setMarkAsGenerated(bool on);
  void setVisibleMark(bool on);
  void setPromptInMetadata(bool on);
  void setNotifyWhenDone(bool on);
  void setHintsDismissed(bool on);

 Q_SIGNALS:
  void changed(const QString& key);              // "language", "theme", …: the getter's name
  void writeFailed(const zaohua::Error& error);  // once, until writing works again

 private:
  void store(const QString& key, const QString& value);
  QString text(const QString& key, const QString& usual, bool (*isGood)(const QString&)) const;
  int number(const QString& key, int usual, int least, int most) const;
  bool isOn(const QString& key, bool usual) const;

  SettingsFile m_file;
  bool m_failureTold = false;
};

}  // namespace zaohua
