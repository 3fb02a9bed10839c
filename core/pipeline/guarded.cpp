// SPDX-License-Identifier: Apache-2.0
#include "pipeline/guarded.h"

#include <c10/util/Exception.h>

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

// The CPU allocator and a lost card have no exception type of their own.
Error fromTorch(const c10::Error& error) {
  const std::string_view what = error.what();
  if (what.find("DefaultCPUAllocator") != std::string_view::npos)
    return outOfMemory(error.what());
  if (what.find("CUDA error") != std::string_view::npos || what.find("device-side") != std::string_view::npos) {
    return {ErrorCode::deviceLost,
            "The graphics card stopped answering. Start the program again; if it happens again, restart the machine.",
            {},
            error.what()};
  }
  return {ErrorCode::internal, "The picture could not be computed. The log has the details.", {}, error.what()};
}

}  // namespace

Error errorFrom(std::exception_ptr exception) {
  try {
    std::rethrow_exception(std::move(exception));
  } catch (const Failure& failed) {
    return failed.error();
  } catch (const c10::OutOfMemoryError& error) {
    return outOfMemory(error.what());
  } catch (const std::bad_alloc& error) {
    return outOfMemory(error.what());
  } catch (const c10::Error& error) {
    return fromTorch(error);
  } catch (const std::exception& error) {
    return {ErrorCode::internal, "The picture could not be computed. The log has the details.", {}, error.what()};
  }
}

}  // namespace zaohua
