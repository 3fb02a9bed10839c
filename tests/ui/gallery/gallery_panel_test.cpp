// SPDX-License-Identifier: Apache-2.0
// Search, filters and what is done with pictures, over a real database and real files.
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QTranslator>

#include "gallery_samples.h"
#include "support/qt_test_main.h"
#include "ui/common/chip.h"
#include "ui/common/theme.h"
#include "ui/gallery/gallery_panel.h"
#include "ui/gallery/gallery_view.h"

using namespace zaohua;
using namespace zaohua::test;

class GalleryPanelTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void cleanup();
  void saysWhatWillBeHere();
  void searchesAsOneTypes();
  void saysWhenNothingMatches();
  void filtersByChips();
  void filtersByMenu();
  void leavesTheSearchForThePictures();
  void tellsWhichPictureIsCurrent();
  void trashesAndSelectsTheNeighbour();
  void trashesTheLastOnes();
  void forgetsMissingOnes();
  void marksFavourites();
  void renames();
  void sortsIntoAlbums();
  void actsOnTheSelection();
  void comparesTwo();
  void changesSizes();
  void steps();
  void opensAMenu();
  void speaksAnotherLanguageAtOnce();

 private:
  template <typename T>
  T* child(const char* name) const {
    return m_panel->findChild<T*>(name);
  }
  GalleryView* view() const { return m_panel->view(); }
  GalleryModel& model() const { return m_sample->model; }
  void choose(int row) { view()->setCurrentIndex(model().index(row)); }
  QAction* action(const char* name) const { return m_panel->findChild<QAction*>(name); }
  QAction* filterAction(const char* name);
  void fill(int count) {
    m_sample->add(count, 8);
    QTRY_COMPARE(model().rowCount(), count);
  }

  std::unique_ptr<GallerySample> m_sample;
  AnsweringDialogs m_dialogs;
  std::unique_ptr<GalleryPanel> m_panel;
};

