// SPDX-License-Identifier: Apache-2.0
// Products of fp8 rows: how far they may be from the exact ones, and that every way to quantise gives the same.
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <span>

#include "base/platform.h"
#include "nn/kernels/aten_kernels.h"
#include "nn/kernels/cuda_kernels.h"
#include "support/cuda_card.h"
#include "support/temporary_folder.h"
#include "support/tensor_near.h"

namespace zaohua {
namespace {

// A shape that is measured, asked for twice, and asked for again by a program that read what the first one kept.
TEST(ProductTable, KeepsWhatItMeasured) {
  if (!test::openCudaCard())
    GTEST_SKIP() << "no graphics card";
  const c10::InferenceMode inference;
  const test::TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "缓存" / "products.json";
  const auto check = [] {
    const at::Tensor x = at::randn({3, 600, 256}).to(at::kCUDA, at::kBFloat16);
    const at::Tensor weight = at::randn({512, 256}).to(at::kCUDA, at::kBFloat16);
    EXPECT_TRUE(test::nearly(kernels::product(x, weight, {}), at::linear(x, weight), 1.0 / 128));
  };
  kernels::cudaKernels()->rememberProductsIn(file);
  check();
  check();
  ASSERT_TRUE(std::filesystem::exists(file));
  const auto written = std::filesystem::last_write_time(file);
  kernels::cudaKernels()->rememberProductsIn(file);
  check();
  EXPECT_EQ(std::filesystem::last_write_time(file), written);
  // A file that names an algorithm which does not exist is found out before it is used.
  nlohmann::json json = nlohmann::json::parse(*readFile(file, 1 << 20));
  for (nlohmann::json& product : json["products"])
    product[4] = std::string(product[4].get<std::string>().size(), '7');
  const std::string text = json.dump();
  ASSERT_TRUE(writeFileAtomically(file, std::as_bytes(std::span(text))));
  kernels::cudaKernels()->rememberProductsIn(file);
  check();
}

class Fp8 : public ::testing::TestWithParam<at::DeviceType> {
 protected:
  void SetUp() override {
    if (GetParam() == at::kCUDA && !test::openCudaCard())
      GTEST_SKIP() << "no graphics card";
    at::manual_seed(5);
  }
  at::Tensor random(std::vector<std::int64_t> shape) const {
    return at::randn(shape).to(at::Device(GetParam()), at::kBFloat16);
  }
  static at::Tensor widened(const ProductInput& rows) {
    return rows.values.to(at::kFloat).flatten(0, -2) * rows.rowScales;
  }

  c10::InferenceMode m_inference;
};

TEST_P(Fp8, RowsKeepTheirValues) {
  at::Tensor x = random({2, 37, 384}) * at::exp(at::randn({2, 37, 1}) * 3).to(at::Device(GetParam()), at::kBFloat16);
  x[0][3].zero_();
  const ProductInput rows = kernels::inFormat(x, ProductFormat::fp8Rows);
  ASSERT_EQ(rows.values.scalar_type(), at::kFloat8_e4m3fn);
  const at::Tensor exact = x.to(at::kFloat).flatten(0, 1);
  const at::Tensor largest = exact.abs().amax(1, true);
  // e4m3 has three bits behind the leading one, and its smallest step is 2^-9 of a scale.
  const at::Tensor allowed = exact.abs() / 16 + largest / 448 / 512;
  EXPECT_TRUE(at::all((widened(rows) - exact).abs() <= allowed * 1.001).item<bool>());
  EXPECT_TRUE(at::all(widened(rows)[3] == 0).item<bool>());
}

TEST_P(Fp8, FusedQuantisationIsTheSame) {
  const at::Tensor x = random({2, 5, 384});
  const kernels::RmsNormStep step = {random({384}), 1e-5, random({2, 1, 384})};
  EXPECT_TRUE(test::nearly(widened(kernels::rmsNorm(x, step, ProductFormat::fp8Rows)),
                           kernels::aten::rmsNorm(x, step).flatten(0, 1), 1.0 / 16));
  const at::Tensor gateAndUp = random({2, 5, 768});
  EXPECT_TRUE(test::nearly(widened(kernels::swiglu(gateAndUp, ProductFormat::fp8Rows)),
                           kernels::aten::swiglu(gateAndUp).flatten(0, 1), 1.0 / 16));
  at::Tensor residual = x.clone();
  at::Tensor expected = x.clone();
  const ProductInput next =
      kernels::addNormedThenNorm(residual, x * 2, step, {step.weight, 1e-5, {}}, ProductFormat::fp8Rows);
  kernels::aten::addNormed(expected, x * 2, step);
  EXPECT_TRUE(test::nearly(residual, expected, 1.0 / 128));
  EXPECT_TRUE(
      test::nearly(widened(next), kernels::aten::rmsNorm(residual, {step.weight, 1e-5, {}}).flatten(0, 1), 1.0 / 16));
}

TEST_P(Fp8, ProductIsNear) {
  const at::Tensor x = random({3, 33, 512});
  const at::Tensor weight = random({256, 512});
  const ProductInput rows = kernels::inFormat(x, ProductFormat::fp8Rows);
  const ProductInput columns = kernels::inFormat(weight, ProductFormat::fp8Rows);
  const at::Tensor product =
      kernels::fp8Product(rows, columns.values, columns.rowScales.t().contiguous(), {}, at::kBFloat16);
  const at::Tensor exact = at::matmul(x.to(at::kFloat), weight.to(at::kFloat).t());
  ASSERT_EQ(product.sizes(), exact.sizes());
  const double relative = ((product.to(at::kFloat) - exact).norm() / exact.norm()).item<double>();
  EXPECT_LT(relative, 0.05);
  EXPECT_GT(relative, 1e-4);  // or nothing was quantised
}

INSTANTIATE_TEST_SUITE_P(Devices, Fp8, ::testing::Values(at::kCPU, at::kCUDA),
                         [](const auto& instance) { return std::string(instance.param == at::kCPU ? "Cpu" : "Cuda"); });

}  // namespace
}  // namespace zaohua
