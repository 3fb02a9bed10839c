// SPDX-License-Identifier: Apache-2.0
// What comes into the window from outside: dropped, opened or handed over by a second start. A preset joins the
// presets, a picture offers its settings, a picture without any joins the gallery. Files are read off the GUI thread,
// where this lives.
#pragma once

#include <QObject>
#include <QStringList>
#include <functional>

#include "image_io/metadata_reader.h"
#include "library/gallery_store.h"
#include "library/model_catalogue.h"
#include "library/preset_store.h"
#include "ui/window/restore_fields.h"

class QMimeData;

namespace zaohua {

class Intake : public QObject {
  Q_OBJECT

 public:
  struct Parts {
    GalleryStore& gallery;
    PresetStore& presets;
    ModelCatalogue& catalogue;
    std::function<QString()> importFolder;  // where pictures without a home are copied to
  };
  Intake(const Parts& parts, QWidget* window);

  static bool accepts(const QMimeData& data);
  void take(const QMimeData& data);
  void open(const QStringList& paths);
  // Offers the settings of a picture of the gallery.
  void offer(const PictureRecord& record);

 Q_SIGNALS:
  void restoreRequested(const zaohua::GenerationRequest& picture, const QList<zaohua::RestoreField>& fields);
  void presetImported(const QString& id);
  void pictureImported(qint64 id);
  void failed(const zaohua::Error& error);

 private:
  void openPicture(const QString& path);
  void importPicture(const QString& path);
  void showDialog(const QString& path, const QImage& image, const RestoredRequest& restored, bool isOurs);

  Parts m_parts;
  QWidget* m_window;
};

}  // namespace zaohua
