// SPDX-License-Identifier: Apache-2.0
#include "ui/gallery/gallery_accessible.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHash>
#include <QPersistentModelIndex>

#include "ui/gallery/gallery_view.h"
#include "ui/gallery/gallery_words.h"

namespace zaohua {

namespace {

class AccessiblePicture : public QAccessibleInterface, public QAccessibleActionInterface {
 public:
  AccessiblePicture(GalleryView* view, const QModelIndex& index) : m_view(view), m_index(index) {}

  bool isValid() const override { return m_index.isValid() && m_view->model() == m_index.model(); }
  QObject* object() const override { return nullptr; }
  QAccessibleInterface* childAt(int, int) const override { return nullptr; }
  QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
  QAccessibleInterface* child(int) const override { return nullptr; }
  int childCount() const override { return 0; }
  int indexOfChild(const QAccessibleInterface*) const override { return -1; }
  QString text(QAccessible::Text text) const override {
    return text == QAccessible::Name && isValid() ? pictureDescription(m_index) : QString();
  }
  void setText(QAccessible::Text, const QString&) override {}
  QRect rect() const override {
    const QRect tile = isValid() ? m_view->visualRect(m_index) : QRect();
    return {m_view->viewport()->mapToGlobal(tile.topLeft()), tile.size()};
  }
  QAccessible::Role role() const override { return QAccessible::ListItem; }
  QAccessible::State state() const override {
    QAccessible::State state;
    if (!isValid()) {
      state.invalid = true;
      return state;
    }
    state.selectable = true;
    state.multiSelectable = true;
    state.focusable = true;
    state.selected = m_view->selectionModel()->isSelected(m_index);
    state.focused = m_view->hasFocus() && m_view->currentIndex() == m_index;
    state.offscreen = !m_view->viewport()->rect().intersects(m_view->visualRect(m_index));
    return state;
  }

  void* interface_cast(QAccessible::InterfaceType type) override {
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
  }
  QStringList actionNames() const override { return {pressAction()}; }
  void doAction(const QString& action) override {
    if (isValid() && action == pressAction())
      Q_EMIT m_view->opened(m_view->gallery()->id(m_index.row()));
  }
  QStringList keyBindingsForAction(const QString&) const override { return {}; }

  int row() const { return m_index.row(); }

 private:
  GalleryView* m_view;
  QPersistentModelIndex m_index;
};

class AccessibleGallery : public QAccessibleWidget {
 public:
  explicit AccessibleGallery(GalleryView* view) : QAccessibleWidget(view, QAccessible::List), m_view(view) {
    // Pictures are made again for a changed list; who holds an old one sees it become invalid.
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
      m_connections.append(QObject::connect(view->model(), signal, view, [this] { forget(); }));
    m_connections.append(QObject::connect(view->model(), &QAbstractItemModel::modelReset, view, [this] { forget(); }));
  }
  ~AccessibleGallery() override {
    for (const QMetaObject::Connection& connection : m_connections)
      QObject::disconnect(connection);
    forget();
  }

  int childCount() const override { return m_view->model()->rowCount(); }
  QAccessibleInterface* child(int row) const override {
    if (row < 0 || row >= childCount())
      return nullptr;
    if (const auto known = m_pictures.constFind(row); known != m_pictures.constEnd())
      return QAccessible::accessibleInterface(*known);
    auto* picture = new AccessiblePicture(m_view, m_view->model()->index(row, 0));
    m_pictures.insert(row, QAccessible::registerAccessibleInterface(picture));
    return picture;
  }
  int indexOfChild(const QAccessibleInterface* child) const override {
    const auto* picture = dynamic_cast<const AccessiblePicture*>(child);
    return picture == nullptr ? -1 : picture->row();
  }
  QAccessibleInterface* childAt(int x, int y) const override {
    return child(m_view->indexAt(m_view->viewport()->mapFromGlobal(QPoint(x, y))).row());
  }
  QAccessibleInterface* focusChild() const override {
    return m_view->hasFocus() ? child(m_view->currentIndex().row()) : nullptr;
  }

 private:
  void forget() {
    for (const QAccessible::Id id : std::exchange(m_pictures, {}))
      QAccessible::deleteAccessibleInterface(id);
  }

  GalleryView* m_view;
  QList<QMetaObject::Connection> m_connections;
  mutable QHash<int, QAccessible::Id> m_pictures;
};

QAccessibleInterface* create(const QString&, QObject* object) {
  auto* view = qobject_cast<GalleryView*>(object);
  return view != nullptr && view->model() != nullptr ? new AccessibleGallery(view) : nullptr;
}

}  // namespace

void installGalleryAccessibility() {
  static const bool installed = [] {
    QAccessible::installFactory(create);
    return true;
  }();
  Q_UNUSED(installed)
}

void tellAccessibleFocus(GalleryView& view, const QModelIndex& current) {
  if (!QAccessible::isActive() || !current.isValid() || !view.hasFocus())
    return;
  QAccessibleEvent event(&view, QAccessible::Focus);
  event.setChild(current.row());
  QAccessible::updateAccessibility(&event);
}

}  // namespace zaohua
