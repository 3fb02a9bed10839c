// SPDX-License-Identifier: Apache-2.0
// What a running job says about itself: named stages with counts, never a bare percentage. Plain values.
#pragma once

#include <string_view>

namespace zaohua {

enum class Stage { load, encodePrompt, denoise, decode, save };

// The spelling used in JSON and on the terminal: "encode_prompt".
constexpr std::string_view stageName(Stage stage) {
  switch (stage) {
    case Stage::load:
      return "load";
    case Stage::encodePrompt:
      return "encode_prompt";
    case Stage::denoise:
      return "denoise";
    case Stage::decode:
      return "decode";
    case Stage::save:
      return "save";
  }
  return "";
}

struct StageProgress {
  Stage stage = Stage::load;
  int done = 0;
  int total = 1;    // done == total says that the stage has ended
  int picture = 0;  // which picture of the job, from 0
  int pictures = 1;
};

}  // namespace zaohua
