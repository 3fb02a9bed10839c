// SPDX-License-Identifier: Apache-2.0
#include "ui/common/segmented_control.h"

#include <QHBoxLayout>
#include <QToolButton>

#include "ui/common/theme.h"

namespace zaohua {

SegmentedControl::SegmentedControl(QWidget* parent) : QWidget(parent) {
  setStyleRole(this, "segments");
  setAttribute(Qt::WA_StyledBackground);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(2, 2, 2, 2);
  row->setSpacing(0);
  m_group.setExclusive(true);
  connect(&m_group, &QButtonGroup::idClicked, this, &SegmentedControl::activated);
}

void SegmentedControl::setLabels(const QStringList& labels) {
  const int before = current();
  while (m_group.buttons().size() > labels.size())
    delete m_group.button(static_cast<int>(m_group.buttons().size()) - 1);
  while (m_group.buttons().size() < labels.size()) {
    auto* button = new QToolButton;
    button->setCheckable(true);
    button->setFocusPolicy(Qt::StrongFocus);
    setStyleRole(button, "segment");
    const int index = static_cast<int>(m_group.buttons().size());
    button->setObjectName(QString("%1Segment%2").arg(objectName()).arg(index));
    m_group.addButton(button, index);
    layout()->addWidget(button);
  }
  for (int index = 0; index < labels.size(); ++index) {
    m_group.button(index)->setText(labels[index]);
    m_group.button(index)->setAccessibleName(labels[index]);
  }
  setCurrent(qBound(0, before, static_cast<int>(labels.size()) - 1));
}

int SegmentedControl::current() const {
  return m_group.checkedId();
}

void SegmentedControl::setCurrent(int index) {
  if (QAbstractButton* button = m_group.button(index))
    button->setChecked(true);
}

}  // namespace zaohua
