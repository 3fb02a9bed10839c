// SPDX-License-Identifier: Apache-2.0
// The segments of a JPEG file that hold texts. A segment takes at most 65,533 bytes: a longer XMP packet goes on in
// extension segments (XMP specification, part 3), a longer EXIF block finds no place. Plain functions, any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zaohua {

inline constexpr std::size_t longestJpegSegment = 65533;

struct JpegTexts {
  std::string exif;                   // with its "Exif\0\0", or empty
  std::string xmp;                    // the packet, or empty
  std::string extendedXmp;            // its extension, whole and named by the packet, or empty
  std::vector<std::string> comments;  // COM segments
};

// `name` is what the Error calls the file. Texts beyond 8 MiB or 256 segments are passed over.
Result<JpegTexts> readJpegTexts(std::span<const std::byte> file, std::string_view name);

// The payloads of APP1 segments for an EXIF block without its mark; nothing where it is too long for one.
std::optional<std::string> makeExifSegment(std::string_view exif);

// One payload for a packet that fits.
std::string makeXmpSegment(std::string_view packet);
bool fitsXmpSegment(std::string_view packet);

// As many as it takes. The main packet names the extension by md5(extension), as property xmpNote:HasExtendedXMP.
std::vector<std::string> makeExtendedXmpSegments(std::string_view extension);

}  // namespace zaohua
