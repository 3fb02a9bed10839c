// SPDX-License-Identifier: Apache-2.0
#include "ui/queue/queue_delegate.h"

#include <QFontInfo>
#include <QPainter>
#include <QPainterPath>

#include "library/job_queue.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/queue/queue_cards.h"

namespace zaohua {

namespace {

constexpr int padding = 6;
constexpr int textGap = 9;
constexpr int gapBetweenCards = 8;
constexpr int narrowest = 168;  // has room for the buttons
constexpr int widestText = 230;

QFont captionFont(QFont font) {
  font.setPointSizeF(QFontInfo(font).pointSizeF() * 0.86);
  return font;
}

QRect cardRect(const QRect& item) {
  return item.adjusted(1, 1, -gapBetweenCards + 1, -1);
}

QString firstLine(const QModelIndex& index) {
  return index.data(JobQueue::PromptRole).toString().simplified();
}

QString countText(const QModelIndex& index) {
  const int count = index.data(JobQueue::CountRole).toInt();
  return count > 1 ? QueueDelegate::tr("×%1", "how many pictures a job makes").arg(count) : QString();
}

bool hasFailed(const QModelIndex& index) {
  return index.data(JobQueue::StateRole).toInt() == static_cast<int>(JobState::failed);
}

}  // namespace

int QueueDelegate::cardHeight(const QFontMetrics& metrics) {
  return qMax(48, 2 * metrics.height() + 14);
}

QSize QueueDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const int height = cardHeight(option.fontMetrics);
  const QFontMetrics caption(captionFont(option.font));
  const QString count = countText(index);
  const int title = qMin(option.fontMetrics.horizontalAdvance(firstLine(index)), widestText) +
                    (count.isEmpty() ? 0 : option.fontMetrics.horizontalAdvance(count) + textGap);
  int state = caption.horizontalAdvance(index.data(QueueCards::StateTextRole).toString());
  if (index.data(JobQueue::StateRole).toInt() == static_cast<int>(JobState::running))
    state += textGap + caption.averageCharWidth() * 12;  // room for the progress, whatever it says
  if (hasFailed(index))
    state = qMin(state, widestText) + retryRect(QRect(0, 0, 999, height), option.font).width() + textGap + 14;
  const int text = qBound(narrowest - height - textGap, qMax(title, state), widestText + 60);
  return {height + textGap + text + 2 * padding + gapBetweenCards, height};
}

QRect QueueDelegate::retryRect(const QRect& card, const QFont& font) const {
  const QFontMetrics caption(captionFont(font));
  const QSize size(caption.horizontalAdvance(tr("Retry")) + 16, caption.height() + 4);
  const QRect inside = cardRect(card);
  return {QPoint(inside.right() - padding - size.width() + 1, inside.bottom() - 5 - size.height() + 1), size};
}

void QueueDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const ThemeColors& colors = themeColors(option.palette);
  const QRect card = cardRect(option.rect);
  const bool current = option.state.testFlag(QStyle::State_HasFocus);
  const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(current ? colors.accentLine : colors.line, current ? 2 : 1));
  painter->setBrush(hovered ? (colors.dark ? colors.raised.lighter(110) : colors.raised.darker(102)) : colors.raised);
  const qreal inset = current ? 1 : 0.5;
  painter->drawRoundedRect(QRectF(card).adjusted(inset, inset, -inset, -inset), measure::radius, measure::radius);
  const int edge = card.height() - 2 * padding;
  paintSquare(painter, QRect(card.x() + padding, card.y() + padding, edge, edge), option, index);
  paintTexts(painter, card.adjusted(padding + edge + textGap, 4, -padding, -4), option, index);
  painter->restore();
}

void QueueDelegate::paintSquare(QPainter* painter, const QRect& square, const QStyleOptionViewItem& option,
                                const QModelIndex& index) const {
  const ThemeColors& colors = themeColors(option.palette);
  const QImage preview = index.data(QueueCards::PreviewRole).value<QImage>();
  QPainterPath outline;
  outline.addRoundedRect(square, measure::pictureRadius, measure::pictureRadius);
  if (!preview.isNull()) {
    const QSizeF part = QSizeF(square.size()).scaled(preview.size(), Qt::KeepAspectRatio);
    const QRectF source(QPointF((preview.width() - part.width()) / 2, (preview.height() - part.height()) / 2), part);
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->setClipPath(outline, Qt::IntersectClip);
    painter->drawImage(square, preview, source);
    painter->setClipping(false);
    return;
  }
  painter->fillPath(outline, colors.dark ? colors.field : colors.window);
  // The shape that the pictures will have.
  const QSizeF shape =
      QSizeF(index.data(QueueCards::ShapeRole).toSize()).scaled(square.size() * 0.5, Qt::KeepAspectRatio);
  QRectF frame(QPointF(), shape);
  frame.moveCenter(QRectF(square).center());
  painter->setPen(QPen(colors.faint, 1.2));
  painter->setBrush(Qt::NoBrush);
  painter->drawRoundedRect(frame, 2, 2);
}

void QueueDelegate::paintTexts(QPainter* painter, const QRect& room, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const {
  const ThemeColors& colors = themeColors(option.palette);
  const QFont small = captionFont(option.font);
  const QFontMetrics caption(small);
  const int lines = option.fontMetrics.height() + caption.height() + 2;
  QRect title(room.x(), room.y() + (room.height() - lines) / 2, room.width(), option.fontMetrics.height());
  QRect state(room.x(), title.bottom() + 3, room.width(), caption.height());

  const QString count = countText(index);
  const int countWidth = count.isEmpty() ? 0 : option.fontMetrics.horizontalAdvance(count) + 4;
  const QString prompt = option.fontMetrics.elidedText(firstLine(index), Qt::ElideRight, title.width() - countWidth);
  painter->setFont(option.font);
  painter->setPen(colors.text);
  painter->drawText(title, Qt::AlignLeft | Qt::AlignVCenter, prompt);
  title.setLeft(title.left() + option.fontMetrics.horizontalAdvance(prompt) + 4);
  painter->setPen(colors.muted);
  painter->drawText(title, Qt::AlignLeft | Qt::AlignVCenter, count);

  painter->setFont(small);
  if (hasFailed(index)) {
    const int icon = caption.height();
    painter->drawPixmap(state.topLeft(),
                        themePixmap("circle-x", icon, colors.problem, painter->device()->devicePixelRatioF()));
    state.setLeft(state.left() + icon + 4);
    const QRect retry = retryRect(option.rect, option.font);
    state.setRight(retry.left() - 6);
    painter->setPen(QPen(colors.line, 1));
    painter->setBrush(colors.dark ? colors.line : colors.window);
    painter->drawRoundedRect(QRectF(retry).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter->setPen(colors.text);
    painter->drawText(retry, Qt::AlignCenter, tr("Retry"));
  }
  painter->setPen(hasFailed(index) ? colors.problem : colors.muted);
  const QString why =
      caption.elidedText(index.data(QueueCards::StateTextRole).toString(), Qt::ElideRight, state.width());
  painter->drawText(state, Qt::AlignLeft | Qt::AlignVCenter, why);
  const QString progress = index.data(QueueCards::ProgressTextRole).toString();
  state.setLeft(state.left() + caption.horizontalAdvance(why) + textGap);
  painter->setPen(colors.faint);
  painter->drawText(state, Qt::AlignLeft | Qt::AlignVCenter,
                    caption.elidedText(progress, Qt::ElideRight, state.width()));
}

}  // namespace zaohua
