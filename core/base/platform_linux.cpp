// SPDX-License-Identifier: Apache-2.0
#include <dlfcn.h>
#include <fcntl.h>
#include <malloc.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <random>
#include <utility>

#include "base/platform.h"

namespace zaohua {

namespace {

class FileDescriptor {
 public:
  explicit FileDescriptor(int descriptor) : m_descriptor(descriptor) {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() {
    if (m_descriptor >= 0)
      ::close(m_descriptor);
  }
  int get() const { return m_descriptor; }
  bool ok() const { return m_descriptor >= 0; }

 private:
  int m_descriptor;
};

std::string systemText(int number) {
  return std::generic_category().message(number);
}

// Marks a part of a sentence, which is translated like the sentence (tools/error_sentences.py).
constexpr const char* because(const char* part) {
  return part;
}

std::string reasonText(int number) {
  switch (number) {
    case EACCES:
    case EPERM:
      return because("you have no permission");
    case EROFS:
      return because("the disk is read-only");
    case EIO:
      return because("the disk reports an error");
    case EISDIR:
      return because("it is a folder");
    case ENOENT:
    case ENOTDIR:
      return because("its folder is missing");
    case ENAMETOOLONG:
      return because("its name is too long");
    case ELOOP:
      return because("its links lead in a circle");
    case EFBIG:
      return because("it is too large for this disk");
    case EMFILE:
    case ENFILE:
      return because("too many files are open");
    case EBUSY:
    case ETXTBSY:
      return because("another program is using it");
    case ESTALE:
    case ENODEV:
    case ENXIO:
    case ENOTCONN:
      return because("its drive is gone");
    default:
      return systemText(number);
  }
}

tl::unexpected<Error> readFailure(const std::filesystem::path& path, int number) {
  if (number == ENOENT || number == ENOTDIR) {
    return failure(ErrorCode::fileMissing, "There is no file %1.", {path.string()}, systemText(number));
  }
  return failure(ErrorCode::fileMissing, "The file %1 cannot be read: %2.", {path.string(), reasonText(number)},
                 systemText(number));
}

tl::unexpected<Error> writeFailure(const std::filesystem::path& path, int number) {
  if (number == ENOSPC || number == EDQUOT) {
    return failure(ErrorCode::diskFull, "The disk is full: %1 was not written. Free some space and try again.",
                   {path.string()}, systemText(number));
  }
  return failure(ErrorCode::writeFailed, "%1 cannot be written: %2.", {path.string(), reasonText(number)},
                 systemText(number));
}

Result<std::size_t> sizeOfRegularFile(int descriptor, const std::filesystem::path& path) {
  struct stat status = {};
  if (::fstat(descriptor, &status) != 0)
    return readFailure(path, errno);
  if (!S_ISREG(status.st_mode))
    return failure(ErrorCode::fileMissing, "%1 is not a file.", {path.string()});
  return static_cast<std::size_t>(status.st_size);
}

std::filesystem::path folderOrHere(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

int writeAll(int descriptor, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return errno;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return 0;
}

// The rename itself is only safe from a power cut once the folder is on disk; a file system that cannot do that has
// done all it can.
void syncFolderOf(const std::filesystem::path& path) {
  const FileDescriptor folder(::open(folderOrHere(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.ok())
    ::fsync(folder.get());
}

// Content that is safe on the disk under a hidden name beside its target. Whatever of it is left when the value goes is
// removed.
class TemporaryFile {
 public:
  static Result<TemporaryFile> write(const std::filesystem::path& target, std::span<const std::byte> bytes) {
    const std::string name = ".zaohua-" + std::to_string(::getpid()) + "-" + std::to_string(randomSeed()) + ".tmp";
    TemporaryFile temporary((folderOrHere(target) / name).string());
    const FileDescriptor file(::open(temporary.m_name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!file.ok())
      return writeFailure(target, errno);
    temporary.m_exists = true;
    int number = writeAll(file.get(), bytes);
    if (number == 0 && ::fsync(file.get()) != 0)
      number = errno;
    if (number != 0)
      return writeFailure(target, number);
    return temporary;
  }

  TemporaryFile(TemporaryFile&& other) noexcept
      : m_name(std::move(other.m_name)), m_exists(std::exchange(other.m_exists, false)) {}
  TemporaryFile& operator=(TemporaryFile&&) = delete;
  ~TemporaryFile() {
    if (m_exists)
      ::unlink(m_name.c_str());
  }

  const std::string& name() const { return m_name; }

 private:
  explicit TemporaryFile(std::string name) : m_name(std::move(name)) {}

  std::string m_name;
  bool m_exists = false;
};

}  // namespace

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  MappedFile mapped;
  mapped.m_path = path;
  mapped.m_descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (mapped.m_descriptor < 0)
    return readFailure(path, errno);
  const Result<std::size_t> size = sizeOfRegularFile(mapped.m_descriptor, path);
  if (!size)
    return failure(size.error());
  if (*size == 0)
    return mapped;
  void* address = ::mmap(nullptr, *size, PROT_READ, MAP_PRIVATE, mapped.m_descriptor, 0);
  if (address == MAP_FAILED)
    return readFailure(path, errno);
  mapped.m_bytes = std::span(static_cast<const std::byte*>(address), *size);
  return mapped;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : m_path(std::move(other.m_path)),
      m_bytes(std::exchange(other.m_bytes, {})),
      m_descriptor(std::exchange(other.m_descriptor, -1)) {
}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(m_path, other.m_path);
  std::swap(m_bytes, other.m_bytes);
  std::swap(m_descriptor, other.m_descriptor);
  return *this;
}

MappedFile::~MappedFile() {
  if (!m_bytes.empty())
    ::munmap(const_cast<std::byte*>(m_bytes.data()), m_bytes.size());
  if (m_descriptor >= 0)
    ::close(m_descriptor);
}

Result<void> MappedFile::read(std::size_t offset, std::span<std::byte> into) const {
  while (!into.empty()) {
    const ssize_t got = ::pread(m_descriptor, into.data(), into.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return readFailure(m_path, errno);
    if (got == 0)
      return failure(damagedFileError(m_path.string(), "it ends too early"));
    into = into.subspan(static_cast<std::size_t>(got));
    offset += static_cast<std::size_t>(got);
  }
  return {};
}

void MappedFile::releasePages(std::size_t offset, std::size_t size) const {
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  offset = std::min(offset, m_bytes.size());
  const std::size_t begin = (offset + page - 1) / page * page;
  const std::size_t end = (offset + std::min(size, m_bytes.size() - offset)) / page * page;
  if (begin >= end)
    return;
  ::madvise(const_cast<std::byte*>(m_bytes.data()) + begin, end - begin, MADV_DONTNEED);
}

Result<std::string> readFile(const std::filesystem::path& path, std::size_t maxBytes) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.ok())
    return readFailure(path, errno);
  const Result<std::size_t> size = sizeOfRegularFile(file.get(), path);
  if (!size)
    return failure(size.error());
  if (*size > maxBytes) {
    return failure(ErrorCode::fileCorrupt, "The file %1 is too large to be what it should be.", {path.string()},
                   std::to_string(*size) + " bytes, at most " + std::to_string(maxBytes));
  }
  std::string content(*size, '\0');
  std::size_t done = 0;
  while (done < content.size()) {
    const ssize_t got = ::read(file.get(), content.data() + done, content.size() - done);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return readFailure(path, errno);
    if (got == 0)
      break;
    done += static_cast<std::size_t>(got);
  }
  content.resize(done);
  return content;
}

Result<void> checkWritable(const std::filesystem::path& path) {
  const std::filesystem::path folder = folderOrHere(path);
  struct stat status = {};
  if (::stat(folder.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) {
    return failure(ErrorCode::fileMissing, "There is no folder %1.", {folder.string()});
  }
  if (::stat(path.c_str(), &status) == 0) {
    if (!S_ISREG(status.st_mode))
      return failure(ErrorCode::writeFailed, "%1 is not a regular file, so it is not replaced.", {path.string()});
  } else if (errno != ENOENT) {
    return writeFailure(path, errno);  // a name too long, a loop of links
  }
  if (::access(folder.c_str(), W_OK | X_OK) != 0)
    return writeFailure(path, errno);
  return {};
}

Result<void> writeFileAtomically(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  if (Result<void> writable = checkWritable(path); !writable)
    return writable;
  std::error_code notALink;
  const std::filesystem::path linked = std::filesystem::is_symlink(path, notALink)
                                           ? std::filesystem::weakly_canonical(path, notALink)
                                           : std::filesystem::path();
  const std::filesystem::path& target = linked.empty() ? path : linked;
  const Result<TemporaryFile> temporary = TemporaryFile::write(target, bytes);
  if (!temporary)
    return failure(temporary.error());
  if (::rename(temporary->name().c_str(), target.c_str()) != 0)
    return writeFailure(path, errno);
  syncFolderOf(target);
  return {};
}

Result<bool> writeNewFileAtomically(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  struct stat status = {};
  if (::lstat(path.c_str(), &status) == 0)
    return false;
  if (Result<void> writable = checkWritable(path); !writable)
    return failure(writable.error());
  const Result<TemporaryFile> temporary = TemporaryFile::write(path, bytes);
  if (!temporary)
    return failure(temporary.error());
  const char* name = temporary->name().c_str();
  int refused = ::renameat2(AT_FDCWD, name, AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0 ? 0 : errno;
  // File systems without that flag (NFS) can do the same with a second name for the file.
  if (refused == EINVAL || refused == ENOSYS)
    refused = ::link(name, path.c_str()) == 0 ? 0 : errno;
  if (refused == EEXIST)
    return false;
  if (refused != 0)
    return writeFailure(path, refused);
  syncFolderOf(path);
  return true;
}

Result<void*> openLibrary(const std::filesystem::path& path, SymbolVisibility visibility) {
  const int flags = RTLD_NOW | (visibility == SymbolVisibility::global ? RTLD_GLOBAL : RTLD_LOCAL);
  void* library = ::dlopen(path.c_str(), flags);
  if (library == nullptr) {
    const char* reason = ::dlerror();
    return failure(ErrorCode::internal, "A part of the program, %1, could not be loaded. Install it again.",
                   {path.filename().string()}, reason != nullptr ? reason : "");
  }
  return library;
}

void* findSymbol(void* library, const char* name) {
  return ::dlsym(library, name);
}

void setEnvironmentDefault(const char* name, const char* value) {
  constexpr int keepExisting = 0;
  ::setenv(name, value, keepExisting);
}

std::filesystem::path programFolder() {
  std::error_code ignored;
  return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
}

std::filesystem::path folderOfThisModule() {
  Dl_info info = {};
  if (::dladdr(reinterpret_cast<void*>(&folderOfThisModule), &info) == 0)
    return programFolder();
  std::error_code ignored;
  return std::filesystem::weakly_canonical(info.dli_fname, ignored).parent_path();
}

int graphicsCardCount() {
  std::error_code ignored;
  const std::filesystem::directory_iterator cards("/proc/driver/nvidia/gpus", ignored);
  return static_cast<int>(std::distance(begin(cards), end(cards)));
}

MemoryUse memoryUse() {
  MemoryUse use;
  const auto field = [](const char* path, const std::string& name) -> std::uint64_t {
    std::ifstream file(path);
    for (std::string word; file >> word;) {
      std::uint64_t kibibytes = 0;
      if (word == name && file >> kibibytes)
        return kibibytes * 1024;
    }
    return 0;
  };
  use.residentBytes = field("/proc/self/status", "VmRSS:");
  use.peakResidentBytes = field("/proc/self/status", "VmHWM:");
  use.availableBytes = field("/proc/meminfo", "MemAvailable:");
  return use;
}

void keepFreedMemory() {
  constexpr int largestKept = 32 << 20;  // the most that the C library allows
  constexpr int mostKept = 1 << 30;
  ::mallopt(M_MMAP_THRESHOLD, largestKept);
  ::mallopt(M_TRIM_THRESHOLD, mostKept);
}

void returnFreedMemory() {
  ::malloc_trim(0);
}

bool standardErrorIsTerminal() {
  return ::isatty(STDERR_FILENO) == 1;
}

int terminalColumns() {
  struct winsize size = {};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

double monotonicSeconds() {
  struct timespec now = {};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

LocalTime localTime() {
  const std::time_t now = std::time(nullptr);
  std::tm fields = {};
  ::localtime_r(&now, &fields);
  return {.year = fields.tm_year + 1900,
          .month = fields.tm_mon + 1,
          .day = fields.tm_mday,
          .hour = fields.tm_hour,
          .minute = fields.tm_min,
          .second = fields.tm_sec};
}

std::uint32_t randomSeed() {
  std::uint32_t seed = 0;
  if (::getrandom(&seed, sizeof seed, 0) != static_cast<ssize_t>(sizeof seed))
    seed = std::random_device{}();
  return seed;
}

}  // namespace zaohua
