// SPDX-License-Identifier: Apache-2.0
// Times on a graphics card what a forward of Z-Image consists of, each by itself: the bare products and attention,
// which are the floor, and our own kernels, held against the card's memory bandwidth.
//
//   kernel_bench [TOKENS …]     (default: 4160, the tokens of 1024x1024 and a prompt of up to 64)
//
// One JSON value on standard output, a table on standard error.
#include <ATen/ATen.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/Event.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/platform.h"
#include "nn/kernels/cuda_kernels.h"

namespace zaohua {
namespace {

constexpr std::int64_t width = 3840;
constexpr std::int64_t hidden = 10240;
constexpr std::int64_t heads = 30;
constexpr std::int64_t headDim = width / heads;
constexpr int layers = 32;  // two noise refiners and thirty layers
const at::TensorOptions onCard = at::TensorOptions(at::kCUDA).dtype(at::kBFloat16);

// Median milliseconds of one call, by events on the card.
double time(const std::function<void()>& work) {
  constexpr int warmups = 5;
  constexpr int runs = 30;
  const c10::impl::VirtualGuardImpl card(at::kCUDA);
  const auto mark = [&card] {
    c10::Event event(at::kCUDA, c10::EventFlag::BACKEND_DEFAULT);
    event.record(card.getStream(at::Device(at::kCUDA, 0)));
    return event;
  };
  for (int i = 0; i < warmups; ++i)
    work();
  std::vector<c10::Event> marks;
  marks.push_back(mark());
  for (int i = 0; i < runs; ++i) {
    work();
    marks.push_back(mark());
  }
  marks.back().synchronize();
  std::vector<double> times;
  for (std::size_t i = 0; i + 1 < marks.size(); ++i)
    times.push_back(marks[i].elapsedTime(marks[i + 1]));
  std::ranges::sort(times);
  return times[times.size() / 2];
}

// One product for each layer, as libtorch does it, each with weights of its own: together they fit no cache.
class Product {
 public:
  Product(std::int64_t in, std::int64_t out, ProductFormat format) : m_format(format) {
    for (int layer = 0; layer < layers; ++layer) {
      const ProductInput weight = kernels::inFormat(at::randn({out, in}, onCard), format);
      m_weights.push_back(
          {weight.values, weight.rowScales.defined() ? weight.rowScales.t().contiguous() : at::Tensor()});
    }
  }
  at::Tensor operator()(const ProductInput& x, std::size_t layer) const {
    const ProductInput& weight = m_weights[layer];
    switch (m_format) {
      case ProductFormat::fp8Rows:
        return kernels::fp8Product(x, weight.values, weight.rowScales, {}, at::kBFloat16);
      case ProductFormat::int8Rows:
        return kernels::int8Product(x, weight.values, weight.rowScales, {}, at::kBFloat16);
      default:
        return at::linear(x.values, weight.values);
    }
  }

 private:
  ProductFormat m_format;
  std::vector<ProductInput> m_weights;
};

class Bench {
 public:
  explicit Bench(std::int64_t tokens) : m_tokens(tokens) {}

  nlohmann::ordered_json run() {
    m_copyRate = copyRate();
    m_sustained = sustainedFloor(ProductFormat::model);
    m_sustainedFp8 = sustainedFloor(ProductFormat::fp8Rows);
    m_sustainedInt8 = sustainedFloor(ProductFormat::int8Rows);
    products();
    attention();
    ownKernels();
    std::fprintf(
        stderr,
        "%6lld tokens  floor of a forward: %.2f ms in bf16 (%.2f by parts), %.2f ms in fp8 (%.2f), products and "
        "attention in int8: %.2f ms\n",
        static_cast<long long>(m_tokens), m_sustained, m_floor, m_sustainedFp8, m_floorFp8, m_sustainedInt8);
    return {{"tokens", m_tokens},
            {"copy_gigabytes_per_second", m_copyRate},
            {"floor_bf16_ms", m_sustained},
            {"floor_fp8_ms", m_sustainedFp8},
            {"products_int8_ms", m_sustainedInt8},
            {"sum_of_parts_bf16_ms", m_floor},
            {"sum_of_parts_fp8_ms", m_floorFp8},
            {"own_kernels_bf16_ms", m_own},
            {"rows", m_rows}};
  }

 private:
  at::Tensor rows(std::int64_t columns) const { return at::randn({1, m_tokens, columns}, onCard); }

  // Bytes read and written a second by a large copy.
  static double copyRate() {
    const at::Tensor from = at::randn({1 << 28}, onCard);
    at::Tensor to = at::empty_like(from);
    return 2.0 * static_cast<double>(from.nbytes()) / time([&] { to.copy_(from); }) / 1e6;
  }