void GalleryPanelTest::init() {
  applyTheme(*qApp, true);
  m_dialogs = {};
  m_sample = std::make_unique<GallerySample>();
  m_panel = std::make_unique<GalleryPanel>(m_sample->model, m_dialogs);
  m_panel->resize(296, 800);
  m_panel->show();
  QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void GalleryPanelTest::cleanup() {
  m_panel.reset();
  m_sample.reset();
}

void GalleryPanelTest::saysWhatWillBeHere() {
  QVERIFY(child<QLabel>("galleryEmptyTitle")->isVisible());
  QVERIFY(!child<QPushButton>("galleryClearSearch")->isVisible());
  fill(1);
  QVERIFY(view()->isVisible());
  QVERIFY(!child<QLabel>("galleryEmptyTitle")->isVisible());
}

void GalleryPanelTest::searchesAsOneTypes() {
  fill(30);
  QTest::keyClicks(child<QLineEdit>("gallerySearch"), "prompt 2");
  QTRY_COMPARE_WITH_TIMEOUT(model().rowCount(), 12, 500);  // 2, 12, 20 … 29
  QVERIFY(child<QLabel>("galleryFound")->isVisible());
  QVERIFY(child<QLabel>("galleryFound")->text().contains("12"));
  QTest::keyClick(child<QLineEdit>("gallerySearch"), Qt::Key_Escape);
  QTRY_COMPARE(model().rowCount(), 30);
  QVERIFY(!child<QLabel>("galleryFound")->isVisible());
}

void GalleryPanelTest::saysWhenNothingMatches() {
  fill(3);
  QTest::keyClicks(child<QLineEdit>("gallerySearch"), "no such words");
  QTRY_COMPARE(model().rowCount(), 0);
  QVERIFY(child<QLabel>("galleryEmptyTitle")->isVisible());
  QTest::mouseClick(child<QPushButton>("galleryClearSearch"), Qt::LeftButton);
  QTRY_COMPARE(model().rowCount(), 3);
  QVERIFY(child<QLineEdit>("gallerySearch")->text().isEmpty());
}

void GalleryPanelTest::filtersByChips() {
  fill(6);
  PictureRecord tall = m_sample->record(500, 8);
  tall.width = 16;
  tall.height = 24;
  QVERIFY(m_sample->store.add(tall).has_value());
  QVERIFY(m_sample->store.setFavourite({model().id(0), model().id(1)}, true).has_value());
  auto* all = child<Chip>("galleryChipAll");
  QVERIFY(all->isChecked());
  QTest::mouseClick(child<Chip>("galleryChipFavourites"), Qt::LeftButton);
  QCOMPARE(model().rowCount(), 2);
  QVERIFY(!all->isChecked());
  QTest::mouseClick(child<Chip>("galleryChipPortrait"), Qt::LeftButton);
  QCOMPARE(model().rowCount(), 0);
  QTest::mouseClick(child<Chip>("galleryChipFavourites"), Qt::LeftButton);
  QCOMPARE(model().rowCount(), 1);
  QTest::mouseClick(child<Chip>("galleryChipLandscape"), Qt::LeftButton);
  QCOMPARE(model().rowCount(), 6);
  QVERIFY(!child<Chip>("galleryChipPortrait")->isChecked());
  QTest::keyClick(all, Qt::Key_Space);
  QCOMPARE(model().rowCount(), 7);
  QVERIFY(all->isChecked());
  // It cannot be switched off by itself.
  QTest::keyClick(all, Qt::Key_Space);
  QVERIFY(all->isChecked());
}

QAction* GalleryPanelTest::filterAction(const char* name) {
  auto* menu = child<QMenu>("galleryFilterPopup");
  Q_EMIT menu->aboutToShow();
  return menu->findChild<QAction*>(name);
}

void GalleryPanelTest::filtersByMenu() {
  fill(40);  // five days
  filterAction("galleryDateToday")->trigger();
  QCOMPARE(model().rowCount(), 8);
  auto* dates = child<Chip>("galleryChipDates");
  QVERIFY(dates->isVisible());
  QCOMPARE(dates->text(), "Today");
  QVERIFY(filterAction("galleryDateToday")->isChecked());
  QTest::keyClick(dates, Qt::Key_Delete);
  QCOMPARE(model().rowCount(), 40);
  QVERIFY(!dates->isVisible());

  filterAction("galleryFilterSquare")->trigger();
  QCOMPARE(model().rowCount(), 0);
  QTest::mouseClick(child<Chip>("galleryChipSquare"), Qt::LeftButton);
  filterAction("galleryFilter:Z-Image-Turbo")->trigger();
  QCOMPARE(child<Chip>("galleryChipModel")->text(), "Z-Image-Turbo");
  QCOMPARE(model().rowCount(), 40);
  filterAction("galleryOrderOldest")->trigger();
  QVERIFY(model().index(0).data(GalleryModel::PromptRole).toString().contains("39"));
  // The order is no filter: clearing keeps it.
  QCOMPARE(model().filter().order, GalleryFilter::Order::oldest);
  QTest::mouseClick(child<Chip>("galleryChipModel"), Qt::LeftButton);
  QVERIFY(model().filter().isEverything());
}

void GalleryPanelTest::leavesTheSearchForThePictures() {
  fill(5);
  m_panel->focusSearch();
  QVERIFY(child<QLineEdit>("gallerySearch")->hasFocus());
  QTest::keyClick(child<QLineEdit>("gallerySearch"), Qt::Key_Down);
  QVERIFY(view()->hasFocus());
}

void GalleryPanelTest::tellsWhichPictureIsCurrent() {
  fill(9);
  QSignalSpy activated(m_panel.get(), &GalleryPanel::pictureActivated);
  QSignalSpy opened(m_panel.get(), &GalleryPanel::pictureOpened);
  m_panel->select(model().id(3));
  QCOMPARE(m_panel->selectedIds(), QList<qint64>{model().id(3)});
  QCOMPARE(activated.count(), 0);  // the window said so itself
  view()->setFocus();
  QTest::keyClick(view(), Qt::Key_Right);
  QCOMPARE(activated.takeFirst().at(0).toLongLong(), model().id(4));
  QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, view()->visualRect(model().index(1)).center());
  QCOMPARE(activated.takeFirst().at(0).toLongLong(), model().id(1));
  QTest::keyClick(view(), Qt::Key_Return);
  QCOMPARE(opened.takeFirst().at(0).toLongLong(), model().id(1));
  m_panel->select(999'999);
  QCOMPARE(m_panel->selectedIds(), QList<qint64>{model().id(1)});
}

void GalleryPanelTest::trashesAndSelectsTheNeighbour() {
  fill(9);
  QSignalSpy trashed(m_panel.get(), &GalleryPanel::trashed);
  QSignalSpy activated(m_panel.get(), &GalleryPanel::pictureActivated);
  const qint64 gone = model().id(2);
  const qint64 next = model().id(3);
  view()->setFocus();
  choose(2);
  QTest::keyClick(view(), Qt::Key_Delete);
  QCOMPARE(trashed.count(), 1);
  QTRY_COMPARE(model().rowOf(gone), -1);
  QVERIFY(!QFile::exists(m_sample->path(2)));
  QCOMPARE(m_panel->selectedIds(), QList<qint64>{next});
  QCOMPARE(activated.last().at(0).toLongLong(), next);
  // And it comes back, with its row.
  QVERIFY(m_sample->store.restore(trashed.takeFirst().at(0).value<TrashedPictures>()).has_value());
  QTRY_COMPARE(model().rowCount(), 9);
  QVERIFY(QFile::exists(m_sample->path(2)));
}

void GalleryPanelTest::trashesTheLastOnes() {
  fill(5);
  const qint64 before = model().id(2);
  choose(4);
  view()->selectionModel()->select(model().index(3), QItemSelectionModel::Select);
  action("galleryTrash")->trigger();
  QTRY_COMPARE(model().rowCount(), 3);
  QCOMPARE(m_panel->selectedIds(), QList<qint64>{before});
  view()->setFocus();
  QTest::keySequence(view(), QKeySequence::SelectAll);
  QTest::keyClick(view(), Qt::Key_Delete);
  QTRY_COMPARE(model().rowCount(), 0);
  QVERIFY(child<QLabel>("galleryEmptyTitle")->isVisible());
}

void GalleryPanelTest::forgetsMissingOnes() {
  fill(3);
  QVERIFY(QFile::remove(m_sample->path(1)));
  m_sample->store.setFileState(model().id(1), PictureRecord::File::missing);
  QSignalSpy trashed(m_panel.get(), &GalleryPanel::trashed);
  QSignalSpy failed(m_panel.get(), &GalleryPanel::failed);
  choose(1);
  QCOMPARE(action("galleryTrash")->text(), "Remove from the gallery");
  QVERIFY(!action("galleryCopy")->isEnabled());
  action("galleryTrash")->trigger();
  QTRY_COMPARE(model().rowCount(), 2);
  QCOMPARE(trashed.count(), 0);
  QCOMPARE(failed.count(), 0);
}

void GalleryPanelTest::marksFavourites() {
  fill(4);
  view()->setFocus();
  choose(0);
  view()->selectionModel()->select(model().index(2), QItemSelectionModel::Select);
  QTest::keyClick(view(), Qt::Key_F);
  QVERIFY(model().index(0).data(GalleryModel::FavouriteRole).toBool());
  QVERIFY(model().index(2).data(GalleryModel::FavouriteRole).toBool());
  QVERIFY(!model().index(1).data(GalleryModel::FavouriteRole).toBool());
  QCOMPARE(action("galleryFavourite")->text(), "Remove from favourites");
  QTest::keyClick(view(), Qt::Key_F);
  QVERIFY(!model().index(0).data(GalleryModel::FavouriteRole).toBool());
}

void GalleryPanelTest::renames() {
  fill(3);
  QSignalSpy failed(m_panel.get(), &GalleryPanel::failed);
  const qint64 id = model().id(1);
  view()->setFocus();
  choose(1);
  m_dialogs.answer = "我的猫";
  QTest::keyClick(view(), Qt::Key_F2);
  QCOMPARE(m_dialogs.asked, QStringList{"picture 1"});
  QCOMPARE(QFileInfo(m_sample->store.record(id)->path).fileName(), "我的猫.png");
  QVERIFY(QFile::exists(m_sample->store.record(id)->path));
  QCOMPARE(failed.count(), 0);
  // What is taken is refused with a sentence.
  m_dialogs.answer = "picture 2";
  QTest::keyClick(view(), Qt::Key_F2);
  QCOMPARE(failed.count(), 1);
  m_dialogs.answer.reset();
  QTest::keyClick(view(), Qt::Key_F2);
  QCOMPARE(failed.count(), 1);
}

void GalleryPanelTest::sortsIntoAlbums() {
  fill(4);
  choose(0);
  m_dialogs.answer = "Cats & dogs";
  action("galleryAddToAlbum")->trigger();
  QCOMPARE(m_sample->store.albums(), QStringList{"Cats & dogs"});
  QMetaObject::invokeMethod(view(), "customContextMenuRequested",
                            Q_ARG(QPoint, view()->visualRect(model().index(1)).center()));
  auto* into = child<QMenu>("galleryAlbumMenu");
  QCOMPARE(into->actions().front()->text(), "Cats && dogs");
  into->actions().front()->trigger();
  m_panel->findChild<QMenu*>("galleryMenu")->close();
  QTRY_VERIFY(child<QMenu>("galleryMenu") == nullptr);
  filterAction("galleryFilter:Cats & dogs")->trigger();
  QCOMPARE(model().rowCount(), 2);
  choose(0);
  QMetaObject::invokeMethod(view(), "customContextMenuRequested",
                            Q_ARG(QPoint, view()->visualRect(model().index(0)).center()));
  child<QMenu>("galleryRemoveAlbumMenu")->actions().front()->trigger();
  QTRY_COMPARE(model().rowCount(), 1);
}

void GalleryPanelTest::actsOnTheSelection() {
  fill(4);
  choose(2);
  const qint64 id = model().id(2);
  const std::pair<const char*, void (GalleryPanel::*)(qint64)> actions[] = {
      {"galleryOpen", &GalleryPanel::pictureOpened},
      {"galleryRestore", &GalleryPanel::restoreRequested},
      {"galleryVary", &GalleryPanel::varyRequested},
      {"galleryCopy", &GalleryPanel::copyRequested},
      {"galleryOpenFolder", &GalleryPanel::openFolderRequested},
  };
  for (const auto& [name, signal] : actions) {
    QSignalSpy spy(m_panel.get(), signal);
    QVERIFY2(action(name)->isEnabled(), name);
    action(name)->trigger();
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy.takeFirst().at(0).toLongLong(), id);
  }
  view()->clearSelection();
  for (const QAction* each : m_panel->pictureActions())
    QVERIFY2(!each->isEnabled(), qPrintable(each->objectName()));
}

