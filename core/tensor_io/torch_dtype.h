// SPDX-License-Identifier: Apache-2.0
// File dtypes to torch's and back. Plain functions.
#pragma once

#include <c10/core/ScalarType.h>

#include "tensor_io/file_dtype.h"

namespace zaohua {

at::ScalarType torchDtype(FileDtype dtype);

// REQUIRES a dtype that safetensors knows; throws Failure(internal) for others.
FileDtype fileDtype(at::ScalarType dtype);

}  // namespace zaohua