  // A forward's products and attention one after another, as many forwards as a picture has: a card that is kept busy
  // lowers its clock, so a product by itself promises more than a forward can keep.
  double sustainedFloor(ProductFormat format) const {
    const Product qkv(width, 3 * width, format);
    const Product out(width, width, format);
    const Product gateAndUp(width, 2 * hidden, format);
    const Product down(hidden, width, format);
    const ProductInput x = kernels::inFormat(rows(width), format);
    const ProductInput fed = kernels::inFormat(rows(hidden), format);
    return time([&] {
      for (std::size_t layer = 0; layer < layers; ++layer) {
        kernels::attention(threeParts(qkv(x, layer)), kernels::Mask::none);
        out(x, layer);
        gateAndUp(x, layer);
        down(fed, layer);
      }
    });
  }

  kernels::QueryKeyValue threeParts(const at::Tensor& qkv) const {
    const at::Tensor parts = qkv.view({1, m_tokens, 3, heads, headDim});
    return {parts.select(2, 0).transpose(1, 2), parts.select(2, 1).transpose(1, 2), parts.select(2, 2).transpose(1, 2)};
  }

  void products() {
    for (const auto& [in, out] : {std::pair{width, 3 * width}, {width, width}, {width, 2 * hidden}, {hidden, width}}) {
      const std::string name = std::to_string(in) + " to " + std::to_string(out);
      const at::Tensor x = at::randn({m_tokens, in}, onCard);
      const at::Tensor weight = at::randn({out, in}, onCard);
      const double operations = 2.0 * static_cast<double>(m_tokens * in * out);
      const double bf16 = time([&] { at::linear(x, weight); });
      add("product " + name, bf16, operations / bf16 / 1e9, "TFLOP/s");
      m_floor += layers * bf16;
      const double ours = time([&] { kernels::product(x, weight, {}); });
      add("our choice for it " + name, ours, operations / ours / 1e9, "TFLOP/s");
      if (out == 2 * hidden && kernels::gatedProduct(x, weight)) {
        const double gated = time([&] { kernels::gatedProduct(x, weight); });
        add("product with swiglu in one kernel " + name, gated, operations / gated / 1e9, "TFLOP/s");
      }
      m_floorFp8 += layers * productInFp8(name, x, weight, operations);
      productInInt8(name, x, weight, operations);
    }
  }

  double productInFp8(const std::string& name, const at::Tensor& x, const at::Tensor& weight, double operations) {
    const ProductInput x8 = kernels::inFormat(x, ProductFormat::fp8Rows);
    const ProductInput weight8 = kernels::inFormat(weight, ProductFormat::fp8Rows);
    const at::Tensor scales = weight8.rowScales.t().contiguous();
    const double ms = time([&] { kernels::fp8Product(x8, weight8.values, scales, {}, at::kBFloat16); });
    add("product in fp8 " + name, ms, operations / ms / 1e9, "TFLOP/s");
    return ms;
  }

  // The bare sums, as libtorch has them, and what becomes of them.
  void productInInt8(const std::string& name, const at::Tensor& x, const at::Tensor& weight, double operations) {
    const ProductInput x8 = kernels::inFormat(x, ProductFormat::int8Rows);
    const ProductInput weight8 = kernels::inFormat(weight, ProductFormat::int8Rows);
    const at::Tensor scales = weight8.rowScales.t().contiguous();
    const double sums = time([&] { at::_int_mm(x8.values, weight8.values.t()); });
    add("int8 sums alone " + name, sums, operations / sums / 1e9, "TFLOP/s");
    const double ms = time([&] { kernels::int8Product(x8, weight8.values, scales, {}, at::kBFloat16); });
    add("product in int8 " + name, ms, operations / ms / 1e9, "TFLOP/s");
    if (weight.size(0) != 2 * hidden)
      return;
    const double gated =
        time([&] { kernels::int8GatedProduct(x8, weight8.values, scales, at::kBFloat16, ProductFormat::int8Rows); });
    add("product in int8 with swiglu " + name, gated, operations / gated / 1e9, "TFLOP/s");
  }

  void attention() {
    const kernels::QueryKeyValue parts = threeParts(rows(3 * width));
    const double ms = time([&] { kernels::attention(parts, kernels::Mask::none); });
    const double operations = 4.0 * static_cast<double>(m_tokens * m_tokens * width);
    add("attention", ms, operations / ms / 1e9, "TFLOP/s");
    m_floor += layers * ms;
    m_floorFp8 += layers * ms;
  }

