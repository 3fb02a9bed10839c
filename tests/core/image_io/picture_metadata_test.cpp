// SPDX-License-Identifier: Apache-2.0
// What is written into a picture, and what is read back out of it.
#include "image_io/picture_metadata.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/json_reader.h"
#include "core/image_io/png_parts.h"
#include "image_io/metadata_reader.h"
#include "support/request_samples.h"
#include "support/temporary_folder.h"

namespace zaohua {
namespace {

using test::fixture;
using test::TemporaryFolder;
using Settings = std::vector<InfotextSetting>;

Result<RestoredRequest> restoredFrom(const std::vector<PngText>& texts) {
  return restoreRequest(texts, "a.png");
}

Result<RestoredRequest> restoredFrom(const std::string& file) {
  return readPngTexts(test::bytesOf(file), "a.png").and_then([](const std::vector<PngText>& texts) {
    return restoreRequest(texts, "a.png");
  });
}

PictureMetadata metadataOf(const GenerationRequest& request) {
  PictureMetadata metadata;
  metadata.request = request;
  return metadata;
}

std::string unescaped(std::string text) {
  const std::vector<std::pair<std::string, std::string>> entities = {
      {"&quot;", "\""}, {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}};
  for (const auto& [entity, letter] : entities) {
    for (std::size_t at = text.find(entity); at != std::string::npos; at = text.find(entity))
      text.replace(at, entity.size(), letter);
  }
  return text;
}

nlohmann::json labelOf(const std::string& mark) {
  const std::string open = "<TC260:AIGC>";
  const std::size_t begin = mark.find(open) + open.size();
  const Result<nlohmann::json> label =
      parseJson(unescaped(mark.substr(begin, mark.find("</TC260:AIGC>") - begin)), {}, "label");
  EXPECT_TRUE(label) << mark;
  return label.value_or(nlohmann::json());
}

TEST(PictureMetadata, HoldsThreeTexts) {
  const std::vector<PngText> texts = metadataTexts(metadataOf(test::completeRequest()));
  ASSERT_EQ(texts.size(), 3U);
  EXPECT_EQ(texts[0].keyword, "parameters");
  EXPECT_EQ(texts[1].keyword, "zaohua");
  EXPECT_EQ(texts[2].keyword, "XML:com.adobe.xmp");
}

TEST(PictureMetadata, GivesBackTheVeryRequest) {
  GenerationRequest longPrompt = test::completeRequest();
  while (longPrompt.prompt.size() < 100'000)
    longPrompt.prompt += "长 prompt \"quoted\" \\ 😀\n";
  for (const GenerationRequest& request : {test::completeRequest(), test::oddRequest(), longPrompt}) {
    const Result<RestoredRequest> restored = restoredFrom(metadataTexts(metadataOf(request)));
    ASSERT_TRUE(restored) << restored.error().text();
    EXPECT_EQ(restored->request, request);
    EXPECT_EQ(restored->origin, RequestOrigin::request);
    EXPECT_EQ(restored->unrestored, Settings());
  }
}

TEST(PictureMetadata, OurOwnTextSaysWhoMadeThePictureAndHow) {
  const Result<nlohmann::json> object =
      parseJson(*findPngText(metadataTexts(metadataOf(test::completeRequest())), "zaohua"), {}, "zaohua");
  ASSERT_TRUE(object);
  EXPECT_EQ((*object)["program"], programName());
  EXPECT_EQ((*object)["noise_rule"], "torch_cuda_philox");
  EXPECT_EQ((*object)["later"]["强度"][0], 0.5);
}

TEST(PictureMetadata, TheMarkSaysThatAMachineMadeThePicture) {
  const std::string mark = generatedMark("0123456789abcdef");
  EXPECT_TRUE(mark.starts_with("<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"));
  EXPECT_TRUE(mark.ends_with("<?xpacket end=\"w\"?>"));
  EXPECT_NE(mark.find("<Iptc4xmpExt:DigitalSourceType>"
                      "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia<"),
            std::string::npos);
  EXPECT_NE(mark.find("xmlns:TC260=\"http://www.tc260.org.cn/ns/AIGC/1.0/\""), std::string::npos);
  const nlohmann::json label = labelOf(mark);
  EXPECT_EQ(label, (nlohmann::json{{"Label", "1"},
                                   {"ContentProducer", "zaohua"},
                                   {"ProduceID", "0123456789abcdef"},
                                   {"ReservedCode1", ""},
                                   {"ContentPropagator", ""},
                                   {"PropagateID", ""},
                                   {"ReservedCode2", ""}}));
}

TEST(PictureMetadata, TheLabelHoldsOnlyWhatTheStandardAllows) {
  EXPECT_EQ(labelOf(generatedMark("a b\n猫<&>\"\\'c"))["ProduceID"], "ab<&>\"\\'c");
}

TEST(PictureMetadata, TheMarkMayBeLeftOut) {
  PictureMetadata metadata = metadataOf(test::completeRequest());
  metadata.markAsGenerated = false;
  EXPECT_EQ(findPngText(metadataTexts(metadata), xmpKeyword), nullptr);
  EXPECT_EQ(metadataTexts(metadata).size(), 2U);
}

TEST(PictureMetadata, APictureOfUnknownOriginOnlyBearsTheMark) {
  const std::vector<PngText> texts = metadataTexts(PictureMetadata());
  ASSERT_EQ(texts.size(), 1U);
  EXPECT_EQ(texts[0].keyword, xmpKeyword);
  EXPECT_EQ(restoredFrom(texts).error().text(), "The picture a.png does not say how it was made.");
}

TEST(RestoreRequest, TakesOurObjectBeforeTheText) {
  const Result<RestoredRequest> restored =
      restoredFrom({{"parameters", "text\nSteps: 8, Seed: 1, Size: 512x512"}, {"zaohua", R"({"prompt":"object"})"}});
  ASSERT_TRUE(restored);
  EXPECT_EQ(restored->request.prompt, "object");
}

TEST(RestoreRequest, FallsBackToTheTextWhereOurObjectIsDamaged) {
  for (const char* damaged : {"", "{", "[]", R"({"steps":"many"})", R"({"width":257})"}) {
    const Result<RestoredRequest> restored =
        restoredFrom({{"zaohua", damaged}, {"parameters", "text\nSteps: 8, Seed: 1, Size: 512x512"}});
    ASSERT_TRUE(restored) << damaged;
    EXPECT_EQ(restored->request.prompt, "text");
    EXPECT_EQ(restored->origin, RequestOrigin::infotext);
  }
}

TEST(RestoreRequest, SaysWhatIsWrongWithOurObjectWhereThereIsNothingElse) {
  const Result<RestoredRequest> restored = restoredFrom({{"zaohua", R"({"steps":"many"})"}});
  ASSERT_FALSE(restored);
  EXPECT_EQ(restored.error().text(),
            "The key steps of the request is \"many\", but it must be a whole number from 1 to 120.");
}

TEST(RestoreRequest, KeepsWhatANewerVersionWrote) {
  const Result<RestoredRequest> restored =
      restoredFrom({{"zaohua", R"({"version":7,"prompt":"p","loras":[{"name":"a"}]})"}});
  ASSERT_TRUE(restored);
  EXPECT_EQ(restored->request.unknownFields, R"({"loras":[{"name":"a"}]})");
  const std::vector<PngText> again = metadataTexts(metadataOf(restored->request));
  EXPECT_NE(findPngText(again, "zaohua")->find(R"("loras":[{"name":"a"}])"), std::string::npos);
}

TEST(RestoreRequest, ListsANoiseRuleThatIsNotOurs) {
  const Result<RestoredRequest> restored =
      restoredFrom({{"zaohua", R"({"prompt":"p","noise_device":"cpu","noise_rule":"xoshiro"})"}});
  ASSERT_TRUE(restored);
  EXPECT_EQ(restored->unrestored, (Settings{{"noise_rule", "xoshiro"}}));
  const Result<RestoredRequest> mixed =
      restoredFrom({{"zaohua", R"({"noise_device":"cpu","noise_rule":"torch_cuda_philox"})"}});
  ASSERT_TRUE(mixed);
  EXPECT_EQ(mixed->unrestored.size(), 1U);
}

TEST(RestoreRequest, ReadsThePicturesOfOtherPrograms) {
  for (const char* name : {"pillow_text_ascii.png", "pillow_text_latin1.png", "pillow_text_chinese.png",
                           "pillow_ztxt.png", "pillow_itxt_language.png", "pillow_itxt_compressed.png"}) {
    SCOPED_TRACE(name);
    const Result<RestoredRequest> restored = restoredFrom(fixture(name));
    ASSERT_TRUE(restored);
    EXPECT_TRUE(restored->request.prompt.ends_with(" in the snow"));
    EXPECT_EQ(restored->request.negativePrompt, "blurry");
    EXPECT_EQ(restored->request.steps, 8);
    EXPECT_EQ(restored->request.guidance, 0.0);
    EXPECT_EQ(restored->request.seed, 42);
    EXPECT_EQ(restored->request.width, 1024);
    EXPECT_EQ(restored->request.height, 768);
    EXPECT_EQ(restored->unrestored, Settings());
  }
  const Result<RestoredRequest> sdcpp = restoredFrom(fixture("sdcpp_raw_utf8.png"));
  ASSERT_TRUE(sdcpp);
  EXPECT_EQ(sdcpp->request.prompt, "一只猫 😀 in the snow");
  EXPECT_EQ(sdcpp->unrestored, (Settings{{"Guidance", "3.5"}, {"RNG", "cuda"}}));
}

TEST(RestoreRequest, TheJobBelongsToThePictureAndNotToTheRequest) {
  PictureMetadata metadata = metadataOf(test::completeRequest());
  metadata.job = "job-7f3a";
  metadata.jobIndex = 3;
  const Result<RestoredRequest> restored = restoredFrom(metadataTexts(metadata));
  ASSERT_TRUE(restored);
  EXPECT_EQ(restored->job, "job-7f3a");
  EXPECT_EQ(restored->jobIndex, 3);
  EXPECT_EQ(restored->request, test::completeRequest());
  const Result<RestoredRequest> none = restoredFrom(metadataTexts(metadataOf(test::completeRequest())));
  EXPECT_EQ(none->job, "");
}

TEST(RestoreRequest, AJobThatMakesNoSenseIsPassedOver) {
  for (const char* job : {"7", "{}", R"({"id":7})", R"({"id":"a","picture":-1})", R"({"id":"a","picture":16})",
                          R"({"id":"a","picture":"2"})", "null"}) {
    const Result<RestoredRequest> restored =
        restoredFrom({{"zaohua", R"({"prompt":"p","job":)" + std::string(job) + "}"}});
    ASSERT_TRUE(restored) << job;
    EXPECT_EQ(restored->job, "") << job;
    EXPECT_EQ(restored->request.unknownFields, "");
  }
}

TEST(PictureMetadata, ThePromptMayBeLeftOut) {
  PictureMetadata metadata = metadataOf(test::completeRequest());
  metadata.includePrompt = false;
  metadata.job = "job-1";
  ASSERT_EQ(metadataTexts(metadata).size(), 1U);
  EXPECT_EQ(metadataTexts(metadata)[0].keyword, xmpKeyword);
  EXPECT_EQ(metadataBlocks(metadata).exif, "");
  EXPECT_EQ(metadataBlocks(metadata).xmp.find("zaohua:request"), std::string::npos);
  EXPECT_EQ(metadataSegments(metadata).size(), 1U);
  metadata.markAsGenerated = false;
  EXPECT_TRUE(metadataTexts(metadata).empty());
  EXPECT_EQ(metadataBlocks(metadata).xmp, "");
  EXPECT_TRUE(metadataSegments(metadata).empty());
}

TEST(RestoreRequest, NamesADialectThatItDoesNotUnderstand) {
  const std::string sentence =
      "The settings in the picture a.png were written by another program in a form that is not understood.";
  const Result<RestoredRequest> restored = restoredFrom({{"parameters", R"({"somebody":{"prompt":"a cat"}})"}});
  ASSERT_FALSE(restored);
  EXPECT_EQ(restored.error().code, ErrorCode::invalidRequest);
  EXPECT_EQ(restored.error().text(), sentence);
  EXPECT_EQ(restoredFrom(fixture("comfyui.png")).error().text(), sentence);
}

TEST(RestoreRequest, APromptMayBeginWithABrace) {
  const Result<RestoredRequest> restored =
      restoredFrom({{"parameters", "{a|b} cat\nSteps: 8, Seed: 1, Size: 512x512"}});
  ASSERT_TRUE(restored);
  EXPECT_EQ(restored->request.prompt, "{a|b} cat");
}

TEST(RestoreRequest, APromptThatIsTooLongIsAnError) {
  const Result<RestoredRequest> restored = restoredFrom({{"parameters", std::string(1U << 20U, 'x')}});
  ASSERT_FALSE(restored);
  EXPECT_EQ(restored.error().code, ErrorCode::invalidRequest);
}

TEST(ReadRequestFile, TakesJsonAndPictures) {
  const TemporaryFolder folder;
  const Result<RestoredRequest> json = readRequestFile(folder.write("request.txt", R"({"prompt":"from json"})"));
  ASSERT_TRUE(json);
  EXPECT_EQ(json->request.prompt, "from json");
  const Result<RestoredRequest> picture = readRequestFile(
      folder.write("画.dat", test::pngWith(test::chunk("tEXt", std::string("zaohua\0{\"prompt\":\"p\"}", 21)))));
  ASSERT_TRUE(picture) << picture.error().text();
  EXPECT_EQ(picture->request.prompt, "p");
}

TEST(ReadRequestFile, NamesTheFileThatItCannotUse) {
  const TemporaryFolder folder;
  const std::string missing = (folder / "no.json").string();
  EXPECT_EQ(readRequestFile(missing).error().code, ErrorCode::fileMissing);
  EXPECT_NE(readRequestFile(missing).error().text().find(missing), std::string::npos);
  EXPECT_EQ(readRequestFile(folder.path()).error().code, ErrorCode::fileMissing);
  EXPECT_EQ(readRequestFile(folder.write("a.jpg", "\xff\xd8\xff")).error().code, ErrorCode::fileCorrupt);
  EXPECT_EQ(readRequestFile(folder.write("empty", "")).error().code, ErrorCode::fileCorrupt);
  EXPECT_EQ(readRequestFile(folder.write("half.png", test::pngWith("").substr(0, 50))).error().code,
            ErrorCode::fileCorrupt);
}

}  // namespace
}  // namespace zaohua
