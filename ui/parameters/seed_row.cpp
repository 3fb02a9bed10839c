// SPDX-License-Identifier: Apache-2.0
#include "ui/parameters/seed_row.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QRandomGenerator>
#include <algorithm>

#include "base/generation_request.h"
#include "ui/common/icons.h"
#include "ui/parameters/number_field.h"

namespace zaohua {

namespace {

QPushButton* iconButton(const char* name, const char* icon) {
  auto* button = new QPushButton;
  button->setObjectName(name);
  button->setIcon(themeIcon(icon));
  button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  button->setStyleSheet("QPushButton { padding: 4px 7px; } QPushButton:focus { padding: 3px 6px; }");
  return button;
}

}  // namespace

SeedField::SeedField(QWidget* parent) : QLineEdit(parent) {
  setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  setMinimumWidth(60);
}

QSize SeedField::sizeHint() const {
  return {fontMetrics().horizontalAdvance(QString(10, '0')) + 24, QLineEdit::sizeHint().height()};
}

void SeedField::keyPressEvent(QKeyEvent* event) {
  if (event->modifiers() == Qt::NoModifier && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
    Q_EMIT stepped(event->key() == Qt::Key_Up ? 1 : -1);
    return;
  }
  QLineEdit::keyPressEvent(event);
}

SeedRow::SeedRow(QWidget* parent)
    : QWidget(parent),
      m_random(iconButton("seedRandom", "dices")),
      m_lock(iconButton("seedLock", "lock-open")),
      m_useLast(iconButton("seedUseLast", "history")),
      m_field(new SeedField) {
  setObjectName("seedRow");
  m_lock->setCheckable(true);
  m_field->setObjectName("seedField");
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(6);
  row->addWidget(m_random);
  row->addWidget(m_lock);
  row->addWidget(m_useLast);
  row->addStretch();
  row->addWidget(m_field);
  connect(m_random, &QPushButton::clicked, this, [this] { take(-1); });
  connect(m_lock, &QPushButton::clicked, this, [this](bool lock) {
    const qint64 some = m_last.value_or(QRandomGenerator::global()->generate());
    take(lock ? some : -1);
  });
  connect(m_useLast, &QPushButton::clicked, this, [this] { take(m_last.value_or(-1)); });
  connect(m_field, &QLineEdit::editingFinished, this, &SeedRow::commitEdits);
  connect(m_field, &SeedField::stepped, this, [this](int direction) {
    commitEdits();
    const qint64 from = m_seed >= 0 ? m_seed : m_last.value_or(0);
    take(std::clamp<qint64>(from + direction, 0, RequestLimits::maxSeed));
  });
  retranslate();
}

void SeedRow::take(qint64 seed) {
  const bool another = seed != m_seed;
  setSeed(seed);
  Q_EMIT corrected(QString());
  if (another)
    Q_EMIT changed();
}

void SeedRow::setSeed(qint64 seed) {
  m_seed = seed < 0 ? -1 : qMin<qint64>(seed, RequestLimits::maxSeed);
  retranslate();
}

void SeedRow::setLastSeed(qint64 seed) {
  m_last = seed;
  retranslate();
}

void SeedRow::commitEdits() {
  const QString text = m_field->text();
  if (text == (m_seed < 0 ? QString() : QString::number(m_seed)))
    return;
  const std::optional<double> number = numberIn(text);
  if (!number || *number < 0) {
    take(-1);
    return;
  }
  const double most = static_cast<double>(RequestLimits::maxSeed);
  take(static_cast<qint64>(std::min(std::floor(*number), most)));
  if (*number > most)
    Q_EMIT corrected(tr("%1 is the largest seed").arg(RequestLimits::maxSeed));
}

void SeedRow::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange)
    retranslate();
}

void SeedRow::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  retranslate();
}

void SeedRow::retranslate() {
  const bool locked = m_seed >= 0;
  m_field->setText(locked ? QString::number(m_seed) : QString());
  m_field->setPlaceholderText(m_last ? QString::number(*m_last) : tr("random"));
  m_field->setAccessibleName(tr("Seed"));
  m_field->setToolTip(locked ? tr("This seed with these settings makes the same picture again")
                             : tr("Every press draws a new seed. Type one to make a picture again."));
  m_random->setAccessibleName(tr("Random seed"));
  m_random->setToolTip(tr("Draw a new seed at each press"));
  const QSignalBlocker silent(m_lock);
  m_lock->setChecked(locked);
  m_lock->setIcon(themeIcon(locked ? "lock" : "lock-open"));
  m_lock->setAccessibleName(locked ? tr("The seed is locked") : tr("Lock the seed"));
  m_lock->setToolTip(locked ? tr("The seed is locked. Press to draw a new one each time.")
                            : tr("Keep the seed of the last picture"));
  m_useLast->setVisible(locked && m_last && *m_last != m_seed);
  m_useLast->setAccessibleName(tr("Use the last seed"));
  m_useLast->setToolTip(tr("Use the last picture's seed: %1").arg(m_last.value_or(0)));
  // Where there is no room for the word, the dice says it alone.
  m_random->setText(tr("Random"));
  if (layout()->sizeHint().width() > width())
    m_random->setText(QString());
}

}  // namespace zaohua
