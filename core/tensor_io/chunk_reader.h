// SPDX-License-Identifier: Apache-2.0
// Ranges of files, read ahead of whoever wants them: several threads fill a ring of equal chunks of one memory, so that
// the disk is asked for much at once while only the ring is ever held. Chunks come out in the order of the ranges.
// Create, use and destroy it on one thread; the threads that read are its own and know nothing of tensors or devices.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "base/cancel_token.h"
#include "base/platform.h"

namespace zaohua {

class ChunkReader {
 public:
  struct Range {
    const MappedFile* file = nullptr;
    std::size_t offset = 0;
    std::size_t bytes = 0;
  };
  struct Chunk {
    std::size_t range = 0;   // which of them
    std::size_t offset = 0;  // from the start of the range
    std::span<std::byte> bytes;
  };

  // Files and memory outlive the reader. `memory` holds one chunk at least; an empty range has no chunks.
  ChunkReader(const std::vector<Range>& ranges, std::span<std::byte> memory, std::size_t chunkBytes, int threads);
  // Waits for what is being read at the moment, a few MiB.
  ~ChunkReader();
  ChunkReader(const ChunkReader&) = delete;
  ChunkReader& operator=(const ChunkReader&) = delete;

  // The next chunk, once it is there. Its memory is the caller's until it is released, so a caller that keeps as many
  // chunks as the ring has waits for ever. REQUIRES one that was not taken yet. Throws Failure: what reading it failed
  // with, or cancelled.
  Chunk next(const CancelToken& cancel);
  // Gives the memory of the oldest chunk taken back to the ring.
  void release();

  std::size_t ringSize() const { return m_slots.size(); }

 private:
  struct Piece {
    Range range;  // of the file
    std::size_t rangeIndex = 0;
    std::size_t offset = 0;  // from the start of its range
  };
  struct Slot {
    std::span<std::byte> memory;
    std::optional<std::size_t> piece;  // that was read into it last
    std::optional<Error> error;
  };

  Slot& slotOf(std::size_t piece) { return m_slots[piece % m_slots.size()]; }
  void readPieces();
  std::optional<Error> readPiece(const Piece& piece, std::span<std::byte> into) const;

  std::vector<Piece> m_pieces;
  std::vector<Slot> m_slots;  // piece i goes to slot i mod their number
  std::vector<std::thread> m_threads;

  std::size_t m_taken = 0;  // of the pieces, by next()
  // Guarded by m_mutex, as what the slots say of themselves is.
  mutable std::mutex m_mutex;
  std::condition_variable m_mayRead;
  std::condition_variable m_wasRead;
  std::size_t m_claimed = 0;   // of the pieces, by the threads
  std::size_t m_released = 0;  // of the pieces
  bool m_stopping = false;
};

}  // namespace zaohua
