// SPDX-License-Identifier: Apache-2.0
// A stranger's config.json, read by the getters that a model's configuration uses. Each answers inside its range,
// whatever the file says, and a file that is not understood is refused in a sentence that names it.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/config_reader.h"
#include "base/json_reader.h"

namespace {

void require(bool holds) {
  if (!holds)
    std::abort();
}

void requireBetween(double value, double min, double max) {
  require(value >= min && value <= max);
}

void readSettings(zaohua::ConfigReader& reader) {
  requireBetween(reader.integer("dim", 2, 65536), 2, 65536);
  requireBetween(reader.integerOr("n_layers", 30, 0, 1000), 0, 1000);
  requireBetween(reader.number("norm_eps", 0, 1), 0, 1);
  requireBetween(reader.numberOr("rope_theta", 256, 1, 1e9), 1, 1e9);
  reader.boolean("qk_norm");
  reader.booleanOr("force_upcast", true);
  reader.text("_class_name");
  reader.textOr("act_fn", "silu");
  const std::vector<int> axes = reader.integers("axes_dims", 3, 3, 1, 65536);
  require(axes.size() == 3);
  for (const int axis : axes)
    requireBetween(axis, 1, 65536);
  const std::size_t blocks = reader.texts("down_block_types", 1, 8).size();
  require(blocks >= 1 && blocks <= 8);
  const std::string norm = reader.expectText("norm", {"group", "layer"});
  require(norm == "group" || norm == "layer");
  require(reader.expectTextOr("mode", "none", {"none"}) == "none");
  reader.expectBooleanOr("use_quant_conv", false, false);
  reader.expectAbsentOrNullOrFalse("siglip_feat_dim");
  reader.ignore({"torch_dtype", "sample_size"});
  zaohua::ConfigReader rope = reader.section("rope_scaling");
  requireBetween(rope.numberOr("factor", 1, 1, 64), 1, 64);
  zaohua::ConfigReader inner = rope.section("inner");
  requireBetween(inner.integerOr("length", 8, 1, 100), 1, 100);
  if (reader.has("refused"))
    reader.refuse("refused");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  zaohua::Result<nlohmann::json> json = zaohua::parseJson(text, {}, "config.json");
  if (!json) {
    require(json.error().text().find("config.json") != std::string::npos);
    return 0;
  }
  zaohua::ConfigReader reader(std::move(*json), "config.json");
  readSettings(reader);
  if (const zaohua::Result<void> finished = reader.finish(); !finished)
    require(finished.error().text().find("config.json") != std::string::npos);
  return 0;
}
