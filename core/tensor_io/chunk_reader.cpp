// SPDX-License-Identifier: Apache-2.0
#include "tensor_io/chunk_reader.h"

#include <algorithm>
#include <chrono>

namespace zaohua {

ChunkReader::ChunkReader(const std::vector<Range>& ranges, std::span<std::byte> memory, std::size_t chunkBytes,
                         int threads) {
  for (std::size_t index = 0; index < ranges.size(); ++index) {
    const Range& range = ranges[index];
    for (std::size_t offset = 0; offset < range.bytes; offset += chunkBytes) {
      const std::size_t bytes = std::min(chunkBytes, range.bytes - offset);
      m_pieces.push_back({{range.file, range.offset + offset, bytes}, index, offset});
    }
  }
  m_slots.resize(memory.size() / chunkBytes);
  for (std::size_t i = 0; i < m_slots.size(); ++i)
    m_slots[i].memory = memory.subspan(i * chunkBytes, chunkBytes);
  const auto useful = static_cast<int>(std::min(m_slots.size(), m_pieces.size()));
  for (int i = 0; i < std::min(threads, useful); ++i)
    m_threads.emplace_back([this] { readPieces(); });
}

ChunkReader::~ChunkReader() {
  {
    const std::lock_guard lock(m_mutex);
    m_stopping = true;
  }
  m_mayRead.notify_all();
  for (std::thread& thread : m_threads)
    thread.join();
}

ChunkReader::Chunk ChunkReader::next(const CancelToken& cancel) {
  // A token has no one to wake, so it is looked at again and again.
  constexpr std::chrono::milliseconds betweenLooks(20);
  const Piece& piece = m_pieces[m_taken];
  Slot& slot = slotOf(m_taken);
  std::unique_lock lock(m_mutex);
  do {
    cancel.throwIfCancelled();
  } while (!m_wasRead.wait_for(lock, betweenLooks, [&] { return slot.piece == m_taken; }));
  if (slot.error)
    throw Failure(*slot.error);
  ++m_taken;
  return {piece.rangeIndex, piece.offset, slot.memory.first(piece.range.bytes)};
}

void ChunkReader::release() {
  {
    const std::lock_guard lock(m_mutex);
    ++m_released;
  }
  m_mayRead.notify_one();
}

void ChunkReader::readPieces() {
  std::unique_lock lock(m_mutex);
  while (true) {
    m_mayRead.wait(lock, [this] {
      const bool allClaimed = m_claimed == m_pieces.size();
      return m_stopping || allClaimed || m_claimed < m_released + m_slots.size();
    });
    if (m_stopping || m_claimed == m_pieces.size())
      return;
    const std::size_t index = m_claimed++;
    Slot& slot = slotOf(index);
    lock.unlock();
    std::optional<Error> error = readPiece(m_pieces[index], slot.memory);
    lock.lock();
    slot.error = std::move(error);
    slot.piece = index;
    m_wasRead.notify_one();
  }
}

// In parts, so that a slow disk does not hold up who stops.
std::optional<Error> ChunkReader::readPiece(const Piece& piece, std::span<std::byte> into) const {
  constexpr std::size_t partBytes = std::size_t{1} << 20U;
  for (std::size_t done = 0; done < piece.range.bytes; done += partBytes) {
    const std::size_t bytes = std::min(partBytes, piece.range.bytes - done);
    if (Result<void> read = piece.range.file->read(piece.range.offset + done, into.subspan(done, bytes)); !read)
      return read.error();
    const std::lock_guard lock(m_mutex);
    if (m_stopping)
      return cancelledError();
  }
  return std::nullopt;
}

}  // namespace zaohua
