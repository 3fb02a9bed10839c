// SPDX-License-Identifier: Apache-2.0
#include "base/platform.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <set>

#include "support/temporary_folder.h"

namespace zaohua {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;

std::string_view textOf(const MappedFile& file) {
  return {reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()};
}

TEST(MappedFile, ShowsTheWholeFile) {
  const TemporaryFolder folder;
  const Result<MappedFile> file = MappedFile::open(folder.write("权重.bin", std::string("a\0b", 3)));
  ASSERT_TRUE(file) << file.error().text();
  EXPECT_EQ(textOf(*file), std::string_view("a\0b", 3));
}

TEST(MappedFile, MayBeEmpty) {
  const TemporaryFolder folder;
  const Result<MappedFile> file = MappedFile::open(folder.write("empty", ""));
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->bytes().empty());
  file->releasePages(0, 100);
}

TEST(MappedFile, LivesOnWhereItIsMovedTo) {
  const TemporaryFolder folder;
  MappedFile first = std::move(*MappedFile::open(folder.write("a", "first")));
  MappedFile second = std::move(*MappedFile::open(folder.write("b", "second")));
  second = std::move(first);
  const MappedFile third = std::move(second);
  EXPECT_EQ(textOf(third), "first");
}

TEST(MappedFile, IsThereAgainAfterItsPagesWereReleased) {
  const TemporaryFolder folder;
  std::string content(1U << 20U, '\0');
  for (std::size_t i = 0; i < content.size(); ++i)
    content[i] = static_cast<char>(i * 31 >> 3U);
  const MappedFile file = std::move(*MappedFile::open(folder.write("a", content)));
  EXPECT_EQ(textOf(file), content);
  constexpr std::size_t everything = SIZE_MAX;
  for (const auto& [offset, size] : {std::pair<std::size_t, std::size_t>{0, content.size()},
                                     {1, 5000},
                                     {4096, 4096},
                                     {content.size() - 1, everything},
                                     {0, everything},
                                     {everything, everything},
                                     {100, 0}}) {
    file.releasePages(offset, size);
    EXPECT_EQ(textOf(file), content);
  }
}

TEST(MappedFile, IsReadWithoutTheViewToo) {
  const TemporaryFolder folder;
  const fs::path path = folder.write("a", "0123456789");
  MappedFile opened = std::move(*MappedFile::open(path));
  const MappedFile file = std::move(opened);
  std::string part(4, '\0');
  ASSERT_TRUE(file.read(3, std::as_writable_bytes(std::span(part))));
  EXPECT_EQ(part, "3456");
  fs::resize_file(path, 5);  // its pages are gone, and a look through the view would end the program
  const Result<void> tooFar = file.read(3, std::as_writable_bytes(std::span(part)));
  ASSERT_FALSE(tooFar);
  EXPECT_EQ(tooFar.error().code, ErrorCode::fileCorrupt);
  EXPECT_NE(tooFar.error().text().find(path.string()), std::string::npos);
  EXPECT_TRUE(file.read(100, {}));
}

TEST(MappedFile, GivesItsPagesBackToTheSystem) {
  const TemporaryFolder folder;
  constexpr std::size_t size = 64U << 20U;
  const MappedFile file = std::move(*MappedFile::open(folder.write("a", std::string(size, 'x'))));
  std::size_t sum = 0;
  for (std::size_t i = 0; i < size; i += 4096)
    sum += std::to_integer<std::size_t>(file.bytes()[i]);
  ASSERT_EQ(sum, size / 4096 * 'x');
  const std::uint64_t touched = memoryUse().residentBytes;
  file.releasePages(0, size);
  EXPECT_LT(memoryUse().residentBytes + size / 2, touched);
}

// What is no regular file answers at once: opening a pipe without a writer would otherwise wait for ever.
class NoFile : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::create_directory(m_folder / "folder");
    ASSERT_EQ(::mkfifo((m_folder / "pipe").c_str(), 0600), 0);
    fs::create_symlink("nowhere", m_folder / "dangling");
    fs::create_symlink("loop", m_folder / "loop");
    m_folder.write("file", "");
  }

  std::vector<fs::path> paths() const {
    return {m_folder / "missing",  m_folder / "folder",   m_folder / "pipe",
            m_folder / "dangling", m_folder / "loop",     m_folder / "file/inside",
            "/dev/null",           std::string(300, 'x'), ""};
  }

  TemporaryFolder m_folder;
};

TEST_F(NoFile, IsNotMapped) {
  for (const fs::path& path : paths()) {
    const Result<MappedFile> file = MappedFile::open(path);
    ASSERT_FALSE(file) << path;
    EXPECT_EQ(file.error().code, ErrorCode::fileMissing) << path;
    EXPECT_EQ(file.error().arguments.at(0), path.string());
  }
}

