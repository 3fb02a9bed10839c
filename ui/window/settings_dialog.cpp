// SPDX-License-Identifier: Apache-2.0
#include "ui/window/settings_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "image_io/file_name.h"
#include "library/settings.h"
#include "ui/common/dialogs.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int pageWidth = 540;
constexpr int numberWidth = 96;

struct Choice {
  QString value;
  QString text;
};

// A list of choices that sets the value belonging to the one chosen.
QComboBox* choiceBox(const char* name, const QList<Choice>& choices, const QString& current,
                     const std::function<void(const QString&)>& set) {
  auto* box = new QComboBox;
  box->setObjectName(name);
  for (const Choice& choice : choices)
    box->addItem(choice.text, choice.value);
  box->setCurrentIndex(qMax(0, box->findData(current)));
  QObject::connect(box, &QComboBox::activated, box, [box, set](int index) { set(box->itemData(index).toString()); });
  return box;
}

QCheckBox* checkBox(const char* name, const QString& text, bool on, const std::function<void(bool)>& set) {
  auto* box = new QCheckBox(text);
  box->setObjectName(name);
  box->setChecked(on);
  QObject::connect(box, &QCheckBox::toggled, box, set);
  return box;
}

QSpinBox* numberBox(const char* name, int least, int most, int value, const std::function<void(int)>& set) {
  auto* box = new QSpinBox;
  box->setObjectName(name);
  box->setRange(least, most);
  box->setValue(value);
  // As wide as its numbers are long.
  box->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  box->setMinimumWidth(numberWidth);
  QObject::connect(box, &QSpinBox::valueChanged, box, set);
  return box;
}

QLabel* explanation(const QString& text) {
  auto* label = new QLabel(text);
  label->setWordWrap(true);
  setStyleRole(label, "caption");
  return label;
}

// A field with what there is to say about it.
QVBoxLayout* explained(QWidget* field, QLabel* text) {
  auto* column = new QVBoxLayout;
  column->setSpacing(4);
  column->addWidget(field);
  column->addWidget(text);
  return column;
}

QFormLayout* formOn(QWidget* page) {
  auto* form = new QFormLayout(page);
  form->setContentsMargins(4, 16, 4, 4);
  form->setHorizontalSpacing(16);
  form->setVerticalSpacing(10);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
  return form;
}

// The label stands in the middle of the field's height, whatever stands below the field.
template <typename Field>
void addRow(QFormLayout& form, const QString& text, QWidget* field, Field* whole) {
  auto* label = new QLabel(text);
  label->setBuddy(field);
  label->setFixedHeight(field->sizeHint().height());
  if (field->accessibleName().isEmpty())
    field->setAccessibleName(text);
  form.addRow(label, whole);
}

void addRow(QFormLayout& form, const QString& text, QWidget* field) {
  addRow(form, text, field, field);
}

}  // namespace

SettingsDialog::SettingsDialog(Settings& settings, Dialogs& dialogs, Place place, QWidget* parent)
    : QDialog(parent), m_settings(settings), m_dialogs(dialogs), m_place(std::move(place)) {
  setObjectName("settingsDialog");
  setAttribute(Qt::WA_DeleteOnClose);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 12, 16, 16);
  build();
}

void SettingsDialog::build() {
  const QString focused = focusWidget() != nullptr ? focusWidget()->objectName() : QString();
  delete m_content;
  setWindowTitle(tr("Settings"));
  m_content = new QWidget;
  auto* column = new QVBoxLayout(m_content);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(16);
  auto* tabs = new QTabWidget;
  tabs->setObjectName("settingsTabs");
  tabs->addTab(appearancePage(), tr("Window"));
  tabs->addTab(picturesPage(), tr("Pictures"));
  tabs->addTab(labelsPage(), tr("Labels"));
  tabs->addTab(enginePage(), tr("Performance"));
  tabs->setCurrentIndex(m_page);
  connect(tabs, &QTabWidget::currentChanged, this, [this](int page) { m_page = page; });
  auto* buttons = new QDialogButtonBox;
  connect(buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole), &QPushButton::clicked, this, &QDialog::reject);
  column->addWidget(tabs, 1);
  column->addWidget(buttons);
  layout()->addWidget(m_content);
  // As high as the highest page: no page is cut off, and none is mostly empty.
  int height = 0;
  for (int page = 0; page < tabs->count(); ++page)
    height = qMax(height, tabs->widget(page)->layout()->totalHeightForWidth(pageWidth));
  tabs->setMinimumSize(pageWidth, height + tabs->tabBar()->sizeHint().height());
  adjustSize();
  if (auto* before = focused.isEmpty() ? nullptr : m_content->findChild<QWidget*>(focused))
    before->setFocus();
}

