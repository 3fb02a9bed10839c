// SPDX-License-Identifier: Apache-2.0
#include "pipeline/preview.h"

#include <ATen/ATen.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/json_reader.h"

namespace zaohua {

namespace {

constexpr double fluxScalingFactor = 0.3611;

constexpr PreviewFactors fluxFactors = {{{{-0.0346F, 0.0244F, 0.0681F},
                                          {0.0034F, 0.0210F, 0.0687F},
                                          {0.0275F, -0.0668F, -0.0433F},
                                          {-0.0174F, 0.0160F, 0.0617F},
                                          {0.0859F, 0.0721F, 0.0329F},
                                          {0.0004F, 0.0383F, 0.0115F},
                                          {0.0405F, 0.0861F, 0.0915F},
                                          {-0.0236F, -0.0185F, -0.0259F},
                                          {-0.0245F, 0.0250F, 0.1180F},
                                          {0.1008F, 0.0755F, -0.0421F},
                                          {-0.0515F, 0.0201F, 0.0011F},
                                          {0.0428F, -0.0012F, -0.0036F},
                                          {0.0817F, 0.0765F, 0.0749F},
                                          {-0.1264F, -0.0522F, -0.1103F},
                                          {-0.0280F, -0.0881F, -0.0499F},
                                          {-0.1262F, -0.0982F, -0.0778F}}},
                                        {-0.0329F, -0.0718F, -0.0851F}};

bool readRow(const nlohmann::json& row, std::array<float, 3>& out) {
  if (!row.is_array() || row.size() != out.size())
    return false;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::optional<double> number = jsonNumber(row[i]);
    if (!number || std::abs(*number) > 1e6)
      return false;
    out[i] = static_cast<float>(*number);
  }
  return true;
}

bool readFactors(const nlohmann::json& json, PreviewFactors& out) {
  if (!json.is_object() || !json.contains("factors") || !json.contains("bias"))
    return false;
  if (json.contains("range") && json["range"] != nlohmann::json::array({-1, 1}))
    return false;
  const nlohmann::json& rows = json["factors"];
  if (!rows.is_array() || rows.size() != PreviewFactors::channels)
    return false;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!readRow(rows[i], out.factors[i]))
      return false;
  }
  return readRow(json["bias"], out.bias);
}

}  // namespace

Result<PreviewFactors> readPreviewFactors(const std::filesystem::path& file) {
  const Result<nlohmann::json> json = readJsonFile(file);
  if (!json)
    return failure(json.error());
  PreviewFactors factors;
  if (!readFactors(*json, factors)) {
    return failure(ErrorCode::fileCorrupt, "The file %1 does not hold preview factors: 16 rows of 3, and a bias of 3.",
                   {file.string()});
  }
  return factors;
}

std::optional<PreviewFactors> publishedPreviewFactors(double vaeScalingFactor) {
  constexpr double tolerance = 1e-4;
  if (std::abs(vaeScalingFactor - fluxScalingFactor) > tolerance)
    return std::nullopt;
  return fluxFactors;
}

LatentToRgb::LatentToRgb(const PreviewFactors& factors, at::Device device) {
  const auto constants = [device](const float* values, c10::IntArrayRef shape) {
    return at::from_blob(const_cast<float*>(values), shape, at::kFloat).clone().to(device);
  };
  m_map = constants(factors.factors.front().data(), {PreviewFactors::channels, 3});
  m_bias = constants(factors.bias.data(), {3});
}

at::Tensor LatentToRgb::operator()(const at::Tensor& latents) const {
  const at::Tensor pixels = latents.to(at::kFloat).permute({0, 2, 3, 1}).matmul(m_map) + m_bias;
  return pixels.permute({0, 3, 1, 2});
}

}  // namespace zaohua
