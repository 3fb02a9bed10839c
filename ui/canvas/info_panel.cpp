// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/info_panel.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QDir>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>

#include "ui/canvas/info_row.h"
#include "ui/canvas/settings_text.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int shownOfJob = 8;  // letters of its name: enough to tell jobs apart

bool isLong(const QString& key) {
  static const QStringList keys{"prompt", "negativePrompt", "noiseRule", "unknownFields", "origin", "file", "job"};
  return keys.contains(key);
}

}  // namespace

InfoPanel::InfoPanel(QWidget* parent)
    : QWidget(parent),
      m_empty(new QLabel),
      m_scroll(new QScrollArea),
      m_restore(new QPushButton),
      m_copyAll(new QPushButton) {
  setObjectName("infoPanel");
  m_empty->setObjectName("infoEmpty");
  m_empty->setAlignment(Qt::AlignCenter);
  m_empty->setWordWrap(true);
  setStyleRole(m_empty, "muted");
  m_restore->setObjectName("infoRestore");
  m_copyAll->setObjectName("infoCopyAll");
  m_copyAll->setIcon(themeIcon("copy"));

  auto* content = new QWidget;
  m_column = new QVBoxLayout(content);
  m_column->setContentsMargins(measure::panelMargin, measure::panelMargin, measure::panelMargin, measure::panelMargin);
  m_column->setSpacing(10);
  m_column->addStretch(1);
  m_scroll->setObjectName("infoScroll");
  m_scroll->setWidgetResizable(true);
  m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_scroll->setFocusPolicy(Qt::NoFocus);
  m_scroll->setWidget(content);
  content->setAutoFillBackground(false);
  m_scroll->viewport()->setAutoFillBackground(false);

  auto* buttons = new QHBoxLayout;
  buttons->setContentsMargins(measure::panelMargin, 8, measure::panelMargin, measure::panelMargin);
  buttons->setSpacing(measure::fieldSpacing);
  buttons->addWidget(m_restore, 1);
  buttons->addWidget(m_copyAll);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(m_empty, 1);
  column->addWidget(m_scroll, 1);
  column->addLayout(buttons);
  connect(m_restore, &QPushButton::clicked, this, &InfoPanel::restoreRequested);
  connect(m_copyAll, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(allText()); });
  retranslate();
}

void InfoPanel::setPicture(const std::optional<PictureRecord>& picture) {
  m_picture = picture;
  retranslate();
  m_scroll->ensureVisible(0, 0);
}

std::vector<InfoPanel::Line> InfoPanel::lines() const {
  std::vector<Line> lines;
  if (!m_picture)
    return lines;
  const PictureRecord& picture = *m_picture;
  if (picture.request) {
    for (const SettingText& text : settingTexts(*picture.request)) {
      if (!text.value.isEmpty())
        lines.push_back({text.key, text.name, text.value});
    }
  } else {
    lines.push_back({"origin", tr("Settings"), tr("This picture does not say how it was made")});
    if (picture.width > 0)
      lines.push_back({"size", tr("Size"), tr("%1 × %2 px").arg(picture.width).arg(picture.height)});
  }
  const QLocale locale;
  if (picture.createdAt.isValid())
    lines.push_back({"date", tr("Made on"),
                     tr("%1, %2", "a date and a time")
                         .arg(locale.toString(picture.createdAt.date(), QLocale::LongFormat),
                              locale.toString(picture.createdAt.time(), QLocale::ShortFormat))});
  lines.push_back({"file", tr("File"), QDir::toNativeSeparators(picture.path)});
  if (picture.file != PictureRecord::File::present) {
    lines.push_back({"fileState", tr("State of the file"),
                     picture.file == PictureRecord::File::missing ? tr("The file is no longer there")
                                                                  : tr("The file cannot be read")});
  }
  if (picture.fileSize > 0)
    lines.push_back(
        {"fileSize", tr("Size on disk"), locale.formattedDataSize(picture.fileSize, 1, QLocale::DataSizeSIFormat)});
  lines.push_back({"favourite", tr("Favourite"), picture.favourite ? tr("Yes") : tr("No")});
  if (!picture.albums.isEmpty())
    lines.push_back({"albums", tr("Albums"), locale.createSeparatedList(picture.albums)});
  if (!picture.job.isEmpty()) {
    lines.push_back({"job", tr("Job"),
                     tr("%1, picture %2", "the name of a job and which of its pictures this is")
                         .arg(picture.job.left(shownOfJob))
                         .arg(picture.jobIndex + 1)});
  }
  return lines;
}

QString InfoPanel::allText() const {
  QStringList text;
  for (const Line& line : lines())
    text.append(tr("%1: %2", "a name and its value").arg(line.name, line.value));
  return text.join('\n');
}

void InfoPanel::retranslate() {
  const std::vector<Line> wanted = lines();
  // The same rows as before keep their widgets, so that the focus stays where it was.
  const bool same = std::equal(wanted.begin(), wanted.end(), m_rows.begin(), m_rows.end(),
                               [](const Line& line, const InfoRow* row) { return row->property("key") == line.key; });
  if (!same) {
    qDeleteAll(m_rows);
    m_rows.clear();
    for (const Line& line : wanted) {
      auto* row = new InfoRow(line.key, isLong(line.key) ? InfoRow::Shape::paragraph : InfoRow::Shape::line);
      row->setProperty("key", line.key);
      m_column->insertWidget(m_column->count() - 1, row);
      m_rows.push_back(row);
    }
  }
  for (std::size_t index = 0; index < wanted.size(); ++index)
    m_rows[index]->setText(wanted[index].name, wanted[index].value);
  m_empty->setText(tr("No picture is open"));
  m_empty->setVisible(!m_picture);
  m_scroll->setVisible(m_picture.has_value());
  m_restore->setVisible(m_picture && m_picture->request);
  m_restore->setText(tr("Use these settings"));
  m_restore->setToolTip(tr("Put these settings into the form"));
  m_copyAll->setVisible(m_picture.has_value());
  m_copyAll->setText(tr("Copy all"));
  m_copyAll->setToolTip(tr("Copy everything about this picture as text"));
}

void InfoPanel::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QWidget::changeEvent(event);
}

}  // namespace zaohua
