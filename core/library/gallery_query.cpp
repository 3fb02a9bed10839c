// SPDX-License-Identifier: Apache-2.0
#include "library/gallery_query.h"

#include "library/gallery_text.h"
#include "library/picture_rows.h"

namespace zaohua {

namespace {

class QueryBuilder {
 public:
  void require(const QString& condition, const QVariantList& values = {}) {
    m_conditions.append(condition);
    m_values.append(values);
  }

  QString condition() const { return m_conditions.join(" AND "); }
  const QVariantList& values() const { return m_values; }

  GalleryQuery finish(const QString& order) const {
    QString statement = "SELECT id, created_ms * 8 + file * 2 + favourite FROM pictures";
    if (!m_conditions.isEmpty())
      statement += " WHERE " + condition();
    if (!order.isEmpty())
      statement += " ORDER BY " + order;
    return {statement, m_values};
  }

 private:
  QStringList m_conditions;
  QVariantList m_values;
};

// Words that must all stand in a picture's own text: long ones from the index, short ones by reading what these leave.
void requireInText(QueryBuilder& query, const QStringList& words) {
  QStringList operands;
  QStringList conditions;
  QVariantList values;
  for (const QString& word : words) {
    if (isLongEnoughForTrigrams(word)) {
      operands.append(matchOperand(word));
    } else {
      conditions.append("text LIKE ? ESCAPE '\\'");
      values.append(likeOperand(word));
    }
  }
  const QString indexed = "SELECT rowid FROM picture_search WHERE picture_search MATCH ?";
  if (!operands.isEmpty())
    values.prepend(operands.join(" AND "));
  if (conditions.isEmpty()) {
    query.require("id IN (" + indexed + ')', values);
    return;
  }
  if (!operands.isEmpty())
    conditions.prepend("picture IN (" + indexed + ')');
  query.require("id IN (SELECT picture FROM picture_texts WHERE " + conditions.join(" AND ") + ')', values);
}

// A word that names albums may stand in the text instead.
void requireInTextOrAlbum(QueryBuilder& query, const QString& word, const QStringList& albums) {
  QueryBuilder text;
  requireInText(text, {word});
  const QStringList places(albums.size(), "?");
  query.require('(' + text.condition() + " OR id IN (SELECT picture FROM picture_albums WHERE album IN (" +
                    places.join(", ") + ")))",
                text.values() + QVariantList(albums.begin(), albums.end()));
}

void requireWords(QueryBuilder& query, const QStringList& words, const QStringList& albums) {
  QStringList inText;
  for (const QString& word : words) {
    QStringList named = albums;
    named.removeIf([&word](const QString& album) { return !foldedText(album).contains(word); });
    if (named.isEmpty())
      inText.append(word);
    else
      requireInTextOrAlbum(query, word, named);
  }
  if (!inText.isEmpty())
    requireInText(query, inText);
}

QString shapeCondition(GalleryFilter::Shape shape) {
  switch (shape) {
    case GalleryFilter::Shape::landscape:
      return "width > height";
    case GalleryFilter::Shape::portrait:
      return "width < height";
    case GalleryFilter::Shape::square:
      return "width = height AND width > 0";
    case GalleryFilter::Shape::any:
      break;
  }
  return {};
}

QString orderOf(GalleryFilter::Order order) {
  switch (order) {
    case GalleryFilter::Order::oldest:
      return "created_ms, id";
    case GalleryFilter::Order::name:
      return "sort_name, id";
    case GalleryFilter::Order::largest:
      return "width * height DESC, created_ms DESC, id DESC";
    case GalleryFilter::Order::newest:
      break;
  }
  return "created_ms DESC, id DESC";
}

}  // namespace

GalleryQuery galleryQuery(const GalleryFilter& filter, const QStringList& albums, const QList<qint64>* among) {
  QueryBuilder query;
  requireWords(query, searchWords(filter.text), albums);
  if (filter.favouritesOnly)
    query.require("favourite");
  if (const QString shape = shapeCondition(filter.shape); !shape.isEmpty())
    query.require(shape);
  if (!filter.model.isEmpty())
    query.require("model = ?", {filter.model});
  if (!filter.album.isEmpty())
    query.require("id IN (SELECT picture FROM picture_albums WHERE album = ?)", {filter.album});
  if (filter.from.isValid())
    query.require("created_ms >= ?", {filter.from.startOfDay().toMSecsSinceEpoch()});
  if (filter.to.isValid())
    query.require("created_ms <= ?", {filter.to.endOfDay().toMSecsSinceEpoch()});
  if (among == nullptr)
    return query.finish(orderOf(filter.order));
  query.require("id IN (SELECT value FROM json_each(?))", {idList(*among)});
  return query.finish({});
}

GalleryRow galleryRow(qint64 id, qint64 packed) {
  return {.id = id,
          .createdMs = packed >> 3,
          .favourite = (packed & 1) != 0,
          .file = static_cast<PictureRecord::File>((packed >> 1) & 3)};
}

}  // namespace zaohua
