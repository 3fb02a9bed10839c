// SPDX-License-Identifier: Apache-2.0
#include "cli/kernel_table.h"

#include <array>
#include <cstdio>
#include <string>

namespace zaohua::cli {

namespace {

constexpr double tera = 1e12;
constexpr double giga = 1e9;
constexpr double milli = 1e-3;
constexpr double percent = 1e-2;

double secondsOfOthers(const KernelProfile& profile) {
  double others = profile.seconds;
  for (const KernelTiming& kind : profile.kinds)
    others -= kind.seconds;
  return others;
}

std::string rateOf(double operations, double seconds) {
  if (operations == 0)
    return "";
  std::array<char, 32> text = {};
  std::snprintf(text.data(), text.size(), "%.2f", operations / seconds / tera);
  return text.data();
}

}  // namespace

void printKernels(const Console& console, const KernelProfile& profile) {
  std::array<char, 160> row = {};
  std::snprintf(row.data(), row.size(),
                "kernels of a picture of %dx%d, %.4f s while each is marked:", *profile.request.width,
                *profile.request.height, profile.seconds);
  console.line(row.data());
  console.line("  kind           calls         ms  share  of floor   TFLOP/s      GB/s");
  for (const KernelTiming& kind : profile.kinds) {
    std::snprintf(row.data(), row.size(), "  %-12s %7d %10.3f %4.0f %% %7.0f %% %9s %9.1f", kind.kind.c_str(),
                  kind.calls, kind.seconds / milli, kind.seconds / profile.seconds / percent,
                  kind.floorSeconds / kind.seconds / percent, rateOf(kind.operations, kind.seconds).c_str(),
                  kind.bytes / kind.seconds / giga);
    console.line(row.data());
  }
  const double others = secondsOfOthers(profile);
  std::snprintf(row.data(), row.size(), "  %-12s %7s %10.3f %4.0f %%", "other", "", others / milli,
                others / profile.seconds / percent);
  console.line(row.data());
}

nlohmann::ordered_json kernelsAsJson(const KernelProfile& profile) {
  nlohmann::ordered_json kinds = nlohmann::ordered_json::array();
  for (const KernelTiming& kind : profile.kinds) {
    kinds.push_back({{"kind", kind.kind},
                     {"calls", kind.calls},
                     {"seconds", kind.seconds},
                     {"share", kind.seconds / profile.seconds},
                     {"of_floor", kind.floorSeconds / kind.seconds},
                     {"tflops", kind.operations / kind.seconds / tera},
                     {"gigabytes_per_second", kind.bytes / kind.seconds / giga}});
  }
  const double others = secondsOfOthers(profile);
  kinds.push_back({{"kind", "other"}, {"seconds", others}, {"share", others / profile.seconds}});
  return {{"seconds", profile.seconds}, {"kinds", std::move(kinds)}};
}

}  // namespace zaohua::cli
