// SPDX-License-Identifier: Apache-2.0
#include "ui/gallery/gallery_filter_menu.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QDateEdit>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QWidgetAction>

#include "ui/common/theme.h"

namespace zaohua {

namespace {

struct FilterWords {
  Q_DECLARE_TR_FUNCTIONS(GalleryFilterMenu)
};

using Choose = std::function<void(const GalleryFilter&)>;

// One of several, as a checkable action that chooses this filter.
QAction* addChoice(QMenu& menu, const QString& text, const GalleryFilter& now, const GalleryFilter& then,
                   const Choose& choose) {
  QAction* action = menu.addAction(QString(text).replace('&', "&&"));
  action->setCheckable(true);
  action->setChecked(now == then);
  QObject::connect(action, &QAction::triggered, &menu, [choose, then] { choose(then); });
  return action;
}

void addNames(QMenu& menu, const QStringList& names, const QString& any, QString GalleryFilter::*field,
              const GalleryFilter& now, const Choose& choose) {
  GalleryFilter then = now;
  then.*field = QString();
  addChoice(menu, any, now, then, choose);
  menu.addSeparator();
  for (const QString& name : names) {
    then.*field = name;
    addChoice(menu, name, now, then, choose)->setObjectName("galleryFilter:" + name);
  }
  menu.setEnabled(!names.isEmpty());
}

QWidget* makeRangeEditor(QMenu& root, const GalleryFilter& now, const Choose& choose) {
  auto* editor = new QWidget;
  auto* form = new QFormLayout(editor);
  form->setContentsMargins(12, 6, 12, 8);
  form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
  const QDate today = QDate::currentDate();
  auto* from = new QDateEdit(now.from.isValid() ? now.from : today.addMonths(-1));
  auto* to = new QDateEdit(now.to.isValid() ? now.to : today);
  from->setObjectName("galleryFilterFrom");
  to->setObjectName("galleryFilterTo");
  for (QDateEdit* edit : {from, to})
    edit->setDisplayFormat("yyyy-MM-dd");
  auto* show = new QPushButton(FilterWords::tr("Show these days"));
  show->setObjectName("galleryFilterDays");
  form->setHorizontalSpacing(measure::panelMargin);
  form->setVerticalSpacing(measure::chipSpacing);
  form->addRow(FilterWords::tr("From"), from);
  form->addRow(FilterWords::tr("To"), to);
  form->addRow(show);
  for (QDateEdit* edit : {from, to}) {
    auto* label = qobject_cast<QLabel*>(form->labelForField(edit));
    label->setFixedHeight(edit->sizeHint().height());
    edit->setAccessibleName(label->text());
  }
  QObject::connect(show, &QPushButton::clicked, &root, [&root, now, choose, from, to] {
    GalleryFilter then = now;
    then.from = std::min(from->date(), to->date());
    then.to = std::max(from->date(), to->date());
    root.close();
    choose(then);
  });
  return editor;
}

void addDates(QMenu& menu, QMenu& root, const GalleryFilter& now, const Choose& choose) {
  const QDate today = QDate::currentDate();
  const auto add = [&](const char* name, const QString& text, const QDate& from, const QDate& to) {
    GalleryFilter then = now;
    then.from = from;
    then.to = to;
    addChoice(menu, text, now, then, choose)->setObjectName(name);
  };
  add("galleryDateAny", FilterWords::tr("Any time"), {}, {});
  add("galleryDateToday", FilterWords::tr("Today"), today, today);
  add("galleryDateWeek", FilterWords::tr("Last 7 days"), today.addDays(-6), {});
  add("galleryDateMonth", FilterWords::tr("Last 30 days"), today.addDays(-29), {});
  add("galleryDateYear", FilterWords::tr("This year"), QDate(today.year(), 1, 1), {});
  menu.addSeparator();
  auto* range = new QWidgetAction(&menu);
  range->setDefaultWidget(makeRangeEditor(root, now, choose));
  menu.addAction(range);
}

void addOrders(QMenu& menu, const GalleryFilter& now, const Choose& choose) {
  const auto add = [&](const char* name, const QString& text, GalleryFilter::Order order) {
    GalleryFilter then = now;
    then.order = order;
    addChoice(menu, text, now, then, choose)->setObjectName(name);
  };
  add("galleryOrderNewest", FilterWords::tr("Newest first"), GalleryFilter::Order::newest);
  add("galleryOrderOldest", FilterWords::tr("Oldest first"), GalleryFilter::Order::oldest);
  add("galleryOrderName", FilterWords::tr("By name"), GalleryFilter::Order::name);
  add("galleryOrderLargest", FilterWords::tr("Largest first"), GalleryFilter::Order::largest);
}

}  // namespace

void fillFilterMenu(QMenu& menu, const GalleryStore& store, const GalleryFilter& filter, const Choose& choose) {
  menu.clear();
  qDeleteAll(menu.findChildren<QMenu*>(Qt::FindDirectChildrenOnly));
  GalleryFilter square = filter;
  square.shape =
      filter.shape == GalleryFilter::Shape::square ? GalleryFilter::Shape::any : GalleryFilter::Shape::square;
  QAction* shape = addChoice(menu, FilterWords::tr("Square pictures"), filter, square, choose);
  shape->setObjectName("galleryFilterSquare");
  shape->setChecked(filter.shape == GalleryFilter::Shape::square);
  addNames(*menu.addMenu(FilterWords::tr("Model")), store.models(), FilterWords::tr("Any model"), &GalleryFilter::model,
           filter, choose);
  addNames(*menu.addMenu(FilterWords::tr("Album")), store.albums(), FilterWords::tr("Any album"), &GalleryFilter::album,
           filter, choose);
  addDates(*menu.addMenu(FilterWords::tr("Date")), menu, filter, choose);
  menu.addSeparator();
  addOrders(*menu.addMenu(FilterWords::tr("Order")), filter, choose);
}

QString dateRangeText(const QDate& from, const QDate& to) {
  const QLocale locale;
  const QDate today = QDate::currentDate();
  if (from == today && to == today)
    return FilterWords::tr("Today");
  if (!to.isValid())
    return FilterWords::tr("Since %1").arg(locale.toString(from, QLocale::ShortFormat));
  if (!from.isValid())
    return FilterWords::tr("Until %1").arg(locale.toString(to, QLocale::ShortFormat));
  return FilterWords::tr("%1 – %2", "two dates")
      .arg(locale.toString(from, QLocale::ShortFormat), locale.toString(to, QLocale::ShortFormat));
}

}  // namespace zaohua
