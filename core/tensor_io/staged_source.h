// SPDX-License-Identifier: Apache-2.0
// A weight source for a device with a memory of its own: the files of another source are read ahead of the model that
// is being built, into a small ring of host memory, and from there straight to the place on the device where the values
// belong. The host never holds more of the model than the ring, the files' own dtype crosses the bus, and a fused
// weight is filled part by part. Lives as long as one part is loaded, on the thread that builds it.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "base/cancel_token.h"
#include "tensor_io/uploader.h"
#include "tensor_io/weight_source.h"

namespace zaohua {

struct StagingRing {
  // A multiple of the largest element. A little below 4 MiB, because libtorch rounds the ring up to a power of two.
  std::size_t chunkBytes = (std::size_t{4} << 20U) - 4096;
  std::size_t chunks = 15;  // below 64 MiB: pinned memory is rounded up to a power of two
  int readers = 0;          // threads; 0 = what suits this machine
};

// `order` are the tensors in the order in which they will be asked for. Another order gives the same values, but
// reading starts anew at each tensor that was not the next one. Tensors that lie in no file come from `source` itself.
std::shared_ptr<const WeightSource> stagedSource(std::shared_ptr<const WeightSource> source,
                                                 const std::vector<ParameterSpec>& order,
                                                 std::shared_ptr<Uploader> uploader, const CancelToken& cancel,
                                                 const StagingRing& ring = {});

}  // namespace zaohua