void GalleryPanelTest::comparesTwo() {
  fill(4);
  QSignalSpy compared(m_panel.get(), &GalleryPanel::compareRequested);
  choose(1);
  QVERIFY(!action("galleryCompare")->isEnabled());
  view()->selectionModel()->select(model().index(3), QItemSelectionModel::Select);
  QVERIFY(action("galleryCompare")->isEnabled());
  action("galleryCompare")->trigger();
  QCOMPARE(compared.front().at(0).toLongLong(), model().id(1));
  QCOMPARE(compared.front().at(1).toLongLong(), model().id(3));
}

void GalleryPanelTest::changesSizes() {
  fill(9);
  QCOMPARE(view()->tiles().columns(), 3);
  QTest::mouseClick(child<QToolButton>("gallerySizeLarge"), Qt::LeftButton);
  QCOMPARE(view()->tiles().columns(), 2);
  QTest::mouseClick(child<QToolButton>("gallerySizeSmall"), Qt::LeftButton);
  QCOMPARE(view()->tiles().columns(), 4);
  QCOMPARE(m_panel->thumbnailSize(), 0);
  m_panel->setThumbnailSize(7);
  QCOMPARE(m_panel->thumbnailSize(), 2);
  QVERIFY(child<QToolButton>("gallerySizeLarge")->isChecked());
}