QWidget* SettingsDialog::appearancePage() {
  auto* page = new QWidget;
  QFormLayout* form = formOn(page);
  addRow(*form, tr("Language"),
         choiceBox("settingLanguage", {{"system", tr("Follow the system")}, {"zh_CN", "简体中文"}, {"en", "English"}},
                   m_settings.language(), [this](const QString& value) {
                     // The dialog is built anew by the change: not inside this very call.
                     QTimer::singleShot(0, this, [this, value] { m_settings.setLanguage(value); });
                   }));
  const auto theme = static_cast<int>(m_settings.theme());
  addRow(*form, tr("Appearance"),
         choiceBox("settingTheme", {{"0", tr("Follow the system")}, {"1", tr("Light")}, {"2", tr("Dark")}},
                   QString::number(theme),
                   [this](const QString& value) { m_settings.setTheme(static_cast<Settings::Theme>(value.toInt())); }));
  form->addRow(QString(),
               checkBox("settingNotify", tr("Tell me when a long job is done and the window is not in front"),
                        m_settings.notifyWhenDone(), [this](bool on) { m_settings.setNotifyWhenDone(on); }));
  return page;
}

QWidget* SettingsDialog::picturesPage() {
  auto* page = new QWidget;
  QFormLayout* form = formOn(page);
  m_folder = new QLineEdit;
  m_folder->setObjectName("settingFolder");
  m_folder->setReadOnly(true);
  auto* choose = new QPushButton(tr("Choose…"));
  choose->setObjectName("settingFolderChoose");
  connect(choose, &QPushButton::clicked, this, &SettingsDialog::chooseFolder);
  m_folderReset = new QToolButton;
  m_folderReset->setObjectName("settingFolderReset");
  m_folderReset->setIcon(themeIcon("rotate-ccw"));
  m_folderReset->setToolTip(tr("Back to the usual folder"));
  m_folderReset->setAccessibleName(m_folderReset->toolTip());
  connect(m_folderReset, &QToolButton::clicked, this, [this] { setFolder({}); });
  auto* folder = new QWidget;
  auto* folderRow = new QHBoxLayout(folder);
  folderRow->setContentsMargins(0, 0, 0, 0);
  folderRow->setSpacing(measure::fieldSpacing);
  folderRow->addWidget(m_folder, 1);
  folderRow->addWidget(m_folderReset);
  folderRow->addWidget(choose);
  showFolder();
  addRow(*form, tr("Folder"), m_folder,
         explained(folder, explanation(tr("Pictures go into a folder of the day inside it. Those that are there stay "
                                          "where they are."))));

  m_nameTemplate = new QLineEdit(m_settings.fileNameTemplate());
  m_nameTemplate->setObjectName("settingNameTemplate");
  m_nameExample = explanation({});
  m_nameExample->setObjectName("settingNameExample");
  connect(m_nameTemplate, &QLineEdit::textEdited, this, [this](const QString& text) {
    m_settings.setFileNameTemplate(text);
    showNameExample();
  });
  addRow(*form, tr("File names"), m_nameTemplate, explained(m_nameTemplate, m_nameExample));
  showNameExample();

  QSpinBox* quality =
      numberBox("settingQuality", 50, 100, m_settings.quality(), [this](int value) { m_settings.setQuality(value); });
  addRow(*form, tr("Quality of JPEG and WebP"), quality);
  return page;
}

void SettingsDialog::showNameExample() {
  const std::string name =
      fillFileName((m_nameTemplate->text() + ".png").toStdString(), LocalTime{2026, 11, 24, 9, 5, 30}, 428117);
  m_nameExample->setText(
      tr("For example: %1\nYou can use {date}, {time} and {seed}.").arg(QString::fromStdString(name)));
}

void SettingsDialog::chooseFolder() {
  const std::optional<QString> folder = m_dialogs.chooseFolder(this, tr("Folder for pictures"), m_folder->text());
  if (folder)
    setFolder(*folder);
}

