// SPDX-License-Identifier: Apache-2.0
#include "tensor_io/chunk_reader.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "support/temporary_folder.h"

namespace zaohua {
namespace {

using test::TemporaryFolder;
using Range = ChunkReader::Range;

std::string numbered(std::size_t bytes) {
  std::string content(bytes, '\0');
  for (std::size_t i = 0; i < bytes; ++i)
    content[i] = static_cast<char>(i * 37 + (i >> 8U));
  return content;
}

// Everything that the reader delivers, range by range. Up to `held` chunks are kept before the oldest is given back.
std::vector<std::string> readAll(ChunkReader& reader, const std::vector<Range>& ranges, std::size_t held) {
  std::vector<std::string> found(ranges.size());
  std::size_t kept = 0;
  for (std::size_t index = 0; index < ranges.size(); ++index) {
    while (found[index].size() < ranges[index].bytes) {
      if (kept == held) {
        reader.release();
        --kept;
      }
      const ChunkReader::Chunk chunk = reader.next({});
      ++kept;
      EXPECT_EQ(chunk.range, index);
      EXPECT_EQ(chunk.offset, found[index].size());
      found[index].append(reinterpret_cast<const char*>(chunk.bytes.data()), chunk.bytes.size());
    }
  }
  return found;
}

struct Shape {
  const char* name;
  std::size_t chunkBytes;
  std::size_t chunks;
  int threads;
};

class Ring : public ::testing::TestWithParam<Shape> {};

TEST_P(Ring, DeliversEveryByteInOrder) {
  const TemporaryFolder folder;
  const std::string content = numbered(10000);
  const MappedFile first = std::move(*MappedFile::open(folder.write("a", content)));
  const MappedFile second = std::move(*MappedFile::open(folder.write("b", content)));
  std::vector<Range> ranges = {{&first, 0, 10000}, {&second, 17, 0}, {&second, 9999, 1}, {&first, 3, 64}};
  for (std::size_t i = 0; i < 200; ++i)
    ranges.push_back({i % 2 == 0 ? &first : &second, i * 7, i % 5});
  const auto [name, chunkBytes, chunks, threads] = GetParam();
  std::vector<std::byte> memory(chunkBytes * chunks);
  ChunkReader reader(ranges, memory, chunkBytes, threads);
  EXPECT_EQ(reader.ringSize(), chunks);
  const std::vector<std::string> found = readAll(reader, ranges, chunks - 1 > 0 ? chunks - 1 : 1);
  for (std::size_t i = 0; i < ranges.size(); ++i)
    EXPECT_EQ(found[i], content.substr(ranges[i].offset, ranges[i].bytes)) << i;
}

INSTANTIATE_TEST_SUITE_P(Of, Ring,
                         ::testing::Values(Shape{"OneChunk", 64, 1, 1}, Shape{"OneReader", 64, 4, 1},
                                           Shape{"ManyReaders", 64, 8, 8}, Shape{"MoreReadersThanChunks", 64, 2, 16},
                                           Shape{"ChunksLargerThanTheFile", 1 << 15, 3, 4}),
                         [](const auto& instance) { return instance.param.name; });

TEST(ChunkReader, SaysThatAFileEndsTooEarly) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.write("a", numbered(1000));
  const MappedFile file = std::move(*MappedFile::open(path));
  std::filesystem::resize_file(path, 500);  // through the mapping this would be a signal
  std::vector<std::byte> memory(std::size_t{4} * 100);
  ChunkReader reader({{&file, 0, 1000}}, memory, 100, 2);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(reader.next({}).bytes.size(), 100U);
    reader.release();
  }
  try {
    reader.next({});
    FAIL();
  } catch (const Failure& failed) {
    EXPECT_EQ(failed.error().code, ErrorCode::fileCorrupt);
    EXPECT_NE(failed.error().text().find(path.string()), std::string::npos);
  }
}

TEST(ChunkReader, CanBeCancelledWhileNothingComes) {
  const TemporaryFolder folder;
  const MappedFile file = std::move(*MappedFile::open(folder.write("a", numbered(1000))));
  std::vector<std::byte> memory(200);
  ChunkReader reader({{&file, 0, 1000}}, memory, 100, 2);
  const CancelToken cancel;
  reader.next(cancel);
  reader.next(cancel);  // the ring is empty now, and nobody gives anything back
  const std::jthread other([&cancel] { cancel.cancel(); });
  EXPECT_THROW(reader.next(cancel), Failure);
}

TEST(ChunkReader, MayBeLeftInTheMiddle) {
  const TemporaryFolder folder;
  const MappedFile file = std::move(*MappedFile::open(folder.write("a", numbered(100000))));
  for (int taken = 0; taken < 20; ++taken) {
    std::vector<std::byte> memory(1000);
    ChunkReader reader({{&file, 0, 100000}}, memory, 100, 4);
    for (int i = 0; i < taken; ++i) {
      reader.next({});
      reader.release();
    }
  }
}

}  // namespace
}  // namespace zaohua
