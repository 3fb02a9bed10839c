// SPDX-License-Identifier: Apache-2.0
// A disk of a few kilobytes, in memory, that can be full or read-only in earnest. Only the superuser can have one, so
// a test without it is skipped and says why.
#pragma once

#include <gtest/gtest.h>
#include <sys/mount.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>

#include "support/temporary_folder.h"

namespace zaohua::test {

class SmallDisk {
 public:
  explicit SmallDisk(std::size_t kibibytes) {
    const std::string options = "size=" + std::to_string(kibibytes) + "k";
    m_error = ::mount("none", m_folder.path().c_str(), "tmpfs", 0, options.c_str()) == 0 ? 0 : errno;
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (isThere())
      ::umount2(m_folder.path().c_str(), MNT_DETACH);
  }

  bool isThere() const { return m_error == 0; }
  std::string whyNot() const { return std::string("no file system may be mounted here: ") + std::strerror(m_error); }
  bool makeReadOnly() const {
    return ::mount("none", m_folder.path().c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) == 0;
  }
  const TemporaryFolder& folder() const { return m_folder; }

 private:
  TemporaryFolder m_folder;
  int m_error = 0;
};

}  // namespace zaohua::test
