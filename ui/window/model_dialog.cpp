// SPDX-License-Identifier: Apache-2.0
#include "ui/window/model_dialog.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/common/dialogs.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/window/model_chip.h"

namespace zaohua {

namespace {

constexpr const char* publisher = "https://huggingface.co/Tongyi-MAI/Z-Image-Turbo";
constexpr const char* publisherInChina = "https://modelscope.cn/models/Tongyi-MAI/Z-Image-Turbo";

QString parameterText(std::uint64_t parameters) {
  constexpr double billion = 1e9;
  constexpr double million = 1e6;
  const auto count = static_cast<double>(parameters);
  const QString number = count >= billion ? QLocale().toString(count / billion, 'f', 2) + "B"
                                          : QLocale().toString(count / million, 'f', 1) + "M";
  return ModelDialog::tr("%1 parameters").arg(number);
}

// What a part does; the folder's own name for a part that is not known.
QString componentTitle(const std::string& name) {
  if (name == "text_encoder")
    return ModelDialog::tr("Text encoder (reads the prompt)");
  if (name == "transformer")
    return ModelDialog::tr("Transformer (makes the picture)");
  if (name == "vae")
    return ModelDialog::tr("Autoencoder (turns it into pixels)");
  return QString::fromStdString(name);
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
      m_use(new QPushButton(tr("Use this model"))),
      m_remove(new QPushButton(tr("Remove from list"))) {
  setObjectName("modelDialog");
  setWindowTitle(tr("Models"));
  setAttribute(Qt::WA_DeleteOnClose);
  m_list->setObjectName("modelList");
  m_list->setAccessibleName(tr("Models"));
  m_list->setFixedWidth(200);
  m_title->setObjectName("modelTitle");
  QFont large = m_title->font();
  large.setPointSizeF(large.pointSizeF() * 1.25);
  large.setWeight(QFont::DemiBold);
  m_title->setFont(large);
  m_path->setWordWrap(true);
  m_path->setTextInteractionFlags(Qt::TextSelectableByMouse);
  setStyleRole(m_path, "caption");
  m_text->setObjectName("modelText");
  m_text->setWordWrap(true);
  m_text->setTextFormat(Qt::RichText);
  m_text->setOpenExternalLinks(true);
  m_text->setTextInteractionFlags(Qt::TextBrowserInteraction);
  m_text->setAlignment(Qt::AlignTop);
  m_use->setObjectName("modelUse");
  setStyleRole(m_use, "primary");
  m_remove->setObjectName("modelRemove");
  auto* add = new QPushButton(tr("Add a model folder…"));
  add->setObjectName("modelAdd");

  auto* details = new QVBoxLayout;
  details->setSpacing(8);
  details->addWidget(m_title);
  details->addWidget(m_path);
  details->addWidget(m_text, 1);
  auto* actions = new QHBoxLayout;
  actions->addWidget(m_use);
  actions->addWidget(m_remove);
  actions->addStretch(1);
  details->addLayout(actions);
  auto* left = new QVBoxLayout;
  left->addWidget(m_list, 1);
  left->addWidget(add);
  auto* columns = new QHBoxLayout;
  columns->setSpacing(20);
  columns->addLayout(left);
  columns->addLayout(details, 1);
  auto* buttons = new QDialogButtonBox;
  connect(buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole), &QPushButton::clicked, this, &QDialog::reject);
  auto* page = new QVBoxLayout(this);
  page->setContentsMargins(16, 16, 16, 12);
  page->addLayout(columns, 1);
  page->addWidget(buttons);
  resize(680, 440);

  connect(m_list, &QListWidget::currentRowChanged, this, &ModelDialog::showCurrent);
  connect(add, &QPushButton::clicked, this, &ModelDialog::addFolder);
  connect(m_use, &QPushButton::clicked, this, [this] {
    Q_EMIT modelChosen(currentPath());
    accept();
  });
  connect(m_remove, &QPushButton::clicked, this, [this] { m_catalogue.remove(currentPath()); });
  connect(&m_catalogue, &ModelCatalogue::changed, this, &ModelDialog::fill);
  connect(&m_engine, &Engine::inspected, this, [this](const InspectedModel& model) {
    m_known.insert(model.path, model);
    fill();
  });
  fill();
  for (const KnownModel& model : m_catalogue.models())
    m_engine.inspect(model.path);
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
    const auto known = m_known.constFind(model.path);
    const bool broken = known != m_known.cend() && (known->error || !known->inspection.problems.empty());
    item->setIcon(themeIcon(broken ? "triangle-alert" : "box"));
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
  m_text->setText(known == m_known.cend() ? tr("Checking the folder…") : description(*known));
  m_use->setEnabled(known != m_known.cend() && !known->error && known->inspection.problems.empty());
}

QString ModelDialog::description(const InspectedModel& model) const {
  QStringList lines;
  std::vector<Error> problems = model.inspection.problems;
  if (model.error)
    problems.push_back(*model.error);
  const QString problem = themeColors(palette()).problem.name();
  for (const Error& error : problems)
    lines.append(QString("<p><b style=\"color:%1\">✕</b> %2</p>").arg(problem, errorText(error).toHtmlEscaped()));
  if (!problems.empty()) {
    lines.append("<p>" +
                 tr("Download the whole model from %1 or %2 and put all of its folders here.")
                     .arg(QString("<a href=\"%1\">Hugging Face</a>").arg(publisher),
                          QString("<a href=\"%1\">ModelScope</a>").arg(publisherInChina)) +
                 "</p>");
  }
  for (const ComponentInspection& component : model.inspection.components) {
    const QString name = componentTitle(component.name).toHtmlEscaped();
    lines.append(QString("<p><b>%1</b><br>%2 · %3 · %4</p>")
                     .arg(name, parameterText(component.parameters),
                          QString::fromStdString(component.dtype).toHtmlEscaped(),
                          memoryText(static_cast<double>(component.bytes))));
  }
  return lines.join(QString());
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

}  // namespace zaohua
