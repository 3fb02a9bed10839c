// SPDX-License-Identifier: Apache-2.0
#include "nn/cuda/product_table.h"

#include <ATen/ATen.h>
#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAStream.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <nlohmann/json.hpp>
#include <span>
#include <vector>

#include "base/json_reader.h"
#include "base/platform.h"

namespace zaohua::cuda {

namespace {

constexpr std::size_t largestWorkspace = std::size_t{32} << 20;
constexpr int mostCandidates = 16;
constexpr int rounds = 3;  // each candidate is timed so often, in turns, because a busy card lowers its clock
constexpr int callsPerRound = 4;

void succeed(cublasStatus_t status) {
  TORCH_CHECK(status == CUBLAS_STATUS_SUCCESS, "CUDA error: cuBLASLt returned ", static_cast<int>(status));
}

}  // namespace

namespace {

// The types of a product's sides, of its result, of what it sums in and of its factors.
struct ProductTypes {
  cudaDataType sides;
  cudaDataType result;
  cublasComputeType_t sum;
  cudaDataType factor;
};

ProductTypes typesFor(at::ScalarType type) {
  if (type == at::kChar)
    return {CUDA_R_8I, CUDA_R_32I, CUBLAS_COMPUTE_32I, CUDA_R_32I};
  const cudaDataType same = type == at::kHalf ? CUDA_R_16F : CUDA_R_16BF;
  return {same, same, CUBLAS_COMPUTE_32F, CUDA_R_32F};
}

}  // namespace

// What describes a product to cuBLASLt. Destroyed whole even where not all of it could be made.
struct ProductDescription {
  ProductDescription() = default;
  ProductDescription(const ProductDescription&) = delete;
  ProductDescription& operator=(const ProductDescription&) = delete;
  ~ProductDescription() {
    for (const cublasLtMatrixLayout_t layout : {weightLayout, xLayout, yLayout}) {
      if (layout != nullptr)
        cublasLtMatrixLayoutDestroy(layout);
    }
    if (description != nullptr)
      cublasLtMatmulDescDestroy(description);
  }

  cublasLtMatmulDesc_t description = nullptr;
  cublasLtMatrixLayout_t weightLayout = nullptr;
  cublasLtMatrixLayout_t xLayout = nullptr;
  cublasLtMatrixLayout_t yLayout = nullptr;
};

// y (rows, out) = x·weightᵀ, as cuBLASLt sees it: column-major, so yᵀ (out, rows) = weight·xᵀ.
struct ProductCall : ProductDescription {
  ProductCall(const at::Tensor& left, const at::Tensor& right, at::Tensor& result)
      : x(left.const_data_ptr()),
        weight(right.const_data_ptr()),
        y(result.data_ptr()),
        stream(c10::cuda::getCurrentCUDAStream(left.device().index()).stream()),
        options(left.options().dtype(at::kByte)),
        types(typesFor(left.scalar_type())) {
    const auto in = static_cast<std::uint64_t>(left.size(1));
    const auto rows = static_cast<std::uint64_t>(left.size(0));
    const auto out = static_cast<std::uint64_t>(right.size(0));
    succeed(cublasLtMatmulDescCreate(&description, types.sum, types.factor));
    const cublasOperation_t transposed = CUBLAS_OP_T;
    succeed(cublasLtMatmulDescSetAttribute(description, CUBLASLT_MATMUL_DESC_TRANSA, &transposed, sizeof(transposed)));
    succeed(cublasLtMatrixLayoutCreate(&weightLayout, types.sides, in, out, static_cast<std::int64_t>(in)));
    succeed(cublasLtMatrixLayoutCreate(&xLayout, types.sides, in, rows, static_cast<std::int64_t>(in)));
    succeed(cublasLtMatrixLayoutCreate(&yLayout, types.result, out, rows, static_cast<std::int64_t>(out)));
  }

  cublasStatus_t run(cublasLtHandle_t library, const cublasLtMatmulAlgo_t& algorithm,
                     std::uint64_t workspaceBytes) const {
    constexpr float one = 1;
    constexpr std::int32_t wholeOne = 1;
    constexpr std::int32_t zero = 0;  // the same bits in both types
    const void* factor = types.factor == CUDA_R_32I ? static_cast<const void*>(&wholeOne) : &one;
    const at::Tensor workspace = at::empty({static_cast<std::int64_t>(workspaceBytes)}, options);
    return cublasLtMatmul(library, description, factor, weight, weightLayout, x, xLayout, &zero, y, yLayout, y, yLayout,
                          &algorithm, workspace.data_ptr(), workspaceBytes, stream);
  }

