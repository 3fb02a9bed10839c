// SPDX-License-Identifier: Apache-2.0
#include "tensor_io/staged_source.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <deque>
#include <exception>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <utility>

#include "base/log.h"
#include "tensor_io/chunk_reader.h"
#include "tensor_io/torch_dtype.h"

namespace zaohua {

namespace {

int readersOfThisMachine() {
  // One thread copies 5-10 GB/s out of the page cache: these fill any bus, and a disk has enough to do at a time.
  constexpr unsigned mostUseful = 8;
  return static_cast<int>(std::clamp(std::thread::hardware_concurrency() / 2, 1U, mostUseful));
}

// Tensors of files in their order, read ahead and uploaded.
class Staging {
 public:
  Staging(std::vector<ChunkReader::Range> ranges, std::shared_ptr<Uploader> uploader, const StagingRing& ring)
      : m_ranges(std::move(ranges)),
        m_chunkBytes(ring.chunkBytes),
        m_readers(ring.readers > 0 ? ring.readers : readersOfThisMachine()),
        m_uploader(std::move(uploader)),
        m_memory(m_uploader->hostMemory(ring.chunkBytes * ring.chunks)) {
    readFrom(0);
  }

  ~Staging() {
    m_reader.reset();
    try {
      waitForUploads();
    } catch (const std::exception& error) {
      // The device is lost; whoever loads has heard of it already.
      log::warning(std::string("uploads did not end: ") + error.what());
    }
  }
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;

  // Range `index`, elements of `dtype`, into `target`: contiguous and of as many elements.
  void upload(std::size_t index, at::ScalarType dtype, const at::Tensor& target, const CancelToken& cancel) {
    if (index != m_next)
      readFrom(index);
    m_next = index + 1;
    const at::Tensor values = target.view({-1});
    const std::size_t width = at::elementSize(dtype);
    for (std::size_t offset = 0; offset < m_ranges[index].bytes; offset += m_chunkBytes) {
      releaseUploaded();
      const ChunkReader::Chunk chunk = m_reader->next(cancel);
      const auto elements = static_cast<std::int64_t>(chunk.bytes.size() / width);
      m_uploader->copy(values.narrow(0, static_cast<std::int64_t>(chunk.offset / width), elements),
                       inMemory(chunk.bytes).view(dtype));
      m_uploads.push_back(m_uploader->mark());
    }
  }

 private:
  std::span<std::byte> memory() const {
    return {static_cast<std::byte*>(m_memory.data_ptr()), static_cast<std::size_t>(m_memory.numel())};
  }

  at::Tensor inMemory(std::span<const std::byte> bytes) const {
    return m_memory.narrow(0, bytes.data() - memory().data(), static_cast<std::int64_t>(bytes.size()));
  }

  void readFrom(std::size_t index) {
    m_reader.reset();
    waitForUploads();
    const std::vector<ChunkReader::Range> ranges(m_ranges.begin() + static_cast<std::ptrdiff_t>(index), m_ranges.end());
    m_reader.emplace(ranges, memory(), m_chunkBytes, m_readers);
    m_next = index;
  }

  // Half of the ring at most is on its way to the device, so that the readers always have the other half.
  void releaseUploaded() {
    const std::size_t mostOnTheirWay = m_reader->ringSize() / 2;
    while (!m_uploads.empty() && (m_uploads.size() > mostOnTheirWay || m_uploads.front()->isPassed())) {
      m_uploads.front()->wait();
      m_uploads.pop_front();
      m_reader->release();
    }
  }

  void waitForUploads() {
    if (!m_uploads.empty())
      m_uploads.back()->wait();
    m_uploads.clear();
  }

  std::vector<ChunkReader::Range> m_ranges;
  std::size_t m_chunkBytes;
  int m_readers;
  std::shared_ptr<Uploader> m_uploader;
  at::Tensor m_memory;
  std::deque<std::unique_ptr<const Uploader::Mark>> m_uploads;  // one for each chunk that is not released
  std::optional<ChunkReader> m_reader;
  std::size_t m_next = 0;
};

class StagedSource final : public WeightSource {
 public:
  StagedSource(std::shared_ptr<const WeightSource> source, const std::vector<ParameterSpec>& order,
               std::shared_ptr<Uploader> uploader, const CancelToken& cancel, const StagingRing& ring)
      : m_source(std::move(source)), m_cancel(cancel) {
    std::vector<ChunkReader::Range> ranges;
    for (const ParameterSpec& parameter : order) {
      if (const std::optional<StoredTensor> stored = m_source->stored(parameter.name)) {
        m_places.emplace(parameter.name, Place{ranges.size(), torchDtype(stored->entry.dtype)});
        ranges.push_back({stored->file, stored->entry.offset, stored->entry.bytes});
      }
    }
    if (!ranges.empty())
      m_staging = std::make_unique<Staging>(std::move(ranges), std::move(uploader), ring);
  }

  std::optional<std::vector<std::int64_t>> shapeOf(std::string_view name) const override {
    return m_source->shapeOf(name);
  }

  at::Tensor load(std::string_view name, at::ScalarType dtype, at::Device device) const override {
    const auto place = m_places.find(name);
    if (place == m_places.end())
      return m_source->load(name, dtype, device);
    at::Tensor target = at::empty(*shapeOf(name), at::TensorOptions(device).dtype(dtype));
    m_staging->upload(place->second.range, place->second.dtype, target, m_cancel);
    return target;
  }

  void loadInto(std::string_view name, at::Tensor target) const override {
    const auto place = m_places.find(name);
    if (place == m_places.end() || !target.is_contiguous()) {
      m_source->loadInto(name, std::move(target));
    } else {
      m_staging->upload(place->second.range, place->second.dtype, target, m_cancel);
    }
  }

  std::string description(std::string_view name) const override { return m_source->description(name); }

 private:
  struct Place {
    std::size_t range;
    at::ScalarType dtype;
  };

  std::shared_ptr<const WeightSource> m_source;
  CancelToken m_cancel;
  std::map<std::string, Place, std::less<>> m_places;
  std::unique_ptr<Staging> m_staging;  // nothing to stage: null
};

}  // namespace

std::shared_ptr<const WeightSource> stagedSource(std::shared_ptr<const WeightSource> source,
                                                 const std::vector<ParameterSpec>& order,
                                                 std::shared_ptr<Uploader> uploader, const CancelToken& cancel,
                                                 const StagingRing& ring) {
  return std::make_shared<StagedSource>(std::move(source), order, std::move(uploader), cancel, ring);
}

}  // namespace zaohua
