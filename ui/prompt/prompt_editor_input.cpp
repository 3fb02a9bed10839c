// SPDX-License-Identifier: Apache-2.0
// What keys, mouse and drags do in a prompt.
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QMimeData>
#include <QMouseEvent>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolTip>

#include "ui/common/icons.h"
#include "ui/prompt/prompt_editor.h"
#include "ui/prompt/prompt_text.h"
#include "ui/prompt/spaced_document_layout.h"

namespace zaohua {

namespace {

enum class EditorKey { none, generate, older, newer, partLeft, partRight, ignored };

EditorKey meaning(const QKeyEvent& key) {
  const Qt::KeyboardModifiers modifiers = key.modifiers() & ~Qt::KeypadModifier;
  const bool vertical = key.key() == Qt::Key_Up || key.key() == Qt::Key_Down;
  if (modifiers == Qt::ControlModifier && (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter))
    return EditorKey::generate;
  if (modifiers == Qt::AltModifier && vertical)
    return key.key() == Qt::Key_Up ? EditorKey::older : EditorKey::newer;
  if (modifiers == Qt::AltModifier && key.key() == Qt::Key_Left)
    return EditorKey::partLeft;
  if (modifiers == Qt::AltModifier && key.key() == Qt::Key_Right)
    return EditorKey::partRight;
  if (modifiers == (Qt::ControlModifier | Qt::ShiftModifier) && vertical)
    return EditorKey::ignored;
  return EditorKey::none;
}

// Files and pictures are for the window, which reads their settings.
bool isForTheWindow(const QDropEvent& event) {
  return event.mimeData()->hasUrls() || event.mimeData()->hasImage();
}

QMouseEvent movedTo(const QMouseEvent& event, const QPointF& point) {
  return QMouseEvent(event.type(), point, event.scenePosition(), event.globalPosition(), event.button(),
                     event.buttons(), event.modifiers(), event.pointingDevice());
}

}  // namespace

bool PromptEditor::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && meaning(*static_cast<QKeyEvent*>(event)) != EditorKey::none) {
    event->accept();
    return true;
  }
  const bool done = QPlainTextEdit::event(event);
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
    Q_EMIT focusChanged(event->type() == QEvent::FocusIn);
  return done;
}

bool PromptEditor::viewportEvent(QEvent* event) {
  switch (event->type()) {
    case QEvent::Resize:
      updateGeometry();
      break;
    case QEvent::Leave:
      setHovered(-1);
      break;
    case QEvent::ToolTip:
      if (showToolTip(*static_cast<QHelpEvent*>(event)))
        return true;
      break;
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseButtonDblClick: {
      const auto& mouse = *static_cast<QMouseEvent*>(event);
      if (handleMouse(mouse))
        return true;
      QMouseEvent moved = movedTo(mouse, onLine(mouse.position()));
      return QPlainTextEdit::viewportEvent(&moved);
    }
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::Drop:
      return handleDrop(*static_cast<QDropEvent*>(event));
    default:
      break;
  }
  return QPlainTextEdit::viewportEvent(event);
}

void PromptEditor::changeEvent(QEvent* event) {
  QPlainTextEdit::changeEvent(event);
  if (event->type() == QEvent::FontChange)
    takeMeasures();
  if (event->type() == QEvent::PaletteChange)
    viewport()->update();
}

void PromptEditor::keyPressEvent(QKeyEvent* event) {
  // While an input method composes, every key is its own.
  if (!hasPreedit() && handleKey(*event)) {
    event->accept();
    return;
  }
  // Where there is no other control to go to, Tab still is no text.
  const bool tab = event->key() == Qt::Key_Tab || event->key() == Qt::Key_Backtab;
  if (tab || (hasPreedit() && meaning(*event) != EditorKey::none)) {
    event->ignore();
    return;
  }
  QPlainTextEdit::keyPressEvent(event);
}

bool PromptEditor::handleKey(const QKeyEvent& key) {
  switch (meaning(key)) {
    case EditorKey::none:
      return false;
    case EditorKey::generate:
      Q_EMIT generateRequested();
      return true;
    case EditorKey::older:
      Q_EMIT olderRequested();
      return true;
    case EditorKey::newer:
      Q_EMIT newerRequested();
      return true;
    case EditorKey::partLeft:
    case EditorKey::partRight:
      if (const auto change =
              partMoved(toPlainText(), textCursor().position(), meaning(key) == EditorKey::partLeft ? -1 : 1))
        apply(*change);
      return true;
    case EditorKey::ignored:
      return true;
  }
  return false;
}

