// SPDX-License-Identifier: Apache-2.0
// Products through cuBLASLt with the algorithm that is fastest on this card for their shape: measured when a shape is
// first seen and written to a file, so that the next start need not measure. Owned by the module; any thread.
#pragma once

#include <ATen/core/Tensor.h>
#include <cublasLt.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>

namespace zaohua::cuda {

struct ProductCall;

class ProductTable {
 public:
  ~ProductTable();

  // Reads what is known; from then on what is measured is written there. A file of another card or library is replaced.
  void rememberIn(const std::filesystem::path& file);

  // x (rows, in) · weight (out, in)ᵀ, both contiguous and of one type, bf16 or fp16. Nothing if cuBLASLt has no way to
  // do it.
  std::optional<at::Tensor> multiply(const at::Tensor& x, const at::Tensor& weight);
  // The same into y (rows, out), which is int32 for int8. False if cuBLASLt has no way to do it.
  bool multiplyInto(at::Tensor& y, const at::Tensor& x, const at::Tensor& weight);

 private:
  struct Algorithm {
    cublasLtMatmulAlgo_t algorithm = {};
    std::uint64_t workspaceBytes = 0;
  };
  using Shape = std::tuple<std::int64_t, std::int64_t, std::int64_t, int>;  // rows, out, in, type

  // Captions differ by a few rows: what is fastest for one number of rows serves its neighbours too.
  static Shape familyOf(Shape shape);
  std::optional<Algorithm> algorithmFor(const ProductCall& call, const Shape& shape);
  std::optional<Algorithm> fastest(const ProductCall& call) const;
  bool canDo(const ProductCall& call, const Algorithm& algorithm) const;
  void write() const;

  std::mutex m_mutex;
  cublasLtHandle_t m_library = nullptr;
  std::map<Shape, Algorithm> m_ofFamilies;                 // measured, in the file
  std::map<Shape, std::optional<Algorithm>> m_algorithms;  // of the shapes seen so far; nothing: cuBLASLt cannot
  std::filesystem::path m_file;
  std::string m_card;
};

}  // namespace zaohua::cuda
