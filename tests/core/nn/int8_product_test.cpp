// SPDX-License-Identifier: Apache-2.0
// Products of int8 rows: their sums are exact and every rounding is fixed, so each way to compute them gives the same
// bits as the plain one written out here.
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include "nn/kernels/aten_kernels.h"
#include "nn/kernels/hadamard.h"
#include "nn/kernels/kernels.h"
#include "nn/linear.h"
#include "support/cuda_card.h"
#include "support/tensor_near.h"

namespace zaohua {
namespace {

constexpr ProductFormat int8 = ProductFormat::int8Rows;
constexpr float infinity = std::numeric_limits<float>::infinity();

struct Case {
  const char* name;
  at::DeviceType device;
  at::ScalarType dtype;
};

class Int8 : public ::testing::TestWithParam<Case> {
 protected:
  void SetUp() override {
    if (GetParam().device == at::kCUDA && !test::openCudaCard())
      GTEST_SKIP() << "no graphics card";
    at::manual_seed(5);
  }
  at::Tensor here(const at::Tensor& x) const { return x.to(at::Device(GetParam().device), GetParam().dtype); }
  at::Tensor random(std::vector<std::int64_t> shape) const { return here(at::randn(shape)); }
  // Rows whose sizes differ by orders of magnitude.
  at::Tensor uneven(std::int64_t rows, std::int64_t width) const {
    return here(at::randn({rows, width}) * at::exp(at::randn({rows, 1}) * 2));
  }
  ProductInput randomRows(std::int64_t rows, std::int64_t width) const {
    return kernels::inFormat(random({rows, width}), int8);
  }
  static at::Tensor asWeightScales(const ProductInput& weight) { return weight.rowScales.t().contiguous(); }
  at::Tensor product(const ProductInput& x, const ProductInput& weight) const {
    return kernels::int8Product(x, weight.values, asWeightScales(weight), {}, GetParam().dtype);
  }

  static ProductInput plainRows(const at::Tensor& x) {
    at::Tensor rows = x.to(at::kCPU, at::kFloat).clone();
    const std::int64_t width = rows.size(1);
    const Hadamard hadamard = hadamardOf(width);
    at::Tensor values = at::empty(rows.sizes(), at::kChar);
    at::Tensor scales = at::empty({rows.size(0), 1}, at::kFloat);
    for (std::int64_t row = 0; row < rows.size(0); ++row) {
      float* from = rows.data_ptr<float>() + row * width;
      for (int step = 1; step < hadamard.group; step *= 2) {
        for (std::int64_t i = 0; i < width; ++i) {
          if (i / step % 2 == 0)
            std::tie(from[i], from[i + step]) = std::pair(from[i] + from[i + step], from[i] - from[i + step]);
        }
      }
      float largest = 0;
      for (std::int64_t i = 0; i < width; ++i)
        largest = std::max(largest, std::abs(from[i]));
      const float scale = largest > 0 ? largest / 127.0F : 1.0F;
      const float inverse = 1.0F / scale;
      scales.data_ptr<float>()[row] = scale * hadamard.factor;
      for (std::int64_t i = 0; i < width; ++i)
        values.data_ptr<std::int8_t>()[row * width + i] = static_cast<std::int8_t>(std::rint(from[i] * inverse));
    }
    return {values, scales};
  }

  at::Tensor plainProduct(const ProductInput& x, const ProductInput& weight) const {
    const at::Tensor sums = at::matmul(x.values.to(at::kCPU, at::kDouble), weight.values.to(at::kCPU, at::kDouble).t());
    return (sums.to(at::kFloat) * x.rowScales.cpu() * asWeightScales(weight).cpu()).to(GetParam().dtype);
  }

  static void expectSame(const ProductInput& a, const ProductInput& b) {
    ASSERT_EQ(a.values.scalar_type(), at::kChar);
    EXPECT_TRUE(at::equal(a.values.cpu().flatten(0, -2), b.values.cpu().flatten(0, -2)));
    EXPECT_TRUE(at::equal(a.rowScales.cpu(), b.rowScales.cpu()));
  }

