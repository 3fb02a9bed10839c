// SPDX-License-Identifier: Apache-2.0
// Size, steps, guidance, seed, number of pictures and file format. What the model cannot use is not there. Has no
// margins of its own. GUI thread.
#pragma once

#include <QWidget>
#include <optional>

#include "pipeline/inference_session.h"
#include "ui/parameters/parameters.h"

class QGridLayout;
class QLabel;

namespace zaohua {

class NumberField;
class SeedRow;
class SegmentedControl;
class SizeSection;
class StopSlider;

class ParameterPanel : public QWidget {
  Q_OBJECT

 public:
  explicit ParameterPanel(QWidget* parent = nullptr);

  // Always legal, each by itself. A number that is still being typed is not in it: commitEdits() first where a press
  // of a key may have come in between.
  Parameters parameters() const;
  void setParameters(const Parameters& parameters);
  void commitEdits();

  // What still stands at the former model's defaults moves to this one's.
  void setModel(const ModelInfo& model);
  // Of the picture that was begun last.
  void setLastSeed(qint64 seed);
  std::optional<qint64> lastSeed() const;
  // Why these parameters cannot be used together; empty: they can.
  QString problem() const;

 Q_SIGNALS:
  void changed();  // parameters() are others, whoever changed them

 protected:
  void changeEvent(QEvent* event) override;

 private:
  struct NumberRow {
    QLabel* label = nullptr;
    StopSlider* slider = nullptr;
    NumberField* field = nullptr;
    QLabel* words = nullptr;
  };

  void build();
  NumberRow addNumberRow(const char* name, int row, std::vector<double> stops, QGridLayout& grid);
  QLabel* addLabel(int row, QGridLayout& grid);
  QWidget* buildCount();
  void connectParts();
  void retranslate();
  void fillIn(const Parameters& parameters);
  void takeCount(int count);
  void showCount();
  void showGuidance();
  void showProblem();
  void showCorrection(double typed, double became);
  void say(const QString& words);
  void notice();

  ModelInfo m_model;  // whose defaults count as untouched
  SizeSection* m_size;
  NumberRow m_steps;
  NumberRow m_guidance;
  QLabel* m_seedLabel;
  SeedRow* m_seed;
  QLabel* m_countLabel;
  SegmentedControl* m_counts;
  NumberField* m_countField;
  QLabel* m_formatLabel;
  SegmentedControl* m_formats;
  QLabel* m_note;      // what was put right
  QWidget* m_problem;  // icon and words
  QLabel* m_problemIcon;
  QLabel* m_problemText;
  int m_count = 1;
  bool m_silent = false;  // while values are set, not chosen
};

}  // namespace zaohua