  const void* x;
  const void* weight;
  void* y;
  cudaStream_t stream;
  at::TensorOptions options;  // of workspaces
  ProductTypes types;
};

namespace {

std::vector<cublasLtMatmulHeuristicResult_t> candidates(cublasLtHandle_t library, const ProductCall& call) {
  cublasLtMatmulPreference_t preference = nullptr;
  succeed(cublasLtMatmulPreferenceCreate(&preference));
  cublasLtMatmulPreferenceSetAttribute(preference, CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, &largestWorkspace,
                                       sizeof(largestWorkspace));
  // Partial sums are added in fp32, never in the type of the result.
  constexpr std::uint32_t reductions = CUBLASLT_REDUCTION_SCHEME_INPLACE | CUBLASLT_REDUCTION_SCHEME_COMPUTE_TYPE;
  cublasLtMatmulPreferenceSetAttribute(preference, CUBLASLT_MATMUL_PREF_REDUCTION_SCHEME_MASK, &reductions,
                                       sizeof(reductions));
  std::vector<cublasLtMatmulHeuristicResult_t> found(mostCandidates);
  int count = 0;
  const cublasStatus_t status =
      cublasLtMatmulAlgoGetHeuristic(library, call.description, call.weightLayout, call.xLayout, call.yLayout,
                                     call.yLayout, preference, mostCandidates, found.data(), &count);
  cublasLtMatmulPreferenceDestroy(preference);
  // That there is no way to do it is an answer, to be remembered; that the library or the card fails is not.
  if (status == CUBLAS_STATUS_ALLOC_FAILED || status == CUBLAS_STATUS_EXECUTION_FAILED ||
      status == CUBLAS_STATUS_INTERNAL_ERROR) {
    succeed(status);
  }
  found.resize(status == CUBLAS_STATUS_SUCCESS ? static_cast<std::size_t>(count) : 0);
  return found;
}

// Two marks in a stream and the time between them.
class Stopwatch {
 public:
  explicit Stopwatch(cudaStream_t stream) : m_stream(stream) {}
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;
  ~Stopwatch() {
    for (const cudaEvent_t event : m_marks) {
      if (event != nullptr)
        cudaEventDestroy(event);
    }
  }

  void mark(std::size_t index) {
    C10_CUDA_CHECK(cudaEventCreate(&m_marks[index]));
    C10_CUDA_CHECK(cudaEventRecord(m_marks[index], m_stream));
  }

  float milliseconds() const {
    float milliseconds = 0;
    C10_CUDA_CHECK(cudaEventSynchronize(m_marks[1]));
    C10_CUDA_CHECK(cudaEventElapsedTime(&milliseconds, m_marks[0], m_marks[1]));
    return milliseconds;
  }

 private:
  cudaStream_t m_stream;
  std::array<cudaEvent_t, 2> m_marks = {};
};

// Milliseconds of a few calls.
float timed(cublasLtHandle_t library, const ProductCall& call, const cublasLtMatmulHeuristicResult_t& candidate) {
  Stopwatch stopwatch(call.stream);
  stopwatch.mark(0);
  bool worked = true;
  for (int i = 0; i < callsPerRound; ++i)
    worked = worked && call.run(library, candidate.algo, candidate.workspaceSize) == CUBLAS_STATUS_SUCCESS;
  stopwatch.mark(1);
  const float milliseconds = stopwatch.milliseconds();
  return worked ? milliseconds : std::numeric_limits<float>::infinity();
}

std::string asHex(const cublasLtMatmulAlgo_t& algorithm) {
  std::string text;
  for (const std::uint64_t word : algorithm.data) {
    std::array<char, 17> digits = {};
    std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(word));
    text += digits.data();
  }
  return text;
}

std::optional<cublasLtMatmulAlgo_t> fromHex(const std::string& text) {
  constexpr std::size_t digitsPerWord = 16;
  cublasLtMatmulAlgo_t algorithm = {};
  if (text.size() != std::size(algorithm.data) * digitsPerWord ||
      text.find_first_not_of("0123456789abcdef") != std::string::npos) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < std::size(algorithm.data); ++i)
    algorithm.data[i] = std::stoull(text.substr(i * digitsPerWord, digitsPerWord), nullptr, 16);
  return algorithm;
}

std::string nameOfCard() {
  int device = 0;
  cudaDeviceProp properties = {};
  C10_CUDA_CHECK(cudaGetDevice(&device));
  C10_CUDA_CHECK(cudaGetDeviceProperties(&properties, device));
  return std::string(properties.name) + ", cuBLASLt " + std::to_string(cublasLtGetVersion());
}

}  // namespace

ProductTable::~ProductTable() {
  if (m_library != nullptr)
    cublasLtDestroy(m_library);
}

std::optional<at::Tensor> ProductTable::multiply(const at::Tensor& x, const at::Tensor& weight) {
  at::Tensor y = at::empty({x.size(0), weight.size(0)}, x.options());
  return multiplyInto(y, x, weight) ? std::optional(y) : std::nullopt;
}

