// SPDX-License-Identifier: Apache-2.0
// Why a job of the queue does what it does, in the window's language. Plain function, GUI thread.
#pragma once

#include <QString>

#include "library/job_queue.h"

namespace zaohua {

// "Generating 2 of 4", "Waiting: after 2 others", "Paused by you", or the sentence of a failed one. `modelReady`: a job
// could start now.
QString jobStateText(const JobQueue& queue, int row, bool modelReady);

}  // namespace zaohua
