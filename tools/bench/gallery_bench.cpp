// SPDX-License-Identifier: Apache-2.0
// Measures the gallery with many pictures: gallery_bench [ROWS], 50,000 unless said otherwise. The library is made in a
// temporary folder; files of pictures are not needed.
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QTemporaryDir>
#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

#include "base/platform.h"
#include "library/database.h"
#include "library/gallery_model.h"
#include "library/gallery_store.h"
#include "library/thumbnails.h"

namespace {

using namespace zaohua;

constexpr double nsPerMs = 1e6;
constexpr double bytesPerMb = 1e6;

double millisecondsOf(const std::function<void()>& work) {
  QElapsedTimer timer;
  timer.start();
  work();
  return static_cast<double>(timer.nsecsElapsed()) / nsPerMs;
}

// The best and the worst of a few runs.
void measure(const char* name, const std::function<void()>& work, int runs = 5) {
  std::vector<double> times;
  for (int run = 0; run < runs; ++run)
    times.push_back(millisecondsOf(work));
  const auto [best, worst] = std::minmax_element(times.begin(), times.end());
  std::printf("  %-44s %8.1f ms   worst of %d: %.1f ms\n", name, *best, runs, *worst);
}

double residentMb() {
  return static_cast<double>(memoryUse().residentBytes) / bytesPerMb;
}

// Prompts as people write them: some ten phrases, half of them Chinese, a few rare ones.
QString promptFor(int number) {
  static const QStringList chinese = {"一只橘猫", "雪地里", "电影质感", "柔和的光线", "赛博朋克",
                                      "古风少女", "水墨画", "细节丰富", "清晨薄雾",   "雨夜",
                                      "霓虹灯",   "特写",   "背景虚化", "远山",       "竹林",
                                      "茶馆",     "老街",   "红灯笼",   "汉服",       "青花瓷"};
  static const QStringList english = {"an orange cat",     "sitting in the snow",
                                      "cinematic",         "soft light",
                                      "cyberpunk city",    "portrait of a woman",
                                      "ink wash painting", "highly detailed",
                                      "early morning",     "rainy night",
                                      "neon signs",        "close-up",
                                      "photograph",        "shallow depth of field",
                                      "mountains",         "bamboo forest",
                                      "tea house",         "old street",
                                      "lanterns",          "porcelain"};
  static quint32 random = 1;
  const QStringList& phrases = number % 2 == 0 ? chinese : english;
  QStringList chosen;
  for (int i = 0; i < 14; ++i) {
    random = random * 1664525 + 1013904223;
    chosen.append(phrases[static_cast<qsizetype>((random >> 16U) % static_cast<quint32>(phrases.size()))]);
  }
  if (number % 1000 == 7)
    chosen.append("斑马纹 zebra");
  return chosen.join(number % 2 == 0 ? "，" : ", ");
}

PictureRecord recordFor(int number) {
  PictureRecord record;
  record.createdAt = QDateTime(QDate(2025, 1, 1), QTime(8, 0)).addSecs(number * qint64{600});
  record.path = QString("/home/someone/Pictures/Zaohua/%1/zaohua_%2.png")
                    .arg(record.createdAt.date().toString(Qt::ISODate))
                    .arg(number);
  record.fileSize = 1'500'000;
  record.modifiedMs = record.createdAt.toMSecsSinceEpoch();
  record.width = number % 3 == 0 ? 1024 : 768;
  record.height = 1024;
  record.favourite = number % 20 == 0;
  record.job = QString("%1").arg(number / 4, 32, 16, QChar('0'));
  record.jobIndex = number % 4;
  GenerationRequest request;
  request.prompt = promptFor(number).toStdString();
  request.negativePrompt = "blurry, low quality, 模糊";
  request.width = record.width;
  request.height = record.height;
  request.steps = 8;
  request.seed = number;
  request.model = "Z-Image-Turbo";
  record.request = request;
  return record;
}

void fill(const QString& file, int rows) {
  Database database(file);
  GalleryStore store(database);
  constexpr int portion = 50;  // as the scanner stores them
  double longest = 0;
  double all = 0;
  for (int first = 0; first < rows; first += portion) {
    std::vector<PictureRecord> records;
    for (int number = first; number < std::min(first + portion, rows); ++number)
      records.push_back(recordFor(number));
    const double taken = millisecondsOf([&] { std::ignore = store.addAll(records); });
    longest = std::max(longest, taken);
    all += taken;
  }
  std::printf("  %-44s %8.1f ms   longest of %d: %.1f ms\n", "adding in portions of 50, all together", all,
              rows / portion, longest);
}

void search(const GalleryStore& store, const QString& text) {
  std::size_t found = 0;
  GalleryFilter filter;
  filter.text = text;
  const double first = millisecondsOf([&] { found = store.find(filter).size(); });
  measure(qPrintable(QString("search \"%1\" (%2)").arg(text).arg(found)), [&] { store.find(filter); });
  std::printf("  %-44s %8.1f ms\n", "  the first time", first);
}

void measureSearch(const GalleryStore& store) {
  measure("everything", [&] { store.find({}); });
  for (const char* text : {"猫", "橘猫", "古风少女", "电影质感，柔和的光线", "斑马纹", "c", "ca", "cat", "photograph",
                           "zebra", "highly detailed close-up", "竹 z", "png"})
    search(store, text);
  for (const auto order : {GalleryFilter::Order::oldest, GalleryFilter::Order::name, GalleryFilter::Order::largest}) {
    GalleryFilter filter;
    filter.order = order;
    measure(qPrintable(QString("order %1").arg(static_cast<int>(order))), [&] { store.find(filter); });
  }
  GalleryFilter filter;
  filter.favouritesOnly = true;
  measure("favourites", [&] { store.find(filter); });
  filter.shape = GalleryFilter::Shape::portrait;
  filter.model = "Z-Image-Turbo";
  filter.from = QDate(2025, 3, 1);
  measure("favourites, portrait, model and date", [&] { store.find(filter); });
  measure("models", [&] { store.models(); });
}

void measureChanges(GalleryStore& store, GalleryModel& model) {
  int next = model.rowCount();
  measure("one new picture, shown in the list", [&] { std::ignore = store.add(recordFor(next++)); });
  const qint64 id = model.id(100);
  bool favourite = false;
  measure("one favourite, shown in the list", [&] { std::ignore = store.setFavourite({id}, favourite = !favourite); });
  measure("a screen of 60 records", [&, row = 0]() mutable {
    for (int i = 0; i < 60; ++i)
      std::ignore = model.record(row++);
  });
  measure("2000 known files for the scanner", [&] { store.knownFiles({}, 0, 2000); });
}

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const QGuiApplication application(argc, argv);
  const int rows = argc > 1 ? QString(argv[1]).toInt() : 50'000;
  const QTemporaryDir folder;
  const QString file = folder.filePath("library.sqlite");
  std::printf("%d pictures\n", rows);
  fill(file, rows);
  std::printf("  %-44s %8.1f MB\n", "file", static_cast<double>(QFileInfo(file).size()) / bytesPerMb);

  returnFreedMemory();
  const double before = residentMb();
  {
    QElapsedTimer timer;
    timer.start();
    Database database(file);
    GalleryStore store(database);
    Thumbnails thumbnails(folder.filePath("thumbnails"));
    GalleryModel model(store, thumbnails);
    std::printf("  %-44s %8.1f ms\n", "opening: database, store and list",
                static_cast<double>(timer.nsecsElapsed()) / nsPerMs);
    std::printf("  %-44s %8.1f MB\n", "memory above the empty program", residentMb() - before);
    measureSearch(store);
    measureChanges(store, model);
    std::printf("  %-44s %8.1f MB\n", "memory above the empty program, at the end", residentMb() - before);
  }
  // What a start after a crash takes: the whole file is checked.
  QFile note(file + ".check");
  std::ignore = note.open(QIODevice::WriteOnly);
  note.close();
  measure(
      "opening with a check of the file", [&] { const Database database(file); }, 1);
  return 0;
}