bool ProductTable::multiplyInto(at::Tensor& y, const at::Tensor& x, const at::Tensor& weight) {
  const ProductCall call(x, weight, y);
  const std::lock_guard lock(m_mutex);
  const Shape shape = {x.size(0), weight.size(0), x.size(1), static_cast<int>(x.scalar_type())};
  const std::optional<Algorithm> chosen = algorithmFor(call, shape);
  if (!chosen)
    return false;
  succeed(call.run(m_library, chosen->algorithm, chosen->workspaceBytes));
  return true;
}

ProductTable::Shape ProductTable::familyOf(Shape shape) {
  constexpr std::int64_t rowsOfFamily = 512;
  std::get<0>(shape) = (std::get<0>(shape) + rowsOfFamily - 1) / rowsOfFamily * rowsOfFamily;
  return shape;
}

// Also what keeps a damaged file from harm: an algorithm that makes no sense is found out here.
bool ProductTable::canDo(const ProductCall& call, const Algorithm& algorithm) const {
  cublasLtMatmulHeuristicResult_t result = {};
  const cublasStatus_t status = cublasLtMatmulAlgoCheck(m_library, call.description, call.weightLayout, call.xLayout,
                                                        call.yLayout, call.yLayout, &algorithm.algorithm, &result);
  return status == CUBLAS_STATUS_SUCCESS && result.workspaceSize <= algorithm.workspaceBytes;
}

std::optional<ProductTable::Algorithm> ProductTable::algorithmFor(const ProductCall& call, const Shape& shape) {
  if (m_library == nullptr)
    succeed(cublasLtCreate(&m_library));
  if (const auto known = m_algorithms.find(shape); known != m_algorithms.end())
    return known->second;
  const auto related = m_ofFamilies.find(familyOf(shape));
  std::optional<Algorithm> chosen;
  if (related != m_ofFamilies.end() && canDo(call, related->second)) {
    chosen = related->second;
  } else if ((chosen = fastest(call))) {
    m_ofFamilies[familyOf(shape)] = *chosen;
    write();
  }
  m_algorithms.emplace(shape, chosen);
  return chosen;
}

std::optional<ProductTable::Algorithm> ProductTable::fastest(const ProductCall& call) const {
  const std::vector<cublasLtMatmulHeuristicResult_t> found = candidates(m_library, call);
  std::vector<float> milliseconds(found.size(), 0);
  for (int round = 0; round <= rounds; ++round) {
    for (std::size_t i = 0; i < found.size(); ++i) {
      const float time = timed(m_library, call, found[i]);
      milliseconds[i] += round == 0 ? 0 : time;  // the first one warms up
    }
  }
  if (found.empty())
    return std::nullopt;
  const auto best = std::ranges::min_element(milliseconds) - milliseconds.begin();
  const cublasLtMatmulHeuristicResult_t& chosen = found[static_cast<std::size_t>(best)];
  return Algorithm{chosen.algo, chosen.workspaceSize};
}

void ProductTable::rememberIn(const std::filesystem::path& file) {
  const std::lock_guard lock(m_mutex);
  m_card = nameOfCard();
  m_file = file;
  m_algorithms.clear();
  const Result<nlohmann::json> json = readJsonFile(file);
  if (!json || !json->is_object() || json->value("card", std::string()) != m_card || !json->contains("products") ||
      !(*json)["products"].is_array()) {
    return;
  }
  for (const nlohmann::json& entry : (*json)["products"]) {
    if (!entry.is_array() || entry.size() != 6 || !entry[4].is_string() || !entry[5].is_number_unsigned())
      continue;
    const std::optional<cublasLtMatmulAlgo_t> algorithm = fromHex(entry[4].get<std::string>());
    const bool numbers =
        std::all_of(entry.begin(), entry.begin() + 4, [](const auto& n) { return n.is_number_integer(); });
    const std::uint64_t workspace = entry[5].get<std::uint64_t>();
    if (!algorithm || !numbers || workspace > largestWorkspace)
      continue;
    m_ofFamilies[{entry[0].get<std::int64_t>(), entry[1].get<std::int64_t>(), entry[2].get<std::int64_t>(),
                  entry[3].get<int>()}] = {*algorithm, workspace};
  }
}

void ProductTable::write() const {
  if (m_file.empty())
    return;
  nlohmann::json products = nlohmann::json::array();
  for (const auto& [family, known] : m_ofFamilies) {
    const auto& [rows, out, in, type] = family;
    products.push_back({rows, out, in, type, asHex(known.algorithm), known.workspaceBytes});
  }
  const std::string text = nlohmann::json({{"card", m_card}, {"products", std::move(products)}}).dump(1);
  std::error_code ignored;
  std::filesystem::create_directories(m_file.parent_path(), ignored);
  // Where it cannot be written the next start measures again.
  static_cast<void>(writeFileAtomically(m_file, std::as_bytes(std::span(text))));
}

}  // namespace zaohua::cuda
