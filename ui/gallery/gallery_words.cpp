// SPDX-License-Identifier: Apache-2.0
#include "ui/gallery/gallery_words.h"

#include <QCoreApplication>
#include <QLocale>

#include "library/gallery_model.h"

namespace zaohua {

namespace {

struct GalleryWords {
  Q_DECLARE_TR_FUNCTIONS(GalleryWords)
};

constexpr int daysOfWeek = 7;

}  // namespace

QString dayText(const QDate& day, const QDate& today) {
  const qint64 ago = day.daysTo(today);
  if (ago == 0)
    return GalleryWords::tr("Today");
  if (ago == 1)
    return GalleryWords::tr("Yesterday");
  const QLocale locale;
  if (ago > 0 && ago < daysOfWeek)
    return locale.standaloneDayName(day.dayOfWeek(), QLocale::LongFormat);
  return locale.toString(day, QLocale::LongFormat);
}

QString fileStateText(PictureRecord::File file) {
  switch (file) {
    case PictureRecord::File::missing:
      return GalleryWords::tr("Missing", "a picture whose file is gone");
    case PictureRecord::File::broken:
      return GalleryWords::tr("Damaged", "a picture whose file cannot be read");
    case PictureRecord::File::present:
      break;
  }
  return {};
}

QString pictureDescription(const QModelIndex& index) {
  const QString prompt = index.data(GalleryModel::PromptRole).toString().simplified();
  QStringList parts{prompt.isEmpty() ? GalleryWords::tr("Picture without a prompt") : prompt};
  const QDate day = index.data(GalleryModel::DayRole).toDate();
  if (day.isValid())
    parts.append(dayText(day, QDate::currentDate()));
  if (index.data(GalleryModel::FavouriteRole).toBool())
    parts.append(GalleryWords::tr("Favourite"));
  const QString state = fileStateText(static_cast<PictureRecord::File>(index.data(GalleryModel::FileRole).toInt()));
  if (!state.isEmpty())
    parts.append(state);
  return QLocale().createSeparatedList(parts);
}

}  // namespace zaohua
