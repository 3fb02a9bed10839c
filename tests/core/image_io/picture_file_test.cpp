// SPDX-License-Identifier: Apache-2.0
#include "image_io/picture_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>

#include "base/platform.h"
#include "core/image_io/png_parts.h"
#include "image_io/infotext.h"
#include "image_io/metadata_reader.h"
#include "image_io/picture_texts.h"
#include "support/request_samples.h"
#include "support/small_disk.h"
#include "support/temporary_folder.h"

namespace zaohua {
namespace {

namespace fs = std::filesystem;
using test::colourful;
using test::SmallDisk;
using test::TemporaryFolder;
using Names = std::vector<std::string>;

Names namesIn(const fs::path& folder) {
  Names names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string contentOf(const fs::path& path) {
  return readFile(path, maxPictureFileBytes).value_or("(not readable)");
}

PictureMetadata someMetadata() {
  PictureMetadata metadata;
  metadata.request = test::completeRequest();
  return metadata;
}

class PictureFile : public ::testing::Test {
 protected:
  TemporaryFolder m_folder;
};

TEST_F(PictureFile, HoldsPixelsAndRequest) {
  const fs::path path = m_folder / "画.png";
  ASSERT_TRUE(savePicture(path, colourful(64, 48), someMetadata()));
  const Result<Image8> image = loadPicture(path);
  ASSERT_TRUE(image);
  EXPECT_EQ(image->pixels, colourful(64, 48).pixels);
  const Result<RestoredRequest> restored = readRequestFile(path);
  ASSERT_TRUE(restored);
  EXPECT_EQ(restored->request, test::completeRequest());
  EXPECT_EQ(namesIn(m_folder.path()), (Names{"画.png"}));
}

TEST_F(PictureFile, TextsStandBeforeThePixels) {
  ASSERT_TRUE(savePicture(m_folder / "a.png", colourful(64, 48), someMetadata()));
  Names order;
  for (const test::Part& part : test::partsOf(contentOf(m_folder / "a.png"))) {
    EXPECT_TRUE(part.checksumFits);
    order.push_back(part.type + (part.type == "iTXt" ? " " + part.data.substr(0, part.data.find('\0')) : ""));
  }
  order.erase(std::unique(order.begin(), order.end()), order.end());
  EXPECT_EQ(order, (Names{"IHDR", "iTXt parameters", "iTXt zaohua", "iTXt XML:com.adobe.xmp", "IDAT", "IEND"}));
}

TEST_F(PictureFile, TheSamePictureIsTheSameFile) {
  ASSERT_TRUE(savePicture(m_folder / "a.png", colourful(64, 48), someMetadata()));
  ASSERT_TRUE(savePicture(m_folder / "b.png", colourful(64, 48), someMetadata()));
  EXPECT_EQ(contentOf(m_folder / "a.png"), contentOf(m_folder / "b.png"));
}

TEST_F(PictureFile, TheLabelNamesThePixelsUnlessToldAnotherName) {
  const Image8 image = colourful(64, 48);
  PictureMetadata metadata = someMetadata();
  ASSERT_TRUE(savePicture(m_folder / "a.png", image, metadata));
  EXPECT_NE(contentOf(m_folder / "a.png").find(pictureDigest(image)), std::string::npos);
  metadata.pictureId = "my-number-7";
  ASSERT_TRUE(savePicture(m_folder / "a.png", image, metadata));
  EXPECT_NE(contentOf(m_folder / "a.png").find("my-number-7"), std::string::npos);
  EXPECT_EQ(contentOf(m_folder / "a.png").find(pictureDigest(image)), std::string::npos);
}

TEST_F(PictureFile, DigestsTellPicturesApart) {
  Image8 other = colourful(64, 48);
  other.pixels.back() ^= 1U;
  EXPECT_EQ(pictureDigest(colourful(64, 48)).size(), 16U);
  EXPECT_NE(pictureDigest(colourful(64, 48)), pictureDigest(other));
  EXPECT_NE(pictureDigest(colourful(64, 48)), pictureDigest(colourful(48, 64)));
}

TEST_F(PictureFile, TheExtensionSaysWhichKindItBecomes) {
  for (const char* name : {"a.gif", "a.png.txt", "a", ".png", "png", ".webp", "a.avif"}) {
    SCOPED_TRACE(name);
    const Result<void> saved = savePicture(m_folder / name, colourful(4, 4), {});
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().code, ErrorCode::invalidRequest);
    EXPECT_FALSE(checkPicturePath(m_folder / name));
  }
  EXPECT_EQ(savePicture("a.gif", colourful(4, 4), {}).error().text(),
            "Pictures cannot be written as .gif files: end the name of the picture a.gif in .png, .jpg or .webp.");
  const std::vector<std::pair<const char*, std::string>> kinds = {
      {"A.PNG", "\x89PNG"}, {"b.jpg", "\xff\xd8\xff"}, {"c.JPEG", "\xff\xd8\xff"}, {"d.webp", "RIFF"}};
  for (const auto& [name, start] : kinds) {
    EXPECT_TRUE(savePicture(m_folder / name, colourful(4, 4), {}));
    EXPECT_TRUE(contentOf(m_folder / name).starts_with(start)) << name;
    EXPECT_TRUE(loadPicture(m_folder / name)) << name;
  }
  EXPECT_EQ(namesIn(m_folder.path()), (Names{"A.PNG", "b.jpg", "c.JPEG", "d.webp"}));
}

TEST_F(PictureFile, EveryKindHoldsTheWholeRequest) {
  GenerationRequest longest = test::completeRequest();
  longest.prompt.clear();
  while (longest.prompt.size() < RequestLimits::maxTextBytes - 40)
    longest.prompt += "长 <prompt> & \"quoted\" \\ 😀\n";
  longest.negativePrompt = longest.prompt;
  GenerationRequest odd = test::oddRequest();
  odd.prompt += "\x01\x1f\x7f\uFFFE\uFFFF ]]> </zaohua:request>";
  for (const GenerationRequest& request : {test::completeRequest(), odd, longest}) {
    for (const char* name : {"a.png", "a.jpg", "a.webp"}) {
      SCOPED_TRACE(name);
      PictureMetadata metadata;
      metadata.request = request;
      metadata.job = "job-1";
      metadata.jobIndex = 2;
      ASSERT_TRUE(savePicture(m_folder / name, colourful(64, 48), metadata));
      const Result<RestoredRequest> restored = readRequestFile(m_folder / name);
      ASSERT_TRUE(restored) << restored.error().text();
      EXPECT_EQ(restored->request, request);
      EXPECT_EQ(restored->origin, RequestOrigin::request);
      EXPECT_EQ(restored->job, "job-1");
      EXPECT_EQ(restored->jobIndex, 2);
      EXPECT_TRUE(loadPicture(m_folder / name));
      EXPECT_NE(contentOf(m_folder / name).find("trainedAlgorithmicMedia"), std::string::npos);
      EXPECT_NE(contentOf(m_folder / name).find("TC260:AIGC"), std::string::npos);
    }
  }
}

TEST_F(PictureFile, OtherProgramsFindTheirTextInEveryKind) {
  for (const char* name : {"a.png", "a.jpg", "a.webp"}) {
    SCOPED_TRACE(name);
    ASSERT_TRUE(savePicture(m_folder / name, colourful(64, 48), someMetadata()));
    const std::string file = contentOf(m_folder / name);
    const Result<std::vector<PngText>> texts = readPictureTexts(std::as_bytes(std::span(file)), name);
    ASSERT_TRUE(texts);
    const std::string* infotext = findPngText(*texts, infotextKeyword);
    ASSERT_NE(infotext, nullptr);
    EXPECT_EQ(*infotext, makeInfotext(test::completeRequest(), programName()));
  }
}

TEST_F(PictureFile, QualityIsAParameter) {
  const auto sizeOf = [&](const char* name, int quality) {
    EXPECT_TRUE(savePicture(m_folder / name, colourful(64, 48), {}, quality));
    return fs::file_size(m_folder / name);
  };
  EXPECT_LT(sizeOf("a.jpg", 50), sizeOf("a.jpg", 95));
  EXPECT_LT(sizeOf("a.webp", 50), sizeOf("a.webp", 95));
  ASSERT_TRUE(saveNewPicture(m_folder.path(), "new.webp", colourful(64, 48), someMetadata(), 100));
  EXPECT_EQ(loadPicture(m_folder / "new.webp")->pixels, colourful(64, 48).pixels);
}

TEST_F(PictureFile, APictureIsKnownByItsContent) {
  ASSERT_TRUE(savePicture(m_folder / "a.jpg", colourful(64, 48), someMetadata()));
  fs::rename(m_folder / "a.jpg", m_folder / "a.png");
  EXPECT_TRUE(loadPicture(m_folder / "a.png"));
  EXPECT_TRUE(readRequestFile(m_folder / "a.png"));
}

TEST_F(PictureFile, AnImageThatIsNotWholeLeavesTheOldFile) {
  m_folder.write("a.png", "old");
  Image8 broken = colourful(4, 4);
  broken.pixels.pop_back();
  EXPECT_FALSE(savePicture(m_folder / "a.png", broken, {}));
  EXPECT_EQ(contentOf(m_folder / "a.png"), "old");
  EXPECT_EQ(namesIn(m_folder.path()), (Names{"a.png"}));
}

TEST_F(PictureFile, WhatIsNoRegularFileIsNeverReplaced) {
  fs::create_directory(m_folder / "folder.png");
  ASSERT_EQ(::mkfifo((m_folder / "pipe.png").c_str(), 0600), 0);
  fs::create_symlink("/dev/null", m_folder / "device.png");
  const Names before = namesIn(m_folder.path());
  for (const std::string& name : before) {
    SCOPED_TRACE(name);
    const fs::file_status status = fs::symlink_status(m_folder / name);
    EXPECT_EQ(savePicture(m_folder / name, colourful(4, 4), {}).error().code, ErrorCode::writeFailed);
    EXPECT_EQ(fs::symlink_status(m_folder / name), status);
  }
  EXPECT_EQ(namesIn(m_folder.path()), before);
}

TEST_F(PictureFile, AFolderThatIsNotThereIsNamed) {
  const fs::path path = m_folder / "missing/a.png";
  EXPECT_EQ(savePicture(path, colourful(4, 4), {}).error().text(),
            "There is no folder " + (m_folder / "missing").string() + ".");
  EXPECT_FALSE(fs::exists(m_folder / "missing"));
}

TEST_F(PictureFile, ADiskThatIsFullKeepsTheOldPicture) {
  const SmallDisk disk(64);
  if (!disk.isThere())
    GTEST_SKIP() << disk.whyNot();
  const fs::path path = disk.folder() / "a.png";
  ASSERT_TRUE(savePicture(path, colourful(16, 16), someMetadata()));
  const std::string before = contentOf(path);
  const Result<void> saved = savePicture(path, colourful(512, 512), someMetadata());
  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().code, ErrorCode::diskFull);
  EXPECT_EQ(contentOf(path), before);
  EXPECT_EQ(saveNewPicture(disk.folder().path(), "b.png", colourful(512, 512), {}).error().code, ErrorCode::diskFull);
  EXPECT_EQ(namesIn(disk.folder().path()), (Names{"a.png"}));
}

TEST_F(PictureFile, AReadOnlyDiskIsAnError) {
  const SmallDisk disk(64);
  if (!disk.isThere())
    GTEST_SKIP() << disk.whyNot();
  ASSERT_TRUE(disk.makeReadOnly());
  EXPECT_EQ(savePicture(disk.folder() / "a.png", colourful(4, 4), {}).error().code, ErrorCode::writeFailed);
  EXPECT_EQ(checkPicturePath(disk.folder() / "a.png").error().code, ErrorCode::writeFailed);
  EXPECT_EQ(saveNewPicture(disk.folder().path(), "a.png", colourful(4, 4), {}).error().code, ErrorCode::writeFailed);
}

TEST_F(PictureFile, NewPicturesNeverTakeTheNameOfAnother) {
  m_folder.write("a.png", "somebody's");
  fs::create_symlink("nowhere", m_folder / "a-2.png");
  fs::create_directory(m_folder / "a-3.png");
  for (const char* expected : {"a-4.png", "a-5.png"}) {
    const Result<fs::path> saved = saveNewPicture(m_folder.path(), "a.png", colourful(4, 4), {});
    ASSERT_TRUE(saved) << saved.error().text();
    EXPECT_EQ(*saved, m_folder / expected);
    EXPECT_TRUE(loadPicture(*saved));
  }
  EXPECT_EQ(contentOf(m_folder / "a.png"), "somebody's");
  EXPECT_EQ(namesIn(m_folder.path()), (Names{"a-2.png", "a-3.png", "a-4.png", "a-5.png", "a.png"}));
}

TEST_F(PictureFile, NewPicturesNeedAFolderAndAnExtension) {
  EXPECT_EQ(saveNewPicture(m_folder / "missing", "a.png", colourful(4, 4), {}).error().code, ErrorCode::fileMissing);
  EXPECT_EQ(saveNewPicture(m_folder.path(), "a.gif", colourful(4, 4), {}).error().code, ErrorCode::invalidRequest);
  EXPECT_EQ(namesIn(m_folder.path()), Names());
}

TEST_F(PictureFile, LoadingSaysWhatIsWrong) {
  EXPECT_EQ(loadPicture(m_folder / "none.png").error().code, ErrorCode::fileMissing);
  EXPECT_EQ(loadPicture(m_folder.path()).error().code, ErrorCode::fileMissing);
  EXPECT_EQ(loadPicture(m_folder.write("text.png", "text")).error().code, ErrorCode::fileCorrupt);
}

}  // namespace
}  // namespace zaohua
