// SPDX-License-Identifier: Apache-2.0
#include "ui/common/words.h"

#include <QCoreApplication>

namespace zaohua {

QString modelText(const std::string& name) {
  const QString exact = QString::fromStdString(name);
  return name == "demo" ? QCoreApplication::translate("zaohua::Words", "Demo model (%1)").arg(exact) : exact;
}

}  // namespace zaohua
