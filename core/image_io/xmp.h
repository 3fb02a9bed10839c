// SPDX-License-Identifier: Apache-2.0
// XMP packets: making ours, and finding one property in anybody's. Not an XML library: what is asked for is found by
// its namespace, everything else is passed over. Plain functions, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zaohua {

namespace xmp_namespace {
inline constexpr std::string_view xmp = "http://ns.adobe.com/xap/1.0/";
inline constexpr std::string_view note = "http://ns.adobe.com/xmp/note/";
inline constexpr std::string_view exif = "http://ns.adobe.com/exif/1.0/";
inline constexpr std::string_view iptcExtension = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
inline constexpr std::string_view aigc = "http://www.tc260.org.cn/ns/AIGC/1.0/";
inline constexpr std::string_view ours = "http://ns.zaohua/1.0/";
inline constexpr std::string_view stableDiffusionCpp = "https://github.com/leejet/stable-diffusion.cpp/ns/1.0/";
}  // namespace xmp_namespace

struct XmpProperty {
  std::string_view space;   // one of the above
  std::string_view prefix;  // "TC260"
  std::string_view name;    // "AIGC"
  std::string value;        // UTF-8
};

// With the wrapper that lets programs find and edit it in place, or without, as the extension of a JPEG's packet is.
enum class XmpWrapper { packet, none };
std::string makeXmp(const std::vector<XmpProperty>& properties, XmpWrapper wrapper = XmpWrapper::packet);

// The text of the first such property, as element or attribute, whatever its prefix; of a list all items together.
std::optional<std::string> findXmpProperty(std::string_view packet, std::string_view space, std::string_view name);

}  // namespace zaohua