TEST_F(NoFile, IsNotRead) {
  for (const fs::path& path : paths()) {
    const Result<std::string> file = readFile(path, 1000);
    ASSERT_FALSE(file) << path;
    EXPECT_EQ(file.error().code, ErrorCode::fileMissing) << path;
  }
}

TEST(ReadFile, ReadsUpToItsLimit) {
  const TemporaryFolder folder;
  const fs::path file = folder.write("造.txt", std::string("a\0\xff", 3));
  EXPECT_EQ(*readFile(file, 3), std::string("a\0\xff", 3));
  EXPECT_EQ(readFile(file, 2).error().code, ErrorCode::fileCorrupt);
  EXPECT_EQ(*readFile(folder.write("empty", ""), 0), "");
}

TEST(ReadFile, FollowsLinks) {
  const TemporaryFolder folder;
  folder.write("file", "x");
  fs::create_symlink("file", folder / "link");
  EXPECT_EQ(*readFile(folder / "link", 10), "x");
}

// The reason is a part of the sentence and comes out of a fixed set, so that it can be translated; what the system
// calls it is for the log.
TEST(ReadFile, GivesReasonsInItsOwnWords) {
  const TemporaryFolder folder;
  fs::create_symlink("circle", folder / "circle");
  const Error error = readFile(folder / "circle", 10).error();
  EXPECT_EQ(error.text(), "The file " + (folder / "circle").string() + " cannot be read: its links lead in a circle.");
  EXPECT_FALSE(error.detail.empty());
  const std::string longName(300, 'x');
  EXPECT_EQ(writeFileAtomically(folder / longName, {}).error().arguments.at(1), "its name is too long");
}

TEST(ReadFile, SaysWhyAFileMayNotBeRead) {
  if (::geteuid() == 0)
    GTEST_SKIP() << "the superuser may read everything";
  const TemporaryFolder folder;
  const fs::path file = folder.write("secret", "x");
  fs::permissions(file, fs::perms::none);
  EXPECT_EQ(readFile(file, 10).error().sentence, "The file %1 cannot be read: %2.");
}

TEST(Clock, NeverGoesBack) {
  double last = monotonicSeconds();
  for (int i = 0; i < 1000; ++i) {
    const double now = monotonicSeconds();
    ASSERT_GE(now, last);
    last = now;
  }
}

TEST(Clock, SaysAPossibleTime) {
  const LocalTime time = localTime();
  EXPECT_GE(time.year, 2024);
  EXPECT_TRUE(time.month >= 1 && time.month <= 12);
  EXPECT_TRUE(time.day >= 1 && time.day <= 31);
  EXPECT_TRUE(time.hour >= 0 && time.hour <= 23);
  EXPECT_TRUE(time.minute >= 0 && time.minute <= 59);
}

TEST(RandomSeed, IsHardlyEverTheSameTwice) {
  std::set<std::uint32_t> seeds;
  for (int i = 0; i < 100; ++i)
    seeds.insert(randomSeed());
  EXPECT_GE(seeds.size(), 98U);
}

TEST(MemoryUse, KnowsThisProcess) {
  const MemoryUse use = memoryUse();
  EXPECT_GT(use.residentBytes, 1U << 20U);
  EXPECT_GE(use.peakResidentBytes, use.residentBytes / 2);
  EXPECT_GT(use.availableBytes, 0U);
}

TEST(ProgramFolder, HoldsThisProgram) {
  EXPECT_TRUE(fs::exists(programFolder() / "base_test"));
  EXPECT_EQ(folderOfThisModule(), programFolder());
}

TEST(EnvironmentDefault, YieldsToTheUser) {
  constexpr const char* name = "ZAOHUA_TEST_ENVIRONMENT_DEFAULT";
  setEnvironmentDefault(name, "first");
  EXPECT_STREQ(std::getenv(name), "first");
  setEnvironmentDefault(name, "second");
  EXPECT_STREQ(std::getenv(name), "first");
}

TEST(Library, IsOpenedAndSearched) {
  const Result<void*> library = openLibrary("libm.so.6", SymbolVisibility::local);
  ASSERT_TRUE(library) << library.error().text();
  EXPECT_NE(findSymbol(*library, "cos"), nullptr);
  EXPECT_EQ(findSymbol(*library, "no such symbol"), nullptr);
}

TEST(Library, ThatIsMissingIsAnError) {
  const Result<void*> library = openLibrary("/nowhere/libmissing.so", SymbolVisibility::local);
  ASSERT_FALSE(library);
  EXPECT_EQ(library.error().arguments.at(0), "libmissing.so");
  EXPECT_NE(library.error().detail, "");
}

}  // namespace
}  // namespace zaohua
