// SPDX-License-Identifier: Apache-2.0
#include "ui/window/restore_dialog.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int thumbnailEdge = 132;
constexpr int longestValue = 400;

QLabel* wrapped(const QString& text, const char* role = nullptr) {
  auto* label = new QLabel(text);
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  if (role != nullptr)
    setStyleRole(label, role);
  return label;
}

}  // namespace

RestoreDialog::RestoreDialog(const QString& fileName, const QImage& picture, const RestoredRequest& restored,
                             bool modelKnown, QWidget* parent)
    : QDialog(parent) {
  setObjectName("restoreDialog");
  setWindowTitle(tr("Settings of this picture"));
  setAttribute(Qt::WA_DeleteOnClose);

  auto* thumbnail = new QLabel;
  const qreal ratio = devicePixelRatioF();
  QPixmap pixmap = QPixmap::fromImage(
      picture.scaled(QSize(thumbnailEdge, thumbnailEdge) * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation));
  pixmap.setDevicePixelRatio(ratio);
  thumbnail->setPixmap(pixmap);
  thumbnail->setFixedSize(pixmap.deviceIndependentSize().toSize());
  thumbnail->setAccessibleName(fileName);

  auto* fields = new QWidget;
  auto* column = new QVBoxLayout(fields);
  column->setContentsMargins(0, 0, 8, 0);
  column->setSpacing(measure::fieldSpacing);
  for (const RestoreChoice& choice : restoreChoices(restored.request))
    column->addWidget(fieldRow(choice, modelKnown));
  if (!restored.unrestored.empty()) {
    column->addSpacing(4);
    column->addWidget(wrapped(tr("These cannot be restored:"), "heading"));
    for (const InfotextSetting& setting : restored.unrestored) {
      const QString value = QString::fromStdString(setting.value).left(longestValue);
      column->addWidget(wrapped(QString("%1: %2").arg(QString::fromStdString(setting.name), value), "muted"));
    }
  }
  column->addStretch(1);
  auto* scroll = new QScrollArea;
  scroll->setWidget(fields);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);

  auto* top = new QHBoxLayout;
  top->setSpacing(16);
  auto* left = new QVBoxLayout;
  left->setSpacing(measure::fieldSpacing);
  left->addWidget(thumbnail);
  // A file name has no blanks to break it at.
  QLabel* name = wrapped(QString(fileName).replace('_', QString("_") + QChar(0x200b)), "caption");
  name->setFixedWidth(thumbnailEdge);
  left->addWidget(name);
  left->addStretch(1);
  top->addLayout(left);
  top->addWidget(scroll, 1);

  auto* buttons = new QDialogButtonBox;
  QPushButton* take = buttons->addButton(tr("Use these settings"), QDialogButtonBox::AcceptRole);
  take->setObjectName("restoreTake");
  setStyleRole(take, "primary");
  m_import = buttons->addButton(tr("Only add to the gallery"), QDialogButtonBox::ActionRole);
  m_import->setObjectName("restoreImport");
  buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
  connect(take, &QPushButton::clicked, this, [this, request = restored.request] {
    Q_EMIT taken(request, chosen());
    accept();
  });
  connect(m_import, &QPushButton::clicked, this, [this] {
    Q_EMIT importRequested();
    accept();
  });
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  for (const auto& [field, box] : m_boxes)
    connect(box, &QCheckBox::toggled, take, [this, take] { take->setEnabled(!chosen().isEmpty()); });

  auto* page = new QVBoxLayout(this);
  page->setContentsMargins(16, 16, 16, 12);
  page->setSpacing(14);
  page->addLayout(top, 1);
  page->addWidget(buttons);
  constexpr int shown = 620;
  constexpr int tallest = 560;
  resize(shown, qMin(fields->sizeHint().height() + 110, tallest));
}

QWidget* RestoreDialog::fieldRow(const RestoreChoice& choice, bool modelKnown) {
  auto* row = new QWidget;
  auto* grid = new QGridLayout(row);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(10);
  grid->setVerticalSpacing(2);
  auto* box = new QCheckBox(choice.name);
  box->setObjectName(QString("restoreField%1").arg(static_cast<int>(choice.field)));
  box->setChecked(true);
  box->setMinimumWidth(120);
  grid->addWidget(box, 0, 0, Qt::AlignTop);
  QString value = choice.value;
  if (value.size() > longestValue)
    value = value.left(longestValue) + "…";
  grid->addWidget(wrapped(value), 0, 1);
  grid->setColumnStretch(1, 1);
  if (choice.field == RestoreField::model && !modelKnown)
    grid->addWidget(wrapped(tr("This model is not on this machine. Its name is kept until you choose one."), "caption"),
                    1, 1);
  m_boxes.emplace_back(choice.field, box);
  return row;
}

QList<RestoreField> RestoreDialog::chosen() const {
  QList<RestoreField> fields;
  for (const auto& [field, box] : m_boxes)
    if (box->isChecked())
      fields.append(field);
  return fields;
}

}  // namespace zaohua
