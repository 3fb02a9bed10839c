// SPDX-License-Identifier: Apache-2.0
// What a dropped picture says about itself, for taking over field by field; and, by name, what it says that cannot be
// taken over. GUI thread; shown without blocking, the answer is taken().
#pragma once

#include <QCheckBox>
#include <QDialog>
#include <QPushButton>
#include <utility>
#include <vector>

#include "image_io/metadata_reader.h"
#include "ui/window/restore_fields.h"

namespace zaohua {

class RestoreDialog : public QDialog {
  Q_OBJECT

 public:
  // `modelKnown`: whether the picture's model is on this machine.
  RestoreDialog(const QString& fileName, const QImage& picture, const RestoredRequest& restored, bool modelKnown,
                QWidget* parent);

  // Whether the picture may join the gallery instead: not if it is there already.
  void setImportOffered(bool offered) { m_import->setVisible(offered); }

 Q_SIGNALS:
  void taken(const zaohua::GenerationRequest& picture, const QList<zaohua::RestoreField>& fields);
  // The other button: the picture joins the gallery as it is.
  void importRequested();

 private:
  QWidget* fieldRow(const RestoreChoice& choice, bool modelKnown);
  QList<RestoreField> chosen() const;

  QPushButton* m_import;
  std::vector<std::pair<RestoreField, QCheckBox*>> m_boxes;
};

}  // namespace zaohua
