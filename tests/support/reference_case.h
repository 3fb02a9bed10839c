// SPDX-License-Identifier: Apache-2.0
// A folder of tests/data/reference: a small model, and what the reference computed with it (docs/fixtures.md).
#pragma once

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/generation_request.h"
#include "pipeline/model_bundle.h"

namespace zaohua::test {

std::vector<std::string> referenceCases();

// One file of a case. Large tensors are thinned there: compare through sampled().
class ReferenceTensors {
 public:
  explicit ReferenceTensors(const std::filesystem::path& file);

  bool has(const std::string& name) const { return m_tensors.contains(name); }
  const at::Tensor& at(const std::string& name) const { return m_tensors.at(name); }
  std::vector<std::string> namesStartingWith(std::string_view prefix) const;

  // The elements of a whole tensor that the file kept of it. An empty tensor if its shape is another.
  at::Tensor sampled(const std::string& name, const at::Tensor& whole) const;

 private:
  std::map<std::string, at::Tensor> m_tensors;
};

struct ReferenceCase {
  explicit ReferenceCase(const std::string& name);

  GenerationRequest request() const;
  // The parts that the case has; weights by the closed form or from its files. Parts it lacks stay without weights.
  ModelBundle bundle() const;

  std::filesystem::path folder;
  nlohmann::json json;
  ReferenceTensors fp32;
};

// How far ours and the reference's own bf16 are from the reference's fp32, seam by seam.
class Bf16Errors {
 public:
  void add(const at::Tensor& ours, const at::Tensor& reference, const at::Tensor& exact);

  // Geometric means over the seams of our error in units of the reference's.
  double meanRatio() const { return geometricMean(m_mean); }
  double tailRatio() const { return geometricMean(m_tail); }  // of the 99.9th percentile
  std::size_t seams() const { return m_mean.size(); }

 private:
  static double geometricMean(const std::vector<double>& ratios);
  std::vector<double> m_mean;
  std::vector<double> m_tail;
};

}  // namespace zaohua::test
