// SPDX-License-Identifier: Apache-2.0
// The programs that keep their settings as one JSON object. Every object is taken for hostile; the caller has bounded
// its size and depth. Plain functions, any thread.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/result.h"
#include "image_io/metadata_reader.h"

namespace zaohua {

// Which program wrote the object, told by its keys; nothing for one that is none of these.
std::optional<RequestOrigin> originOfJson(const nlohmann::json& object);

// REQUIRES an origin that originOfJson() gave.
Result<RestoredRequest> requestFromDialect(RequestOrigin origin, const nlohmann::json& object);

}  // namespace zaohua