void SettingsDialog::setFolder(const QString& folder) {
  m_settings.setOutputFolder(folder);
  showFolder();
}

void SettingsDialog::showFolder() {
  const QString chosen = m_settings.outputFolder();
  m_folder->setText(QDir::toNativeSeparators(chosen.isEmpty() ? m_place.picturesFolder : chosen));
  m_folderReset->setHidden(chosen.isEmpty());
}

QWidget* SettingsDialog::labelsPage() {
  auto* page = new QWidget;
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(4, 16, 4, 4);
  column->setSpacing(6);
  column->addWidget(checkBox("settingMark", tr("Mark the file as AI-generated"), m_settings.markAsGenerated(),
                             [this](bool on) { m_settings.setMarkAsGenerated(on); }));
  column->addWidget(
      explanation(tr("Nothing of it is seen in the picture. China (GB 45438) and the European Union ask for "
                     "such a label when pictures are published.")));
  column->addSpacing(10);
  column->addWidget(checkBox("settingVisibleMark", tr("Write “AI 生成” (AI generated) into the lower right corner"),
                             m_settings.visibleMark(), [this](bool on) { m_settings.setVisibleMark(on); }));
  column->addWidget(explanation(tr("The words become part of the picture and cannot be taken out again.")));
  column->addSpacing(10);
  column->addWidget(checkBox("settingPromptInMetadata", tr("Keep prompt and settings inside the file"),
                             m_settings.promptInMetadata(), [this](bool on) { m_settings.setPromptInMetadata(on); }));
  column->addWidget(
      explanation(tr("A picture with its settings can be dropped on the window to make it again. Whoever "
                     "gets the file can read them.")));
  column->addStretch(1);
  return page;
}

QWidget* SettingsDialog::enginePage() {
  auto* page = new QWidget;
  QFormLayout* form = formOn(page);
  QList<Choice> devices = {{"auto", tr("Automatic (graphics card first)")}, {"cpu", tr("Processor")}};
  for (int card = 0; card < m_place.graphicsCards; ++card)
    devices.insert(card + 1, {QString("cuda:%1").arg(card),
                              m_place.graphicsCards == 1 ? tr("Graphics card") : tr("Graphics card %1").arg(card + 1)});
  // What is set is shown, though the card was taken out or the settings came from another machine.
  const bool isListed = std::any_of(devices.begin(), devices.end(),
                                    [this](const Choice& choice) { return choice.value == m_settings.device(); });
  if (!isListed)
    devices.append({m_settings.device(), tr("%1 (not found here)").arg(m_settings.device())});
  addRow(*form, tr("Device"), choiceBox("settingDevice", devices, m_settings.device(), [this](const QString& value) {
    m_settings.setDevice(value);
  }));
  addRow(*form, tr("Number format"),
         choiceBox("settingDtype",
                   {{"auto", tr("Automatic (fastest that is accurate enough)")},
                    {"bf16", "bf16"},
                    {"fp32", tr("fp32 (slow, twice the memory)")},
                    {"fp16", "fp16"},
                    {"fp8", tr("fp8 (faster and less exact; GeForce 40 and later)")},
                    {"int8", tr("int8 (compact: half the memory; GeForce 20 and later)")}},
                   m_settings.dtype(), [this](const QString& value) { m_settings.setDtype(value); }));
  QSpinBox* idle = numberBox("settingIdleUnload", 0, 1440, m_settings.idleUnloadMinutes(),
                             [this](int value) { m_settings.setIdleUnloadMinutes(value); });
  idle->setSpecialValueText(tr("never"));
  idle->setSuffix(tr(" min", "after so many minutes"));
  addRow(*form, tr("Free memory when idle"), idle);
  QSpinBox* previews = numberBox("settingPreviews", 0, 10, m_settings.previewsPerSecond(),
                                 [this](int value) { m_settings.setPreviewsPerSecond(value); });
  previews->setSpecialValueText(tr("none"));
  addRow(*form, tr("Previews a second, at most"), previews);
  auto* models = new QPushButton(tr("Models…"));
  models->setObjectName("settingModels");
  connect(models, &QPushButton::clicked, this, &SettingsDialog::modelsRequested);
  models->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  addRow(*form, tr("Model folders"), models);
  return page;
}

void SettingsDialog::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange)
    build();
  QDialog::changeEvent(event);
}

}  // namespace zaohua
