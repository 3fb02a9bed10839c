// SPDX-License-Identifier: Apache-2.0
#include "ui/window/fit_line.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <cmath>

#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/window/model_chip.h"

namespace zaohua {

double missingBytes(const MemoryState& memory, int width, int height) {
  const double weights = memory.weightsResident ? 0 : static_cast<double>(memory.weightBytes);
  return weights + memory.bytesPerPixel * width * height - static_cast<double>(memory.freeBytes);
}

QString durationText(double seconds) {
  constexpr double minute = 60;
  if (seconds < 1)
    return FitLine::tr("less than 1 s");
  if (seconds < 1.5 * minute)
    return FitLine::tr("about %1 s").arg(QLocale().toString(static_cast<int>(std::ceil(seconds))));
  return FitLine::tr("about %1 min").arg(QLocale().toString(static_cast<int>(std::ceil(seconds / minute))));
}

FitLine::FitLine(QWidget* parent) : QWidget(parent), m_icon(new QLabel), m_text(new QLabel) {
  setObjectName("fitLine");
  m_text->setObjectName("fitText");
  m_text->setWordWrap(true);
  setStyleRole(m_text, "caption");
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(6);
  row->addWidget(m_icon, 0, Qt::AlignTop);
  row->addWidget(m_text, 1);
}

void FitLine::show(const Engine& engine, const GenerationRequest& request, int pictures) {
  const ThemeColors& colors = themeColors(palette());
  const auto set = [this](const char* icon, const QColor& color, const QString& text) {
    m_icon->setPixmap(themePixmap(icon, 14, color, devicePixelRatioF()));
    m_text->setText(text);
    setAccessibleName(text);
  };
  const ModelState& model = engine.model();
  if (model.phase == ModelState::Phase::failed)
    return set("circle-x", colors.problem, tr("The model cannot be used."));
  if (!model.isOpen())
    return set("loader", colors.muted, tr("The model is being opened."));

  const MemoryState& memory = model.memory;
  const int width = request.width.value_or(model.info.width);
  const int height = request.height.value_or(model.info.height);
  const double missing = missingBytes(memory, width, height);
  if (missing > 0) {
    const QString text = memory.deviceBytes > 0
                             ? tr("Too little graphics memory: %1 more needed. Choose a smaller size.")
                             : tr("Too little memory: %1 more needed. Choose a smaller size.");
    return set("triangle-alert", colors.warn, text.arg(memoryText(missing)));
  }
  const double need = memory.bytesPerPixel * width * height + static_cast<double>(memory.weightBytes);
  QString fits = memory.deviceBytes > 0
                     ? tr("Fits in graphics memory: %1 of %2")
                           .arg(memoryText(need), memoryText(static_cast<double>(memory.deviceBytes)))
                     : tr("Fits in memory: %1").arg(memoryText(need));
  const std::optional<TimeEstimate> estimate = engine.estimate(request);
  const QString time = estimate ? durationText(estimate->total() * pictures) : tr("time known after the first picture");
  set("circle-check", colors.ok, fits + " · " + time);
}

QString FitLine::text() const {
  return m_text->text();
}

}  // namespace zaohua
