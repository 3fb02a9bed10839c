// SPDX-License-Identifier: Apache-2.0
// The inside of the canvas, for its own two source files: its pages, what floats on them and what it remembers.
#pragma once

#include <QStackedLayout>
#include <QToolButton>

#include "ui/canvas/canvas.h"
#include "ui/canvas/comparison_slider.h"
#include "ui/canvas/comparison_view.h"
#include "ui/canvas/message_page.h"
#include "ui/canvas/picture_grid.h"
#include "ui/canvas/picture_view.h"
#include "ui/canvas/progress_card.h"

namespace zaohua {

struct Canvas::Parts {
  // What stands behind a task, a comparison or a failure and comes back after it.
  struct Shown {
    State state = State::welcome;
    CanvasPicture picture;
    bool fromGrid = false;
  };

  explicit Parts(Canvas* canvas)
      : pages(new QStackedLayout(canvas)), card(new ProgressCard(canvas)), back(new QToolButton(canvas)) {}

  State state = State::welcome;
  QString welcome;
  Shown shown;
  PictureTask task;
  QImage lastPreview;
  bool taskRunning = false;
  bool away = false;  // a person looks at something else while the task runs
  QStackedLayout* pages;
  MessagePage* message = new MessagePage;
  PictureView* view = new PictureView;
  PictureGrid* grid = new PictureGrid;
  ComparisonView* comparison = new ComparisonView;
  ProgressCard* card;
  QToolButton* back;
};

}  // namespace zaohua
