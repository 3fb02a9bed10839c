// SPDX-License-Identifier: Apache-2.0
// What Generate will need, before the click: whether the memory is enough and how long it takes. GUI thread.
#pragma once

#include <QWidget>

#include "engine/engine.h"

class QLabel;

namespace zaohua {

// Bytes that a picture of this size needs on the open model beyond what is free now; 0 or less: it fits.
double missingBytes(const MemoryState& memory, int width, int height);
// "about 6 s", "about 2 min": rounded as honestly as an estimate deserves.
QString durationText(double seconds);

class FitLine : public QWidget {
  Q_OBJECT

 public:
  explicit FitLine(QWidget* parent = nullptr);

  // `pictures`: how many Generate would queue.
  void show(const Engine& engine, const GenerationRequest& request, int pictures);
  QString text() const;

 private:
  QLabel* m_icon;
  QLabel* m_text;
};

}  // namespace zaohua