// A point in the room between two lines counts as on the nearer one.
QPointF PromptEditor::onLine(const QPointF& point) const {
  const QTextBlock first = firstVisibleBlock();
  QPointF nearest = point;
  qreal distance = -1;
  for (QTextBlock block = first; block.isValid(); block = block.next()) {
    const QRectF area = blockBoundingGeometry(block).translated(contentOffset());
    for (int index = 0; index < block.layout()->lineCount(); ++index) {
      const QRectF line = block.layout()->lineAt(index).rect().translated(area.topLeft());
      if (point.y() >= line.top() && point.y() < line.bottom())
        return point;
      const qreal away = point.y() < line.top() ? line.top() - point.y() : point.y() - line.bottom();
      if (distance < 0 || away < distance) {
        distance = away;
        nearest = QPointF(point.x(), line.center().y());
      }
    }
    if (area.top() > viewport()->height())
      break;
  }
  return nearest;
}

bool PromptEditor::handleMouse(const QMouseEvent& mouse) {
  if (mouse.type() == QEvent::MouseButtonPress && mouse.button() == Qt::LeftButton) {
    int index = crossAt(mouse.position());
    if (index < 0 && mouse.modifiers() == Qt::ControlModifier)
      index = highlightAt(mouse.position());
    if (index < 0)
      return false;
    m_pressedCross = true;
    removeHighlight(index);
    return true;
  }
  // The rest of a click that removed something selects nothing.
  if (mouse.type() == QEvent::MouseButtonRelease)
    return std::exchange(m_pressedCross, false);
  if (mouse.type() == QEvent::MouseMove && mouse.buttons() == Qt::NoButton) {
    const int cross = crossAt(mouse.position());
    setHovered(cross >= 0 ? cross : highlightAt(mouse.position()));
    viewport()->setCursor(cross >= 0 ? Qt::ArrowCursor : Qt::IBeamCursor);
  }
  return m_pressedCross;
}

bool PromptEditor::showToolTip(const QHelpEvent& help) {
  const int index = highlightAt(help.pos());
  const Keyword* keyword = index < 0 ? nullptr : m_catalogue.keyword(m_highlights[static_cast<std::size_t>(index)].id);
  if (keyword == nullptr)
    return false;
  const bool both = !keyword->zh.isEmpty() && !keyword->en.isEmpty();
  const QString words = both ? keyword->zh + " · " + keyword->en : keyword->text(m_fallback);
  QToolTip::showText(help.globalPos(), tr("%1\nCtrl+click removes it").arg(words), viewport());
  return true;
}

void PromptEditor::contextMenuEvent(QContextMenuEvent* event) {
  const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
  const int index = byKey ? highlightAtPosition(textCursor().position()) : highlightAt(event->pos());
  QMenu* menu = createStandardContextMenu(event->pos());
  menu->setAttribute(Qt::WA_DeleteOnClose);
  if (index >= 0) {
    const Highlight& highlight = m_highlights[static_cast<std::size_t>(index)];
    auto* remove =
        new QAction(themeIcon("x"), tr("Remove “%1”").arg(m_knownText.mid(highlight.begin, highlight.length)), menu);
    remove->setObjectName("removeKeyword");
    connect(remove, &QAction::triggered, this, [this, index] { removeHighlight(index); });
    QAction* first = menu->actions().value(0);
    menu->insertAction(first, remove);
    menu->insertSeparator(first);
  }
  const QPoint below = viewport()->mapToGlobal(cursorRect().bottomLeft());
  menu->popup(byKey ? below : event->globalPos());
}

int PromptEditor::highlightAtPosition(int position) const {
  for (std::size_t index = 0; index < m_highlights.size(); ++index)
    if (position >= m_highlights[index].begin && position <= m_highlights[index].begin + m_highlights[index].length)
      return static_cast<int>(index);
  return -1;
}

int PromptEditor::highlightAt(const QPointF& point) const {
  for (std::size_t index = 0; index < m_highlights.size(); ++index)
    for (const QRectF& rect : highlightRects(m_highlights[index]))
      if (rect.contains(point))
        return static_cast<int>(index);
  return -1;
}

int PromptEditor::crossAt(const QPointF& point) const {
  if (m_hovered < 0)
    return -1;
  return crossRect(m_highlights[static_cast<std::size_t>(m_hovered)]).contains(point) ? m_hovered : -1;
}

void PromptEditor::setHovered(int index) {
  if (m_hovered == index)
    return;
  m_hovered = index;
  viewport()->update();
}

bool PromptEditor::handleDrop(QDropEvent& drop) {
  if (isForTheWindow(drop)) {
    drop.ignore();
    return true;
  }
  // A selection that is moved inside the text brings its own separators.
  m_dropping = drop.source() != viewport() && drop.source() != this;
  const bool done = QPlainTextEdit::viewportEvent(&drop);
  m_dropping = false;
  if (drop.type() == QEvent::Drop)
    setFocus(Qt::MouseFocusReason);
  return done;
}

}  // namespace zaohua
