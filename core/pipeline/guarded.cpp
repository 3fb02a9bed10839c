// SPDX-License-Identifier: Apache-2.0
#include "pipeline/guarded.h"

#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <c10/util/Exception.h>

#include <algorithm>
#include <new>
#include <string_view>

namespace zaohua {

namespace {

Error outOfMemory(std::string detail) {
  return {ErrorCode::outOfMemory,
          "There is not enough memory for this picture. Make it smaller, or close other programs.",
          {},
          std::move(detail)};
}

Error notComputed(std::string detail) {
  return {ErrorCode::internal, "The picture could not be computed. The log has the details.", {}, std::move(detail)};
}

bool mentionsAnyOf(std::string_view what, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words,
                             [what](std::string_view word) { return what.find(word) != std::string_view::npos; });
}

// What the libraries below libtorch say when there is no memory for them; libtorch passes it on as a text.
bool saysOutOfMemory(std::string_view what) {
  return mentionsAnyOf(what, {"DefaultCPUAllocator", "CUDA error: out of memory", "CUBLAS_STATUS_ALLOC_FAILED",
                              "cuBLASLt returned 3", "ALLOCATION_FAILED", "CUDNN_STATUS_ALLOC_FAILED"});
}

bool isAboutTheCard(std::string_view what) {
  return mentionsAnyOf(what, {"CUDA error", "CUDA driver error", "CUBLAS_STATUS", "cuDNN", "CUDNN_STATUS",
                              "unable to find an engine to execute this computation", "device-side"});
}

// After some errors no call into CUDA works any more in this process, after others the next one does. Which it was is
// not in the error: an asynchronous one is reported by whoever asks next.
bool cardStillAnswers() {
  try {
    const c10::impl::VirtualGuardImpl cards(at::kCUDA);
    const at::CUDAHooksInterface& cuda = at::detail::getCUDAHooks();
    for (at::DeviceIndex card = 0; card < cards.deviceCount(); ++card) {
      if (cuda.hasPrimaryContext(card))
        cards.synchronizeDevice(card);
    }
    return cards.deviceCount() > 0;
  } catch (const std::exception&) {
    return false;
  }
}

Error ofTheCard(std::string detail) {
  if (cardStillAnswers()) {
    return {ErrorCode::internal,
            "The graphics card could not do a part of the work. Try again; if it happens again, update its driver.",
            {},
            std::move(detail)};
  }
  return {ErrorCode::deviceLost,
          "The graphics card stopped answering. Start the program again; if it happens again, restart the machine.",
          {},
          std::move(detail)};
}

// Libraries below libtorch throw types of their own, and a lost card has none: the text says which it is.
Error fromText(std::string what) {
  if (saysOutOfMemory(what))
    return outOfMemory(std::move(what));
  return isAboutTheCard(what) ? ofTheCard(std::move(what)) : notComputed(std::move(what));
}

Error fromAccelerator(const c10::AcceleratorError& error) {
  constexpr int memoryAllocation = 2;  // cudaErrorMemoryAllocation
  const char* what = error.what_without_backtrace();
  return error.get_error_code() == memoryAllocation ? outOfMemory(what) : ofTheCard(what);
}

}  // namespace

Error errorFrom(std::exception_ptr exception) {
  try {
    std::rethrow_exception(std::move(exception));
  } catch (const Failure& failed) {
    return failed.error();
  } catch (const c10::OutOfMemoryError& error) {
    return outOfMemory(error.what_without_backtrace());
  } catch (const std::bad_alloc& error) {
    return outOfMemory(error.what());
  } catch (const c10::AcceleratorError& error) {
    return fromAccelerator(error);
  } catch (const c10::Error& error) {
    return fromText(error.what_without_backtrace());
  } catch (const std::exception& error) {
    return fromText(error.what());
  } catch (...) {
    return notComputed("an exception that says nothing about itself");
  }
}

}  // namespace zaohua