void GalleryPanelTest::steps() {
  fill(3);
  QSignalSpy activated(m_panel.get(), &GalleryPanel::pictureActivated);
  m_panel->select(model().id(1));
  m_panel->step(1);
  QCOMPARE(activated.last().at(0).toLongLong(), model().id(2));
  m_panel->step(1);
  QCOMPARE(activated.count(), 1);
  m_panel->step(-1);
  QCOMPARE(activated.last().at(0).toLongLong(), model().id(1));
}

void GalleryPanelTest::opensAMenu() {
  fill(3);
  choose(0);
  const QPoint third = view()->visualRect(model().index(2)).center();
  QContextMenuEvent event(QContextMenuEvent::Mouse, third, view()->viewport()->mapToGlobal(third));
  QApplication::sendEvent(view()->viewport(), &event);
  // The picture under the mouse becomes the one that is acted on.
  QCOMPARE(m_panel->selectedIds(), QList<qint64>{model().id(2)});
  auto* menu = child<QMenu>("galleryMenu");
  QVERIFY(menu != nullptr && menu->isVisible());
  for (const char* name : {"galleryOpen", "galleryCompare", "galleryRestore", "galleryVary", "galleryFavourite",
                           "galleryCopy", "galleryRename", "galleryOpenFolder", "galleryTrash"})
    QVERIFY2(menu->actions().contains(action(name)), name);
  menu->close();
}

void GalleryPanelTest::speaksAnotherLanguageAtOnce() {
  class Marker : public QTranslator {
   public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* source, const char*, int) const override {
      return QString("<%1>").arg(QString::fromUtf8(source));
    }
  } marker;
  fill(2);
  QVERIFY(qApp->installTranslator(&marker));
  QTRY_COMPARE(child<Chip>("galleryChipFavourites")->text(), "<Favourites>");
  QCOMPARE(child<QLineEdit>("gallerySearch")->placeholderText(), "<Search prompts…>");
  QCOMPARE(action("galleryRename")->text(), "<Rename…>");
  QCOMPARE(child<QLabel>("galleryHeading")->text(), "<Gallery>");
  qApp->removeTranslator(&marker);
  QTRY_COMPARE(child<QLabel>("galleryHeading")->text(), "Gallery");
}

ZAOHUA_QT_TEST_MAIN(GalleryPanelTest)
#include "gallery_panel_test.moc"
