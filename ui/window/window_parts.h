// SPDX-License-Identifier: Apache-2.0
// What the window works with and does not own: everything outlives it.
#pragma once

#include <QString>

#include "engine/engine.h"
#include "library/gallery_model.h"
#include "library/job_queue.h"
#include "library/library_paths.h"
#include "library/model_catalogue.h"
#include "library/settings.h"

namespace zaohua {

class Dialogs;
class KeywordCatalogue;
class PresetStore;
class PromptHistory;

struct WindowParts {
  Engine& engine;
  Settings& settings;
  const LibraryPaths& paths;
  KeywordCatalogue& keywords;
  PromptHistory& history;
  PresetStore& presets;
  GalleryStore& gallery;
  GalleryModel& galleryModel;
  JobQueue& queue;
  ModelCatalogue& catalogue;
  Dialogs& dialogs;
  QString tokenizerFolder;  // for models that bring none
};

}  // namespace zaohua
