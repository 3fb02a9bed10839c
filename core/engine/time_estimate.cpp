// SPDX-License-Identifier: Apache-2.0
#include "engine/time_estimate.h"

#include <QList>
#include <QStringList>
#include <algorithm>
#include <cmath>

namespace zaohua {

namespace {

constexpr std::size_t sizesKept = 8;
// A forward pass grows faster than its tokens because of attention: four times the tokens took 4.9 times as long.
constexpr double tokensExponent = 1.15;
constexpr double slowestSecondsBelieved = 24 * 3600;

double forwardsPerStep(const GenerationRequest& request) {
  return request.guidance.value_or(0) > 0 ? 2 : 1;
}

double pixels(int width, int height) {
  return static_cast<double>(width) * height;
}

}  // namespace

void TimeEstimator::record(const QString& machine, const GenerationRequest& resolved,
                           const std::vector<StageTiming>& timings) {
  Measured measured{*resolved.width, *resolved.height};
  for (const StageTiming& timing : timings) {
    switch (timing.stage) {
      case Stage::load:
        break;
      case Stage::encodePrompt:
        measured.encode += timing.seconds;
        break;
      case Stage::denoise:
        measured.step += timing.seconds / (*resolved.steps * forwardsPerStep(resolved));
        break;
      case Stage::decode:
        measured.decode += timing.seconds;
        break;
      case Stage::save:
        measured.save += timing.seconds;
        break;
    }
  }
  std::vector<Measured>& known = m_measured[machine];
  std::erase_if(known, [&measured](const Measured& other) {
    return other.width == measured.width && other.height == measured.height;
  });
  known.push_back(measured);
  if (known.size() > sizesKept)
    known.erase(known.begin());
}

std::optional<TimeEstimate> TimeEstimator::estimate(const QString& machine, const GenerationRequest& resolved) const {
  const auto found = m_measured.find(machine);
  if (found == m_measured.end() || found->second.empty())
    return std::nullopt;
  const double wanted = pixels(*resolved.width, *resolved.height);
  const auto distance = [wanted](const Measured& known) {
    return std::abs(std::log(wanted / pixels(known.width, known.height)));
  };
  const Measured& nearest = *std::ranges::min_element(found->second, {}, distance);
  const double ratio = wanted / pixels(nearest.width, nearest.height);

  TimeEstimate estimate;
  estimate.encode = nearest.encode;
  estimate.denoise = nearest.step * std::pow(ratio, tokensExponent) * *resolved.steps * forwardsPerStep(resolved);
  estimate.decode = nearest.decode * ratio;
  estimate.save = nearest.save * ratio;
  return estimate;
}

QByteArray TimeEstimator::save() const {
  QStringList lines;
  for (const auto& [machine, known] : m_measured) {
    for (const Measured& one : known) {
      const QList<double> seconds = {one.encode, one.step, one.decode, one.save};
      QStringList fields = {QString::number(one.width), QString::number(one.height)};
      for (const double value : seconds)
        fields.append(QString::number(value, 'g', 6));
      lines.append(fields.join(' ') + ' ' + machine);
    }
  }
  return lines.join('\n').toUtf8();
}

void TimeEstimator::restore(const QByteArray& saved) {
  constexpr int numbers = 6;
  for (const QString& line : QString::fromUtf8(saved).split('\n', Qt::SkipEmptyParts)) {
    const QStringList fields = line.split(' ');
    if (fields.size() <= numbers)
      continue;
    Measured one{fields[0].toInt(),    fields[1].toInt(),    fields[2].toDouble(),
                 fields[3].toDouble(), fields[4].toDouble(), fields[5].toDouble()};
    const auto isSize = [](int side) { return side >= RequestLimits::minSize && side <= RequestLimits::maxSize; };
    const auto isTime = [](double seconds) { return seconds >= 0 && seconds < slowestSecondsBelieved; };
    const bool sound = isSize(one.width) && isSize(one.height) && isTime(one.encode) && isTime(one.step) &&
                       isTime(one.decode) && isTime(one.save);
    std::vector<Measured>& known = m_measured[QStringList(fields.mid(numbers)).join(' ')];
    if (sound && known.size() < sizesKept)
      known.push_back(one);
  }
}

double secondsLeft(const TimeEstimate& estimate, const StageProgress& now, double inStage, double inStep) {
  // What is late is assumed to need a tenth more than it has taken.
  constexpr double late = 1.1;
  const auto restOf = [inStage](double expected) { return std::max(expected, late * inStage) - inStage; };
  switch (now.stage) {
    case Stage::load:
      return estimate.total();
    case Stage::encodePrompt:
      return restOf(estimate.encode) + estimate.denoise + estimate.decode + estimate.save;
    case Stage::denoise: {
      const double steps = std::max(now.total, 1);
      const double expected = estimate.denoise / steps;
      const double sofar = now.done > 0 ? (inStage - inStep) / now.done : expected;
      const double trust = now.done / steps;
      const double step = std::max((1 - trust) * expected + trust * sofar, late * inStep);
      return std::max((steps - now.done) * step - inStep, 0.0) + estimate.decode + estimate.save;
    }
    case Stage::decode:
      return restOf(estimate.decode) + estimate.save;
    case Stage::save:
      return restOf(estimate.save);
  }
  return 0;
}

}  // namespace zaohua
