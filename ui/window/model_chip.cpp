// SPDX-License-Identifier: Apache-2.0
#include "ui/window/model_chip.h"

#include <QEvent>
#include <QLocale>
#include <QPainter>

#include "ui/common/error_text.h"
#include "ui/common/text_width.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int dotSize = 8;
constexpr int gap = 8;
constexpr int margin = 10;

}  // namespace

QString memoryText(double bytes) {
  constexpr double gigabyte = 1e9;
  constexpr double megabyte = 1e6;
  const QLocale locale;
  if (bytes < gigabyte)
    return QString("%1 MB").arg(locale.toString(bytes / megabyte, 'f', 0));
  const double gigabytes = bytes / gigabyte;
  return QString("%1 GB").arg(locale.toString(gigabytes, 'f', gigabytes < 10 ? 1 : 0));
}

QString modelTitle(const KnownModel& model) {
  return model.demo ? ModelChip::tr("Demo model") : model.name;
}

ModelChip::ModelChip(Engine& engine, ModelCatalogue& catalogue, QWidget* parent)
    : QToolButton(parent), m_engine(engine), m_catalogue(catalogue) {
  setObjectName("modelChip");
  setPopupMode(QToolButton::InstantPopup);
  setMenu(&m_menu);
  setFocusPolicy(Qt::StrongFocus);
  m_menu.setObjectName("modelMenu");
  connect(&m_menu, &QMenu::aboutToShow, this, &ModelChip::fillMenu);
  connect(&engine, &Engine::modelChanged, this, &ModelChip::refresh);
  connect(&catalogue, &ModelCatalogue::changed, this, &ModelChip::refresh);
  refresh();
}

QString ModelChip::stateText() const {
  const ModelState& model = m_engine.model();
  switch (model.phase) {
    case ModelState::Phase::closed:
      return tr("Not open");
    case ModelState::Phase::opening:
      return tr("Opening");
    case ModelState::Phase::loading:
      return tr("Loading %1 %").arg(100 * model.loaded / qMax(1, model.loadTotal));
    case ModelState::Phase::ready:
      return tr("Ready");
    case ModelState::Phase::resting:
      return tr("Resting, memory freed");
    case ModelState::Phase::failed:
      return tr("Cannot be used");
  }
  return {};
}

void ModelChip::refresh() {
  const ModelState& model = m_engine.model();
  const KnownModel* known = m_catalogue.find(model.choice.path);
  m_name = modelTitle(known != nullptr ? *known : m_catalogue.chosen());
  QStringList parts;
  if (model.isOpen()) {
    parts.append(QString::fromStdString(model.info.device));
    if (model.memory.deviceBytes > 0)
      parts.append(memoryText(static_cast<double>(model.memory.deviceBytes)));
  }
  parts.append(stateText());
  m_rest = parts.join(" · ");
  setAccessibleName(tr("Model: %1").arg(m_name + ", " + m_rest));
  const bool failed = model.phase == ModelState::Phase::failed;
  setToolTip(failed ? errorText(model.error) : tr("Choose a model"));
  updateGeometry();
  update();
}

void ModelChip::fillMenu() {
  m_menu.clear();
  for (const KnownModel& known : m_catalogue.models()) {
    QAction* action = m_menu.addAction(modelTitle(known));
    action->setCheckable(true);
    action->setChecked(known.path == m_catalogue.chosen().path);
    connect(action, &QAction::triggered, this, [this, path = known.path] { Q_EMIT modelChosen(path); });
  }
  m_menu.addSeparator();
  const MemoryState& memory = m_engine.model().memory;
  if (m_engine.model().isOpen()) {
    QString used = tr("Weights: %1").arg(memoryText(static_cast<double>(memory.weightBytes)));
    m_menu.addAction(used)->setEnabled(false);
    const QString free = memory.deviceBytes > 0 ? tr("Free graphics memory: %1") : tr("Free memory: %1");
    m_menu.addAction(free.arg(memoryText(static_cast<double>(memory.freeBytes))))->setEnabled(false);
    m_menu.addAction(tr("Number format: %1").arg(QString::fromStdString(m_engine.model().info.dtype)))
        ->setEnabled(false);
    m_menu.addSeparator();
  }
  if (m_engine.model().phase == ModelState::Phase::failed)
    connect(m_menu.addAction(tr("Try again")), &QAction::triggered, this, &ModelChip::retryRequested);
  connect(m_menu.addAction(tr("Models…")), &QAction::triggered, this, &ModelChip::manageRequested);
}

QSize ModelChip::sizeHint() const {
  QFont bold = font();
  bold.setWeight(QFont::DemiBold);
  const int width = textWidth(bold, m_name) + textWidth(font(), m_rest);
  return {width + dotSize + 3 * gap + 2 * margin + gap, measure::control};
}

QSize ModelChip::minimumSizeHint() const {
  return {120, measure::control};
}

void ModelChip::paintEvent(QPaintEvent*) {
  const ThemeColors& colors = themeColors(palette());
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  if (underMouse() || hasFocus() || m_menu.isVisible()) {
    painter.setPen(hasFocus() ? QPen(colors.accentLine, 2) : QPen(Qt::NoPen));
    painter.setBrush(colors.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), measure::radius, measure::radius);
  }

  const ModelState::Phase phase = m_engine.model().phase;
  const bool failed = phase == ModelState::Phase::failed;
  const bool open = phase == ModelState::Phase::ready || phase == ModelState::Phase::resting;
  painter.setPen(Qt::NoPen);
  painter.setBrush(failed ? colors.problem : open ? colors.ok : colors.warn);
  const QRectF dot(margin, (height() - dotSize) / 2.0, dotSize, dotSize);
  // Not by colour alone: a problem is a square, work a ring, and the words say it too.
  if (failed) {
    painter.drawRect(dot);
  } else if (!open) {
    painter.setPen(QPen(colors.warn, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(dot.adjusted(1, 1, -1, -1));
  } else {
    painter.drawEllipse(dot);
  }

  QRect room = rect().adjusted(margin + dotSize + gap, 0, -margin - 2 * gap, 0);
  QFont bold = font();
  bold.setWeight(QFont::DemiBold);
  painter.setFont(bold);
  painter.setPen(colors.text);
  const QString name = QFontMetrics(bold).elidedText(m_name, Qt::ElideMiddle, room.width());
  painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft, name);
  room.setLeft(room.left() + textWidth(bold, name) + gap);
  painter.setFont(font());
  painter.setPen(colors.muted);
  painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft,
                   fontMetrics().elidedText(m_rest, Qt::ElideRight, qMax(0, room.width())));

  const QPointF tip(width() - margin - 4, height() / 2.0 + 2);
  painter.setPen(QPen(colors.muted, 1.5));
  painter.drawPolyline(QPolygonF({tip + QPointF(-4, -4), tip, tip + QPointF(4, -4)}));
}

void ModelChip::changeEvent(QEvent* event) {
  const QEvent::Type type = event->type();
  if (type == QEvent::LanguageChange || type == QEvent::FontChange || type == QEvent::StyleChange)
    refresh();
  QToolButton::changeEvent(event);
}

}  // namespace zaohua
