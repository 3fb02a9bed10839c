// SPDX-License-Identifier: Apache-2.0
#include "ui/window/model_dialog.h"

#include <QDir>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/common/dialogs.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/window/model_chip.h"
#include "ui/window/model_description.h"

namespace zaohua {

namespace {

constexpr int listWidth = 208;
constexpr QSize startSize(720, 440);

bool isWhole(const InspectedModel& model) {
  return !model.error && model.inspection.problems.empty();
}

}  // namespace

ModelDialog::ModelDialog(Engine& engine, ModelCatalogue& catalogue, Dialogs& dialogs, QWidget* parent)
    : QDialog(parent),
      m_engine(engine),
      m_catalogue(catalogue),
      m_dialogs(dialogs),
      m_list(new QListWidget),
      m_title(new QLabel),
      m_path(new QLabel),
      m_text(new QLabel),
      m_add(new QPushButton),
      m_remove(new QPushButton),
      m_close(new QPushButton),
      m_use(new QPushButton) {
  setObjectName("modelDialog");
  setAttribute(Qt::WA_DeleteOnClose);
  build();
  connect(m_list, &QListWidget::currentRowChanged, this, &ModelDialog::showCurrent);
  connect(m_add, &QPushButton::clicked, this, &ModelDialog::addFolder);
  connect(m_remove, &QPushButton::clicked, this, [this] { m_catalogue.remove(currentPath()); });
  connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
  connect(m_use, &QPushButton::clicked, this, [this] {
    Q_EMIT modelChosen(currentPath());
    accept();
  });
  connect(&m_catalogue, &ModelCatalogue::changed, this, &ModelDialog::fill);
  connect(&m_engine, &Engine::inspected, this, [this](const InspectedModel& model) {
    m_known.insert(model.path, model);
    fill();
  });
  fill();
  retranslate();
  for (const KnownModel& model : m_catalogue.models())
    m_engine.inspect(model.path);
}

// The list and what belongs to it on the left, the model on the right, and one line of buttons below both.
void ModelDialog::build() {
  m_list->setObjectName("modelList");
  m_list->setFixedWidth(listWidth);
  m_list->setIconSize({16, 16});
  m_list->setTextElideMode(Qt::ElideMiddle);
  m_add->setObjectName("modelAdd");
  m_remove->setObjectName("modelRemove");
  m_close->setObjectName("modelClose");
  m_use->setObjectName("modelUse");
  setStyleRole(m_use, "primary");
  m_use->setDefault(true);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(measure::fieldSpacing);
  buttons->addWidget(m_remove);
  buttons->addStretch(1);
  buttons->addWidget(m_use);
  buttons->addWidget(m_close);
  auto* page = new QGridLayout(this);
  page->setContentsMargins(16, 16, 16, 16);
  page->setHorizontalSpacing(20);
  page->setVerticalSpacing(14);
  page->addWidget(m_list, 0, 0);
  page->addWidget(makeDetails(), 0, 1);
  page->addWidget(m_add, 1, 0, Qt::AlignVCenter);
  page->addLayout(buttons, 1, 1);
  page->setColumnStretch(1, 1);
  page->setRowStretch(0, 1);
  resize(startSize);
}

QWidget* ModelDialog::makeDetails() {
  m_title->setObjectName("modelTitle");
  QFont large = font();
  large.setPointSizeF(large.pointSizeF() * 1.25);
  large.setWeight(QFont::DemiBold);
  m_title->setFont(large);
  m_title->setWordWrap(true);
  m_path->setObjectName("modelPath");
  m_path->setWordWrap(true);
  m_path->setTextInteractionFlags(Qt::TextSelectableByMouse);
  // A long path is broken where a folder ends instead of making the dialog wide.
  m_path->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  setStyleRole(m_path, "caption");
  m_text->setObjectName("modelText");
  m_text->setWordWrap(true);
  m_text->setTextFormat(Qt::RichText);
  m_text->setOpenExternalLinks(true);
  m_text->setTextInteractionFlags(Qt::TextBrowserInteraction);
  m_text->setAlignment(Qt::AlignTop);
  auto* details = new QWidget;
  auto* column = new QVBoxLayout(details);
  column->setContentsMargins(0, 0, measure::fieldSpacing, 0);
  column->setSpacing(measure::fieldSpacing);
  column->addWidget(m_title);
  column->addWidget(m_path);
  column->addWidget(m_text, 1);
  auto* scroll = new QScrollArea;
  scroll->setObjectName("modelDetails");
  scroll->setWidget(details);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  return scroll;
}

QString ModelDialog::currentPath() const {
  const QListWidgetItem* item = m_list->currentItem();
  return item != nullptr ? item->data(Qt::UserRole).toString() : QString();
}

void ModelDialog::fill() {
  const QString before = m_list->count() > 0 ? currentPath() : m_catalogue.chosen().path;
  const QSignalBlocker quiet(m_list);
  m_list->clear();
  for (const KnownModel& model : m_catalogue.models()) {
    auto* item = new QListWidgetItem(modelTitle(model), m_list);
    item->setData(Qt::UserRole, model.path);
    item->setToolTip(QDir::toNativeSeparators(model.path));
    const auto known = m_known.constFind(model.path);
    item->setIcon(themeIcon(known != m_known.cend() && !isWhole(*known) ? "triangle-alert" : "box"));
    if (model.path == before)
      m_list->setCurrentItem(item);
  }
  if (m_list->currentRow() < 0)
    m_list->setCurrentRow(0);
  showCurrent();
}

void ModelDialog::showCurrent() {
  const KnownModel* model = m_catalogue.find(currentPath());
  if (model == nullptr)
    return;
  m_title->setText(modelTitle(*model));
  m_path->setText(QDir::toNativeSeparators(model->path));
  m_remove->setVisible(!model->demo);
  const auto known = m_known.constFind(model->path);
  const bool isInUse = m_catalogue.chosen().path == model->path;
  m_text->setText(known == m_known.cend() ? tr("Checking the folder…")
                                          : modelDescription(*known, themeColors(palette())));
  m_use->setText(isInUse ? tr("In use") : tr("Use this model"));
  m_use->setEnabled(!isInUse && known != m_known.cend() && isWhole(*known));
}

void ModelDialog::addFolder() {
  const std::optional<QString> folder = m_dialogs.chooseFolder(this, tr("Folder of a model"), QDir::homePath());
  if (!folder)
    return;
  m_catalogue.add(*folder);
  const QString clean = QDir::cleanPath(*folder);
  m_engine.inspect(clean);
  for (int row = 0; row < m_list->count(); ++row)
    if (m_list->item(row)->data(Qt::UserRole).toString() == clean)
      m_list->setCurrentRow(row);
}

void ModelDialog::retranslate() {
  setWindowTitle(tr("Models"));
  m_list->setAccessibleName(tr("Models"));
  m_add->setText(tr("Add a model folder…"));
  m_remove->setText(tr("Remove from list"));
  m_close->setText(tr("Close"));
  fill();
}

void ModelDialog::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  else if (event->type() == QEvent::PaletteChange)
    showCurrent();
  QDialog::changeEvent(event);
}

}  // namespace zaohua