  void ownKernels() {
    at::Tensor x = rows(width);
    const at::Tensor branch = rows(width);
    const at::Tensor factor = at::randn({1, 1, width}, onCard);
    const kernels::RmsNormStep step = {at::randn({width}, onCard), 1e-5, factor};
    const double row = static_cast<double>(m_tokens * width) * 2;
    ownKernel("rmsNorm", 2 * row, 0, [&] { kernels::rmsNorm(x, step, ProductFormat::model); });
    ownKernel("addNormedThenNorm", 4 * row, 2,
              [&] { kernels::addNormedThenNorm(x, branch, step, step, ProductFormat::model); });
    ownKernel("addNormedThenNorm, fp8", 3.5 * row, 0,
              [&] { kernels::addNormedThenNorm(x, branch, step, step, ProductFormat::fp8Rows); });
    ownKernel("addNormedThenNorm, int8", 3.5 * row, 0,
              [&] { kernels::addNormedThenNorm(x, branch, step, step, ProductFormat::int8Rows); });
    const at::Tensor gateAndUp = rows(2 * hidden);
    const double fed = static_cast<double>(m_tokens * hidden) * 2;
    ownKernel("swiglu", 3 * fed, 1, [&] { kernels::swiglu(gateAndUp, ProductFormat::model); });
    ownKernel("swiglu, fp8", 2.5 * fed, 0, [&] { kernels::swiglu(gateAndUp, ProductFormat::fp8Rows); });
    ownKernel("swiglu, int8", 2.5 * fed, 0, [&] { kernels::swiglu(gateAndUp, ProductFormat::int8Rows); });
    ownKernel("rows to fp8", 1.5 * row, 0, [&] { kernels::inFormat(x, ProductFormat::fp8Rows); });
    ownKernel("rows to int8", 1.5 * row, 0, [&] { kernels::inFormat(x, ProductFormat::int8Rows); });
    const at::Tensor qkv = rows(3 * width);
    const kernels::HeadNorms norms = {heads, heads, at::randn({headDim}, onCard), at::randn({headDim}, onCard), 1e-5};
    const at::Tensor rope = at::randn({m_tokens, headDim / 2, 2}, onCard.dtype(at::kFloat));
    ownKernel("splitRotatePairs", 4 * row, 1, [&] { kernels::splitRotatePairs(qkv, norms, rope); });
    ownKernel("scaledLayerNorm", 2 * row, 0, [&] { kernels::scaledLayerNorm(x, 1e-6, factor); });
    const at::Tensor picture = at::randn({1, 128, 1024, 1024}, onCard).contiguous(at::MemoryFormat::ChannelsLast);
    const at::Tensor channels = at::randn({128}, onCard);
    const kernels::GroupNormStep group = {32, channels, channels, 1e-6, true};
    const auto map = static_cast<double>(picture.nbytes());
    ownKernel("groupNorm, 128 channels 1024x1024", 3 * map, 0, [&] { kernels::groupNorm(picture, channels, group); });
    const at::Tensor other = picture.clone();
    ownKernel("addBiased, 128 channels 1024x1024", 3 * map, 0, [&] { kernels::addBiased(picture, other, channels); });
    const at::Tensor small = picture.slice(2, 0, 512).slice(3, 0, 512).contiguous(at::MemoryFormat::ChannelsLast);
    ownKernel("doublePixels, 128 channels to 1024x1024", 1.25 * map, 0, [&] { kernels::doublePixels(small); });
  }

  // `bytes` read and written at least; `callsPerBlock` of a bf16 forward.
  void ownKernel(const std::string& name, double bytes, int callsPerBlock, const std::function<void()>& work) {
    const double ms = time(work);
    m_own += layers * callsPerBlock * ms;
    add(name, ms, bytes / ms / 1e6 / m_copyRate, "of the copy's bandwidth");
  }

  void add(const std::string& name, double ms, double rate, const char* unit) {
    std::fprintf(stderr, "%6lld tokens  %-42s %8.4f ms  %8.2f %s\n", static_cast<long long>(m_tokens), name.c_str(), ms,
                 rate, unit);
    m_rows.push_back({{"name", name}, {"ms", ms}, {"rate", rate}, {"unit", unit}});
  }

  std::int64_t m_tokens;
  double m_copyRate = 0;
  double m_sustained = 0;
  double m_sustainedFp8 = 0;
  double m_sustainedInt8 = 0;
  double m_floor = 0;
  double m_floorFp8 = 0;
  double m_own = 0;
  nlohmann::ordered_json m_rows = nlohmann::ordered_json::array();
};

int run(const std::vector<std::int64_t>& tokens) {
  if (!kernels::openTorchCuda() || at::detail::getCUDAHooks().deviceCount() == 0) {
    std::fprintf(stderr, "kernel_bench needs a graphics card.\n");
    return 1;
  }
  if (const Result<void> opened = kernels::openCudaKernels(programFolder() / "libzaohua_cuda.so"); !opened) {
    std::fprintf(stderr, "%s %s\n", opened.error().text().c_str(), opened.error().detail.c_str());
    return 1;
  }
  const c10::InferenceMode inference;
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const std::int64_t count : tokens)
    list.push_back(Bench(count).run());
  std::printf("%s\n", list.dump(2).c_str());
  return 0;
}

}  // namespace
}  // namespace zaohua

int main(int argc, char** argv) {
  std::vector<std::int64_t> tokens;
  for (int i = 1; i < argc; ++i)
    tokens.push_back(std::max(1L, std::strtol(argv[i], nullptr, 10)));
  if (tokens.empty())
    tokens.push_back(4160);
  return zaohua::run(tokens);
}
