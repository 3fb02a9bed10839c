// SPDX-License-Identifier: Apache-2.0
// What a person reads for whatever comes out of the tensor code. On this device no card answers, so a card's error
// means a lost one.
#include "pipeline/guarded.h"

#include <c10/util/Exception.h>
#include <gtest/gtest.h>

#include <new>
#include <stdexcept>

namespace zaohua {
namespace {

template <typename Exception>
Error told(const Exception& exception) {
  const Result<void> result = guarded([&exception] { throw exception; });
  EXPECT_FALSE(result);
  return result ? Error() : result.error();
}

c10::Error saying(const std::string& text) {
  return {{__func__, __FILE__, __LINE__}, text};
}

TEST(GuardedTest, MemoryIsKnownByTypeByCodeAndByWhatLibrariesSay) {
  constexpr int memoryAllocation = 2;  // cudaErrorMemoryAllocation
  EXPECT_EQ(told(std::bad_alloc()).code, ErrorCode::outOfMemory);
  EXPECT_EQ(told(c10::OutOfMemoryError({}, "CUDA out of memory. Tried to allocate")).code, ErrorCode::outOfMemory);
  EXPECT_EQ(told(c10::AcceleratorError({}, memoryAllocation, "CUDA error")).code, ErrorCode::outOfMemory);
  for (const char* text :
       {"CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`", "CUDA error: out of memory",
        "CUDA error: cuBLASLt returned 3", "cuDNN error: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED",
        "[enforce fail at alloc_cpu.cpp:124] err == 0. DefaultCPUAllocator: can't allocate memory"}) {
    EXPECT_EQ(told(saying(text)).code, ErrorCode::outOfMemory) << text;
  }
}

TEST(GuardedTest, ErrorsOfACardThatDoesNotAnswerAreALostCard) {
  constexpr int launchFailure = 719;  // cudaErrorLaunchFailure
  EXPECT_EQ(told(c10::AcceleratorError({}, launchFailure, "CUDA error: unspecified launch failure")).code,
            ErrorCode::deviceLost);
  for (const char* text : {"CUDA error: CUBLAS_STATUS_EXECUTION_FAILED when calling `cublasGemmEx`",
                           "cuDNN error: CUDNN_STATUS_EXECUTION_FAILED",
                           "GET was unable to find an engine to execute this computation after trying 3 plans"}) {
    EXPECT_EQ(told(saying(text)).code, ErrorCode::deviceLost) << text;
  }
}

TEST(GuardedTest, EverythingElseIsAPictureThatCouldNotBeComputed) {
  EXPECT_EQ(told(saying("The size of tensor a must match the size of tensor b")).code, ErrorCode::internal);
  EXPECT_EQ(told(std::runtime_error("could not create a primitive")).code, ErrorCode::internal);
  EXPECT_EQ(told(7).code, ErrorCode::internal);
  EXPECT_FALSE(told(7).detail.empty());
}

TEST(GuardedTest, TheTechnicalTextStaysInTheDetail) {
  const Error error = told(saying("CUDA error: an illegal memory access was encountered"));
  EXPECT_EQ(error.text().find("CUDA error"), std::string::npos);
  EXPECT_NE(error.detail.find("an illegal memory access"), std::string::npos);
}

TEST(GuardedTest, AFailureIsPassedOnAsItIs) {
  const Error error = told(Failure({ErrorCode::diskFull, "The disk is full.", {}, {}}));
  EXPECT_EQ(error.code, ErrorCode::diskFull);
  EXPECT_EQ(error.text(), "The disk is full.");
}

}  // namespace
}  // namespace zaohua
