// SPDX-License-Identifier: Apache-2.0
// Pictures on disk as QImages, bounded in size, without Qt's image plugins. Plain functions for worker threads: they
// wait for the disk.
#pragma once

#include <QImage>

#include "base/image8.h"
#include "base/result.h"

namespace zaohua {

QImage imageFrom(const Image8& pixels);

Result<QImage> loadImage(const QString& path);

}  // namespace zaohua
