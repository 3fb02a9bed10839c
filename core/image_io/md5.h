// SPDX-License-Identifier: Apache-2.0
// The digest that names the extension of an XMP packet in JPEG files. It guards nothing. Plain function, any thread.
#pragma once

#include <string>
#include <string_view>

namespace zaohua {

// 32 hexadecimal digits in capitals.
std::string md5(std::string_view bytes);

}  // namespace zaohua