  // For passes whose sums of squares are added up in another order: a few values may fall to the other side of a half.
  static void expectNearlySame(const ProductInput& a, const ProductInput& b) {
    ASSERT_EQ(a.values.sizes(), b.values.sizes());
    const at::Tensor apart = (a.values.to(at::kInt) - b.values.to(at::kInt)).abs();
    EXPECT_LE(apart.max().item<int>(), 1);
    EXPECT_LT(apart.to(at::kFloat).mean().item<double>(), 0.02);
    EXPECT_TRUE(test::nearly(a.rowScales / b.rowScales, at::ones_like(a.rowScales), 0.01));
  }

  c10::InferenceMode m_inference;
};

TEST_P(Int8, RowsAreTheNearestWholeNumbers) {
  // Groups of one value, of 4, 16, 64 and 256, and rows that a block of threads holds in several pieces.
  for (const std::int64_t width : {7, 8, 24, 48, 384, 512, 3840, 10240}) {
    at::Tensor x = uneven(9, width);
    x[3].zero_();
    x[4].fill_(1e-3);
    x[5][width / 2] = 10000;
    expectSame(kernels::inFormat(x, int8), plainRows(x));
    expectSame(kernels::aten::quantizeRows(x, int8), plainRows(x));
  }
}

TEST_P(Int8, HalvesGoToTheEvenNumber) {
  // The one value of a group of four goes to all of them; 254 makes the scale 2.
  at::Tensor x = at::zeros({1, 56});
  const std::vector<float> firsts = {254, 1, 3, 5, -1, -3, -253, -254};
  const std::vector<std::int64_t> expected = {127, 0, 2, 2, 0, -2, -126, -127};
  for (std::size_t i = 0; i < firsts.size(); ++i)
    x[0][static_cast<std::int64_t>(4 * i)] = firsts[i];
  const ProductInput rows = kernels::inFormat(here(x), int8);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    for (std::size_t k = 4 * i; k < 4 * i + 4; ++k)
      EXPECT_EQ(rows.values[0][static_cast<std::int64_t>(k)].item<std::int64_t>(), expected[i]) << k;
  }
  EXPECT_EQ(rows.rowScales.item<float>(), 1);  // 2, and the matrix' own factor
}

TEST_P(Int8, AValueThatTowersLeavesTheOthersTheirDigits) {
  const at::Tensor x = at::randn({64, 512});
  x.select(1, 100).fill_(300);
  const at::Tensor weight = at::randn({96, 512});
  const at::Tensor y = product(kernels::inFormat(here(x), int8), kernels::inFormat(here(weight), int8));
  const at::Tensor exact = at::matmul(here(x).to(at::kFloat), here(weight).to(at::kFloat).t());
  const double error = ((y.to(at::kFloat) - exact).square().mean().sqrt()).item<double>();
  // One step of a row that is not mixed is 300/127: its error alone would be 300/127/√12·√512 = 15.
  EXPECT_LT(error, 5);
}

TEST_P(Int8, RowsThatAreNotFiniteSpoilNoOthers) {
  at::Tensor x = random({40, 64});
  x[5][7] = infinity;
  x[6][0] = -infinity;
  x[9][63] = NAN;
  x[10].zero_();
  const ProductInput weight = randomRows(32, 64);
  const ProductInput rows = kernels::inFormat(x, int8);
  const at::Tensor finite = at::isfinite(product(rows, weight)).all(1).cpu();
  for (std::int64_t row = 0; row < x.size(0); ++row)
    EXPECT_EQ(finite[row].item<bool>(), row != 5 && row != 6 && row != 9) << row;
  EXPECT_TRUE(at::equal(product(rows, weight)[10].cpu(), at::zeros({32}, GetParam().dtype)));
}

TEST_P(Int8, ProductsAreExact) {
  // One row, remainders that no library takes, widths beyond what is exact in fp32, and several slices of rows.
  for (const auto& [rows, in, out] :
       {std::array<std::int64_t, 3>{1, 64, 32}, {33, 512, 256}, {19, 85, 7}, {40, 2500, 96}, {700, 256, 12288}}) {
    const ProductInput x = randomRows(rows, in);
    const ProductInput weight = randomRows(out, in);
    EXPECT_TRUE(at::equal(product(x, weight).cpu(), plainProduct(x, weight))) << rows << " " << in << " " << out;
  }
}

TEST_P(Int8, TheLargestSumsDoNotSaturate) {
  const at::TensorOptions bytes = at::TensorOptions(at::Device(GetParam().device)).dtype(at::kChar);
  const at::Tensor ones = at::ones({32, 1}, bytes.dtype(at::kFloat));
  const ProductInput weight = {at::full({32, 10240}, 127, bytes), ones};
  for (const int value : {127, -127}) {
    const ProductInput x = {at::full({32, 10240}, value, bytes), ones / 1e4};
    EXPECT_TRUE(at::equal(product(x, weight).cpu(), plainProduct(x, weight)));
    EXPECT_NEAR(product(x, weight)[0][0].item<double>(), value * 127.0 * 1.024, 127 * 127 / 128.0);
  }
}

TEST_P(Int8, FusedQuantisationIsTheSame) {
  const at::Tensor x = random({2, 5, 384});
  const kernels::RmsNormStep step = {random({384}), 1e-5, random({2, 1, 384})};
  const kernels::RmsNormStep next = {step.weight, 1e-6, {}};
  const auto apart = [](const ProductInput& inModel) { return kernels::inFormat(inModel.values, int8); };
  expectNearlySame(kernels::rmsNorm(x, step, int8), apart(kernels::rmsNorm(x, step, ProductFormat::model)));
  const at::Tensor gateAndUp = random({2, 5, 768});
  expectSame(kernels::swiglu(gateAndUp, int8), apart(kernels::swiglu(gateAndUp, ProductFormat::model)));
  at::Tensor once = x.clone();
  at::Tensor twice = x.clone();
  const ProductInput fused = kernels::addNormedThenNorm(once, x * 2, step, next, int8);
  const ProductInput plain = kernels::addNormedThenNorm(twice, x * 2, step, next, ProductFormat::model);
  EXPECT_TRUE(test::nearly(once, twice, GetParam().dtype == at::kFloat ? 2e-6 : 1.0 / 128));
  expectNearlySame(fused, apart(plain));
}

TEST_P(Int8, GatedProductIsTheProductGated) {
  for (const auto& [rows, in, hidden] : {std::array<std::int64_t, 3>{33, 96, 64}, {600, 64, 10240}}) {
    ProductInput x = randomRows(rows, in);
    x.values = x.values.view({1, rows, in});
    const ProductInput weight = randomRows(2 * hidden, in);
    const at::Tensor scales = asWeightScales(weight);
    const ProductInput gated = kernels::int8GatedProduct(x, weight.values, scales, GetParam().dtype, int8);
    EXPECT_EQ(gated.values.sizes(), (std::vector<std::int64_t>{1, rows, hidden}));
    expectSame(gated, kernels::swiglu(product(x, weight), int8));
    EXPECT_TRUE(
        at::equal(kernels::int8GatedProduct(x, weight.values, scales, GetParam().dtype, ProductFormat::model).values,
                  kernels::swiglu(product(x, weight), ProductFormat::model).values));
  }
}

TEST_P(Int8, LinearIsNearTheExactOne) {
  const at::Tensor first = at::randn({96, 512});
  const at::Tensor second = at::randn({64, 512});
  const at::Tensor bias = at::randn({96});
  const Weights weights(mapSource({{"a.weight", first}, {"b.weight", second}, {"a.bias", bias}}), GetParam().dtype,
                        GetParam().device);
  const at::Tensor x = at::randn({3, 33, 512});
  const auto error = [&](const Linear& linear, const at::Tensor& exact) {
    EXPECT_EQ(linear.inputFormat(), int8);
    const at::Tensor y = linear(here(x)).to(at::kCPU, at::kFloat);
    EXPECT_EQ(y.sizes(), exact.sizes());
    return ((y - exact).norm() / exact.norm()).item<double>();
  };
  const Linear joined(weights, 512, {{"a", 96}, {"b", 64}}, int8);
  const Linear biased(weights, "a", 512, 96, Bias::present, int8);
  for (const double relative :
       {error(joined, at::linear(x, at::cat({first, second}))), error(biased, at::linear(x, first, bias))}) {
    EXPECT_LT(relative, 0.02);
    EXPECT_GT(relative, 1e-3);  // or nothing was quantised
  }
}

INSTANTIATE_TEST_SUITE_P(Devices, Int8,
                         ::testing::Values(Case{"Cpu", at::kCPU, at::kFloat}, Case{"CpuBf16", at::kCPU, at::kBFloat16},
                                           Case{"CudaFp32", at::kCUDA, at::kFloat},
                                           Case{"CudaFp16", at::kCUDA, at::kHalf},
                                           Case{"CudaBf16", at::kCUDA, at::kBFloat16}),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace zaohua
