// SPDX-License-Identifier: Apache-2.0
#include "support/cuda_card.h"

#include <ATen/ATen.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/platform.h"
#include "nn/kernels/cuda_kernels.h"

namespace zaohua::test {

namespace {

bool open() {
  if (!kernels::openTorchCuda() || at::detail::getCUDAHooks().deviceCount() == 0)
    return false;
  const std::filesystem::path module = programFolder() / "libzaohua_cuda.so";
  if (!std::filesystem::exists(module))
    return false;
  const Result<void> opened = kernels::openCudaKernels(module);
  EXPECT_TRUE(opened) << opened.error().text() << " " << opened.error().detail;
  return opened.has_value();
}

}  // namespace

bool openCudaCard() {
  static const bool opened = open();
  return opened;
}

}  // namespace zaohua::test
