// SPDX-License-Identifier: Apache-2.0
// Every operating-system call that the program makes outside libraries, so that another system is another
// platform_*.cpp and nothing else. Plain functions and owning values; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "base/result.h"

namespace zaohua {

// A read-only view of a whole regular file. Pages are read when touched; a file truncated by somebody else afterwards
// raises SIGBUS, as for every program that maps files.
class MappedFile {
 public:
  static Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  std::span<const std::byte> bytes() const { return m_bytes; }
  // The same bytes from the system instead of through the view: faster for a copy of many, and a file that was
  // truncated meanwhile is an Error. Any number of threads at a time.
  Result<void> read(std::size_t offset, std::span<std::byte> into) const;
  // Gives resident pages that lie wholly inside the range back to the system; touching them later reads them again.
  void releasePages(std::size_t offset, std::size_t size) const;

 private:
  MappedFile() = default;

  std::filesystem::path m_path;
  std::span<const std::byte> m_bytes;
  int m_descriptor = -1;
};

// Reads a regular file of at most maxBytes.
Result<std::string> readFile(const std::filesystem::path& path, std::size_t maxBytes);

// Replaces path with bytes, whole or not at all: hidden temporary name in the same folder, fsync, rename. An existing
// path that is not a regular file is refused; a symbolic link to one stays, and what it points at is replaced.
Result<void> writeFileAtomically(const std::filesystem::path& path, std::span<const std::byte> bytes);

// The same for a name that nobody uses yet. False: the name is taken, and whatever has it is untouched.
Result<bool> writeNewFileAtomically(const std::filesystem::path& path, std::span<const std::byte> bytes);

// What is wrong with writing to path, before hours of work go into it: folder missing, not writable, not a regular
// file. Success is no promise: the disk may fill meanwhile.
Result<void> checkWritable(const std::filesystem::path& path);

// Opens a shared library for the rest of the process's life. The symbols become visible to later libraries if global.
enum class SymbolVisibility { local, global };
Result<void*> openLibrary(const std::filesystem::path& path, SymbolVisibility visibility);
void* findSymbol(void* library, const char* name);

// Sets an environment variable for libraries that are opened later, unless the user has set it. Call it before there
// are threads that could be reading the environment.
void setEnvironmentDefault(const char* name, const char* value);

// The folder of the running program, or of the shared library that this code was linked into.
std::filesystem::path programFolder();
std::filesystem::path folderOfThisModule();

// NVIDIA cards that the driver lists, without asking CUDA, which is large and opened late. 0: none, or no driver.
int graphicsCardCount();

struct MemoryUse {
  std::uint64_t residentBytes = 0;
  std::uint64_t peakResidentBytes = 0;
  std::uint64_t availableBytes = 0;  // of the machine, without swapping
};
MemoryUse memoryUse();

// Lets the process keep freed blocks up to 32 MiB for the next allocation, for code that asks for the same large
// buffers again and again: fresh pages cost a fault each. returnFreedMemory() gives them back.
void keepFreedMemory();
void returnFreedMemory();

bool standardErrorIsTerminal();
int terminalColumns();

// Seconds on a clock that never goes back.
double monotonicSeconds();

// What the clock on the wall says.
struct LocalTime {
  int year = 1970, month = 1, day = 1;
  int hour = 0, minute = 0, second = 0;
};
LocalTime localTime();

// 32 random bits from the system, for a seed that nobody chose.
std::uint32_t randomSeed();

}  // namespace zaohua
