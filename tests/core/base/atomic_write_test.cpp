// SPDX-License-Identifier: Apache-2.0
// Files are written whole or not at all, and never over what should stay.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "base/platform.h"
#include "support/small_disk.h"
#include "support/temporary_folder.h"

namespace zaohua {
namespace {

namespace fs = std::filesystem;
using test::SmallDisk;
using test::TemporaryFolder;

std::span<const std::byte> bytesOf(std::string_view text) {
  return std::as_bytes(std::span(text));
}

std::string contentOf(const fs::path& path) {
  return readFile(path, 1U << 30U).value_or("(not readable)");
}

std::vector<std::string> namesIn(const fs::path& folder) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

using Names = std::vector<std::string>;

class AtomicWrite : public ::testing::Test {
 protected:
  TemporaryFolder m_folder;
};

TEST_F(AtomicWrite, MakesAFileAndNothingElse) {
  ASSERT_TRUE(writeFileAtomically(m_folder / "画.png", bytesOf("new")));
  EXPECT_EQ(contentOf(m_folder / "画.png"), "new");
  EXPECT_EQ(namesIn(m_folder.path()), (Names{"画.png"}));
}

TEST_F(AtomicWrite, ReplacesAFile) {
  m_folder.write("a", "a longer old content");
  ASSERT_TRUE(writeFileAtomically(m_folder / "a", bytesOf("new")));
  EXPECT_EQ(contentOf(m_folder / "a"), "new");
  EXPECT_EQ(namesIn(m_folder.path()), (Names{"a"}));
}

TEST_F(AtomicWrite, WritesNothingAsAnEmptyFile) {
  ASSERT_TRUE(writeFileAtomically(m_folder / "a", {}));
  EXPECT_EQ(contentOf(m_folder / "a"), "");
}

TEST_F(AtomicWrite, ObeysTheUsersMask) {
  const mode_t old = ::umask(027);
  const bool written = writeFileAtomically(m_folder / "a", bytesOf("x")).has_value();
  ::umask(old);
  ASSERT_TRUE(written);
  EXPECT_EQ(fs::status(m_folder / "a").permissions(), static_cast<fs::perms>(0640));
}

TEST_F(AtomicWrite, LeavesALinkAndReplacesWhatItPointsAt) {
  m_folder.write("real/file", "old");
  fs::create_symlink("real/file", m_folder / "link");
  ASSERT_TRUE(writeFileAtomically(m_folder / "link", bytesOf("new")));
  EXPECT_TRUE(fs::is_symlink(m_folder / "link"));
  EXPECT_EQ(contentOf(m_folder / "real/file"), "new");
  EXPECT_EQ(namesIn(m_folder / "real"), (Names{"file"}));
  EXPECT_EQ(namesIn(m_folder.path()), (Names{"link", "real"}));
}

TEST_F(AtomicWrite, RefusesWhatIsNoRegularFile) {
  fs::create_directory(m_folder / "folder");
  ASSERT_EQ(::mkfifo((m_folder / "pipe").c_str(), 0600), 0);
  for (const fs::path& path : {m_folder / "folder", m_folder / "pipe", fs::path("/dev/null")}) {
    const Result<void> written = writeFileAtomically(path, bytesOf("x"));
    ASSERT_FALSE(written) << path;
    EXPECT_EQ(written.error().code, ErrorCode::writeFailed);
    EXPECT_EQ(written.error().sentence, "%1 is not a regular file, so it is not replaced.");
  }
  EXPECT_TRUE(fs::is_directory(m_folder / "folder"));
  EXPECT_TRUE(fs::is_fifo(m_folder / "pipe"));
  EXPECT_EQ(namesIn(m_folder.path()), (Names{"folder", "pipe"}));
}

TEST_F(AtomicWrite, NamesAFolderThatIsMissing) {
  m_folder.write("file", "x");
  for (const fs::path& path : {m_folder / "no/a", m_folder / "file/a"}) {
    const Result<void> written = writeFileAtomically(path, bytesOf("x"));
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::fileMissing);
    EXPECT_EQ(written.error().arguments.at(0), path.parent_path().string());
  }
}

TEST_F(AtomicWrite, RefusesNamesThatNoFileCanHave) {
  fs::create_symlink("loop", m_folder / "loop");
  for (const fs::path& path : {m_folder / std::string(300, 'x'), m_folder / "loop"}) {
    EXPECT_EQ(writeFileAtomically(path, bytesOf("x")).error().code, ErrorCode::writeFailed) << path;
    EXPECT_EQ(checkWritable(path).error().code, ErrorCode::writeFailed) << path;
  }
  EXPECT_EQ(namesIn(m_folder.path()), (Names{"loop"}));
}

TEST_F(AtomicWrite, NewFilesNeverTakeANameThatIsInUse) {
  m_folder.write("file", "old");
  fs::create_directory(m_folder / "folder");
  ASSERT_EQ(::mkfifo((m_folder / "pipe").c_str(), 0600), 0);
  fs::create_symlink("nowhere", m_folder / "dangling");
  for (const char* name : {"file", "folder", "pipe", "dangling"}) {
    const Result<bool> written = writeNewFileAtomically(m_folder / name, bytesOf("new"));
    ASSERT_TRUE(written) << written.error().text();
    EXPECT_FALSE(*written) << name;
  }
  EXPECT_EQ(contentOf(m_folder / "file"), "old");
  EXPECT_EQ(namesIn(m_folder.path()), (Names{"dangling", "file", "folder", "pipe"}));
}

TEST_F(AtomicWrite, NewFilesAreWritten) {
  const Result<bool> written = writeNewFileAtomically(m_folder / "a", bytesOf("new"));
  ASSERT_TRUE(written);
  EXPECT_TRUE(*written);
  EXPECT_EQ(contentOf(m_folder / "a"), "new");
  EXPECT_EQ(namesIn(m_folder.path()), (Names{"a"}));
  EXPECT_EQ(writeNewFileAtomically(m_folder / "no/a", bytesOf("x")).error().code, ErrorCode::fileMissing);
}

TEST_F(AtomicWrite, OneOfManyWritersGetsANewName) {
  std::atomic<int> winners = 0;
  std::vector<std::thread> writers;
  for (int i = 0; i < 8; ++i) {
    writers.emplace_back([&, i] {
      if (writeNewFileAtomically(m_folder / "a", bytesOf(std::string(10'000, static_cast<char>('a' + i))))
              .value_or(false))
        ++winners;
    });
  }
  for (std::thread& writer : writers)
    writer.join();
  EXPECT_EQ(winners, 1);
  const std::string content = contentOf(m_folder / "a");
  EXPECT_EQ(content, std::string(10'000, content.front()));
  EXPECT_EQ(namesIn(m_folder.path()), (Names{"a"}));
}

TEST(FullDisk, LeavesTheOldFileAndNoTrace) {
  const SmallDisk disk(64);
  if (!disk.isThere())
    GTEST_SKIP() << disk.whyNot();
  disk.folder().write("a", "old");
  const std::string tooMuch(1U << 20U, 'x');
  const Result<void> written = writeFileAtomically(disk.folder() / "a", bytesOf(tooMuch));
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::diskFull);
  EXPECT_EQ(contentOf(disk.folder() / "a"), "old");
  const Result<bool> written2 = writeNewFileAtomically(disk.folder() / "b", bytesOf(tooMuch));
  ASSERT_FALSE(written2);
  EXPECT_EQ(written2.error().code, ErrorCode::diskFull);
  EXPECT_EQ(namesIn(disk.folder().path()), (Names{"a"}));
  EXPECT_TRUE(writeFileAtomically(disk.folder() / "a", bytesOf("fits")));
}

void expectNothingCanBeWritten(const TemporaryFolder& folder) {
  EXPECT_EQ(checkWritable(folder / "a").error().code, ErrorCode::writeFailed);
  EXPECT_EQ(writeFileAtomically(folder / "a", bytesOf("new")).error().code, ErrorCode::writeFailed);
  EXPECT_EQ(writeNewFileAtomically(folder / "b", bytesOf("new")).error().code, ErrorCode::writeFailed);
  EXPECT_EQ(contentOf(folder / "a"), "old");
  EXPECT_EQ(namesIn(folder.path()), (Names{"a"}));
}

TEST(ReadOnlyDisk, IsSaidBeforeTheWorkBegins) {
  const SmallDisk disk(64);
  if (!disk.isThere())
    GTEST_SKIP() << disk.whyNot();
  disk.folder().write("a", "old");
  ASSERT_TRUE(disk.makeReadOnly());
  expectNothingCanBeWritten(disk.folder());
}

TEST(ReadOnlyFolder, IsSaidBeforeTheWorkBegins) {
  if (::geteuid() == 0)
    GTEST_SKIP() << "the superuser may write into every folder";
  const TemporaryFolder folder;
  folder.write("a", "old");
  fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec);
  expectNothingCanBeWritten(folder);
  fs::permissions(folder.path(), fs::perms::owner_all);
}

TEST(CheckWritable, IsContentWithNewAndOldFiles) {
  const TemporaryFolder folder;
  folder.write("old", "x");
  EXPECT_TRUE(checkWritable(folder / "new"));
  EXPECT_TRUE(checkWritable(folder / "old"));
  EXPECT_EQ(namesIn(folder.path()), (Names{"old"}));
}

}  // namespace
}  // namespace zaohua
