// SPDX-License-Identifier: Apache-2.0
// The door, used as the programs use it: a real model folder in, pictures out.
#include "pipeline/session.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "support/temporary_folder.h"
#include "tensor_io/safetensors_writer.h"

namespace zaohua {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;

const fs::path demoModel = fs::path(ZAOHUA_RESOURCES) / "models" / "demo";

SessionOptions onCpu(const fs::path& model, DtypeChoice dtype = DtypeChoice::fp32) {
  SessionOptions options;
  options.model = model.string();
  options.device.kind = DeviceChoice::Kind::cpu;
  options.dtype = dtype;
  return options;
}

std::unique_ptr<InferenceSession> opened(const SessionOptions& options) {
  Result<std::unique_ptr<InferenceSession>> session = Session::open(options, {}, {});
  EXPECT_TRUE(session) << session.error().text();
  return session ? std::move(*session) : nullptr;
}

GenerationRequest foxRequest() {
  GenerationRequest request;
  request.prompt = "雪地里的一只狐狸";
  request.steps = 3;
  request.seed = 7;
  return request;
}

std::vector<Picture> generate(InferenceSession& session, const GenerationRequest& request,
                              const LatentFiles& files = {}) {
  std::vector<Picture> pictures;
  SessionObserver observer;
  observer.picture = [&](Picture picture) -> Result<void> {
    pictures.push_back(std::move(picture));
    return {};
  };
  const Result<GenerationOutcome> outcome = session.generate(request, files, observer, {});
  EXPECT_TRUE(outcome) << outcome.error().text() << " " << outcome.error().detail;
  return pictures;
}

TEST(SessionTest, TellsWhatTheDemoModelWants) {
  const auto session = opened(onCpu(demoModel));
  EXPECT_EQ(session->model().name, "demo");
  EXPECT_EQ(session->model().width, 256);
  EXPECT_EQ(session->model().height, 256);
  EXPECT_EQ(session->model().steps, 8);
  EXPECT_EQ(session->model().guidance, 0);
  EXPECT_EQ(session->model().dtype, "fp32");
}

TEST(SessionTest, MakesTheSamePictureFromTheSameRequest) {
  const auto session = opened(onCpu(demoModel));
  const std::vector<Picture> first = generate(*session, foxRequest());
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first[0].image.width, 256);
  EXPECT_EQ(first[0].image.height, 256);
  EXPECT_EQ(first[0].image.pixels.size(), 256U * 256 * 3);
  const auto other = opened(onCpu(demoModel));
  EXPECT_EQ(generate(*other, foxRequest())[0].image.pixels, first[0].image.pixels);
}

TEST(SessionTest, CountsSeedsUpFromTheFirst) {
  const auto session = opened(onCpu(demoModel));
  GenerationRequest three = foxRequest();
  three.count = 3;
  const std::vector<Picture> pictures = generate(*session, three);
  ASSERT_EQ(pictures.size(), 3U);
  GenerationRequest last = foxRequest();
  last.seed = 9;
  EXPECT_EQ(pictures[2].seed, 9);
  EXPECT_EQ(generate(*session, last)[0].image.pixels, pictures[2].image.pixels);
  EXPECT_NE(pictures[1].image.pixels, pictures[2].image.pixels);
}

TEST(SessionTest, AnnouncesStagesAndShowsPreviews) {
  const auto session = opened(onCpu(demoModel));
  std::vector<StageProgress> progress;
  std::vector<Preview> previews;
  SessionObserver observer;
  observer.progress = [&](const StageProgress& stage) { progress.push_back(stage); };
  observer.preview = [&](const Preview& preview) { previews.push_back(preview); };
  ASSERT_TRUE(session->generate(foxRequest(), {}, observer, {}));
  std::vector<Stage> order;
  for (const StageProgress& stage : progress) {
    if (order.empty() || order.back() != stage.stage)
      order.push_back(stage.stage);
  }
  EXPECT_EQ(order, (std::vector<Stage>{Stage::load, Stage::encodePrompt, Stage::denoise, Stage::decode}));
  ASSERT_EQ(previews.size(), 2U);  // the last step is the picture itself
  EXPECT_EQ(previews[1].step, 2);
  EXPECT_EQ(previews[1].steps, 3);
  EXPECT_EQ(previews[1].image.width, 32);
  EXPECT_EQ(previews[1].image.height, 32);
}

TEST(SessionTest, PreviewLooksLikeThePicture) {
  const auto session = opened(onCpu(demoModel));
  Image8 preview;
  std::vector<Picture> pictures;
  SessionObserver observer;
  observer.preview = [&](const Preview& shown) { preview = shown.image; };
  observer.picture = [&](Picture picture) -> Result<void> {
    pictures.push_back(std::move(picture));
    return {};
  };
  GenerationRequest request = foxRequest();
  request.steps = 8;
  ASSERT_TRUE(session->generate(request, {}, observer, {}));
  const auto mean = [](const Image8& image) {
    return std::accumulate(image.pixels.begin(), image.pixels.end(), 0.0) / static_cast<double>(image.pixels.size());
  };
  EXPECT_NEAR(mean(preview), mean(pictures[0].image), 12);
}

TEST(PromptEncoderTest, DoesNotEncodeAPromptTwice) {
  const c10::InferenceMode inference;
  const ModelBundle bundle = valueOrThrow(openModel(demoModel.string(), {}));
  ResidentModel model(bundle, at::kCPU, {at::kFloat});
  model.load({ModelPart::textEncoder}, [](int, int) {}, {});
  PromptEncoder encoder(*bundle.tokenizer, model);
  const at::Tensor first = encoder.encode("一只狐狸", {}, {});
  const CancelToken cancelled;
  cancelled.cancel();
  // Nothing that looks at the token runs for a prompt that is known.
  EXPECT_EQ(encoder.encode("一只狐狸", {}, cancelled).const_data_ptr(), first.const_data_ptr());
  EXPECT_THROW(encoder.encode("一只熊猫", {}, cancelled), Failure);
  encoder.forget();
  EXPECT_THROW(encoder.encode("一只狐狸", {}, cancelled), Failure);
}

class EightBits : public ::testing::TestWithParam<std::pair<ProductFormat, double>> {};

TEST_P(EightBits, HoldTheLargeProducts) {
  const auto [format, leastCosine] = GetParam();
  const c10::InferenceMode inference;
  const ModelBundle bundle = valueOrThrow(openModel(demoModel.string(), {}));
  ResidentModel exact(bundle, at::kCPU, {at::kFloat});
  ResidentModel rounded(bundle, at::kCPU, {at::kFloat, format});
  EXPECT_LT(rounded.weightBytes(), exact.weightBytes() * 6 / 10);
  const auto output = [&bundle](ResidentModel& model) {
    model.load({ModelPart::textEncoder, ModelPart::transformer}, [](int, int) {}, {});
    PromptEncoder encoder(*bundle.tokenizer, model);
    const ZImageTransformer& transformer = model.transformer();
    const auto caption = transformer.prepare(encoder.encode("雪地里的一只狐狸", {}, {}), 16, 16, {});
    at::manual_seed(3);
    const at::Tensor noise = at::randn({1, 16, 16, 16});
    return transformer.forward(noise, *transformer.modulate({0.5F}).front(), *caption, {}).flatten();
  };
  const at::Tensor a = output(exact);
  const at::Tensor b = output(rounded);
  const double cosine = (a.dot(b) / (a.norm() * b.norm())).item<double>();
  EXPECT_GT(cosine, leastCosine);
  EXPECT_LT(cosine, 0.999999);  // or nothing was rounded
}

INSTANTIATE_TEST_SUITE_P(Formats, EightBits,
                         ::testing::Values(std::pair(ProductFormat::fp8Rows, 0.995),
                                           std::pair(ProductFormat::int8Rows, 0.999)),
                         [](const auto& instance) {
                           return std::string(instance.param.first == ProductFormat::fp8Rows ? "Fp8" : "Int8");
                         });

TEST(SessionTest, APictureInInt8IsNearTheExactOne) {
  const auto pixels = [](DtypeChoice dtype) {
    const auto session = opened(onCpu(demoModel, dtype));
    GenerationRequest request = foxRequest();
    request.steps = 8;
    return std::pair(session->model().dtype, generate(*session, request)[0].image.pixels);
  };
  const auto [name, rounded] = pixels(DtypeChoice::int8);
  const auto [exactName, exact] = pixels(DtypeChoice::fp32);
  EXPECT_EQ(name, "int8");
  ASSERT_EQ(rounded.size(), exact.size());
  double squares = 0;
  for (std::size_t i = 0; i < exact.size(); ++i)
    squares += std::pow(static_cast<double>(rounded[i]) - static_cast<double>(exact[i]), 2);
  const double psnr = 10 * std::log10(255.0 * 255.0 * static_cast<double>(exact.size()) / squares);
  EXPECT_GT(psnr, 28);
  EXPECT_LT(psnr, 60);  // or nothing was rounded
}

TEST(CaptionCacheTest, ForgetsThePromptThatWasNotUsedForLongest) {
  CaptionCache cache(2);
  cache.insert("a", at::zeros({1}));
  cache.insert("b", at::ones({1}));
  EXPECT_TRUE(cache.find("a"));
  cache.insert("c", at::zeros({1}));
  EXPECT_TRUE(cache.find("a"));
  EXPECT_FALSE(cache.find("b"));
  EXPECT_TRUE(cache.find("c"));
}

TEST(SessionTest, CancelIsAnOutcomeAndTheNextJobWorks) {
  const auto session = opened(onCpu(demoModel));
  CancelToken cancel;
  SessionObserver observer;
  observer.progress = [&](const StageProgress& stage) {
    if (stage.stage == Stage::denoise && stage.done == 1)
      cancel.cancel();
  };
  bool delivered = false;
  observer.picture = [&](const Picture&) -> Result<void> {
    delivered = true;
    return {};
  };
  const Result<GenerationOutcome> outcome = session->generate(foxRequest(), {}, observer, cancel);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::cancelled);
  EXPECT_FALSE(delivered);
  EXPECT_EQ(generate(*session, foxRequest()).size(), 1U);
}

TEST(SessionTest, CancelWhileLoadingLeavesTheSessionUsable) {
  const auto session = opened(onCpu(demoModel));
  CancelToken cancel;
  SessionObserver observer;
  observer.progress = [&](const StageProgress& stage) {
    if (stage.stage == Stage::load && stage.done == 60)
      cancel.cancel();
  };
  const Result<GenerationOutcome> outcome = session->generate(foxRequest(), {}, observer, cancel);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::cancelled);
  EXPECT_EQ(generate(*session, foxRequest()).size(), 1U);
}

TEST(SessionTest, WorksAgainAfterUnloading) {
  const auto session = opened(onCpu(demoModel));
  const std::vector<Picture> before = generate(*session, foxRequest());
  session->unload();
  EXPECT_EQ(generate(*session, foxRequest())[0].image.pixels, before[0].image.pixels);
}

TEST(SessionTest, AnErrorOfTheReceiverEndsTheJob) {
  const auto session = opened(onCpu(demoModel));
  SessionObserver observer;
  observer.picture = [](const Picture&) -> Result<void> { return failure(ErrorCode::diskFull, "The disk is full."); };
  const Result<GenerationOutcome> outcome = session->generate(foxRequest(), {}, observer, {});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::diskFull);
}

TEST(SessionTest, SavesLatentsThatStartAndDecodeAgain) {
  const TemporaryFolder folder;
  const auto session = opened(onCpu(demoModel));
  LatentFiles files;
  files.saveLatents = (folder / "latents.safetensors").string();
  files.saveStepsFolder = folder.path().string();
  GenerationRequest request = foxRequest();
  const std::vector<Picture> pictures = generate(*session, request, files);
  for (const char* name : {"step-001.safetensors", "step-002.safetensors", "step-003.safetensors"}) {
    EXPECT_TRUE(fs::exists(folder / name)) << name;
  }
  Image8 decoded;
  SessionObserver observer;
  observer.picture = [&](Picture picture) -> Result<void> {
    decoded = std::move(picture.image);
    return {};
  };
  const Result<void> done = session->decodeLatents(files.saveLatents, observer, {});
  ASSERT_TRUE(done) << done.error().text();
  EXPECT_EQ(decoded.pixels, pictures[0].image.pixels);

  LatentFiles start;
  start.initialLatents = files.saveLatents;
  EXPECT_EQ(generate(*session, request, start).size(), 1U);
  request.width = 272;
  const Result<GenerationOutcome> wrongSize = session->generate(request, start, {}, {});
  ASSERT_FALSE(wrongSize);
  EXPECT_EQ(wrongSize.error().code, ErrorCode::invalidRequest);
}

TEST(SessionTest, RefusesRequestsThatCannotBe) {
  const auto session = opened(onCpu(demoModel));
  for (const auto& spoil : std::vector<std::function<void(GenerationRequest&)>>{
           [](auto& request) { request.width = 100; }, [](auto& request) { request.height = 4096; },
           [](auto& request) { request.steps = 0; }, [](auto& request) { request.count = 17; },
           [](auto& request) { request.guidance = NAN; }, [](auto& request) { request.sampler = "magic"; },
           [](auto& request) { request.prompt = "\xff"; },
           [](auto& request) { request.noiseDevice = NoiseDevice::cuda; }}) {
    GenerationRequest request = foxRequest();
    spoil(request);
    const Result<GenerationOutcome> outcome = session->generate(request, {}, {}, {});
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::invalidRequest) << outcome.error().text();
  }
}

TEST(SessionTest, TellsThatAPromptWasCut) {
  const auto session = opened(onCpu(demoModel));
  std::string prompt;
  for (int i = 0; i < 600; ++i)
    prompt += "狐狸 fox ";
  std::vector<std::string> notices;
  SessionObserver observer;
  observer.notice = [&](const Notice& notice) { notices.push_back(notice.sentence); };
  const TemporaryFolder folder;
  const Result<int> tokens = session->encodePrompt(prompt, (folder / "features.safetensors").string(), observer, {});
  ASSERT_TRUE(tokens) << tokens.error().text();
  EXPECT_EQ(*tokens, 512);
  EXPECT_EQ(notices.size(), 1U);
}

// A copy of the demo model in which one part's weights can be replaced.
fs::path copyOfDemo(const TemporaryFolder& folder) {
  fs::copy(demoModel, folder / "模型", fs::copy_options::recursive);
  return folder / "模型";
}

TEST(SessionTest, NamesThePartWhoseWeightsAreNotNumbers) {
  const TemporaryFolder folder;
  const fs::path model = copyOfDemo(folder);
  const fs::path file = model / "transformer" / "diffusion_pytorch_model.safetensors";
  const auto checkpoint = Checkpoint::openFile(file);
  ASSERT_TRUE(checkpoint);
  const auto source = checkpointSource(*checkpoint);
  std::map<std::string, at::Tensor> tensors;
  for (const auto& [name, tensor] : (*checkpoint)->tensors()) {
    tensors[name] = source->load(name, at::kBFloat16, at::kCPU).clone();
  }
  tensors["layers.2.attention_norm1.weight"].fill_(NAN);
  ASSERT_TRUE(writeSafetensors(file, tensors));
  const auto session = opened(onCpu(model));
  const Result<GenerationOutcome> outcome = session->generate(foxRequest(), {}, {}, {});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::fileCorrupt);
  EXPECT_NE(outcome.error().text().find("transformer"), std::string::npos);
}

struct Damage {
  const char* name;
  const char* file;
  const char* content;  // null removes the file
  ErrorCode code;
};

class DamagedModel : public ::testing::TestWithParam<Damage> {};

TEST_P(DamagedModel, IsASentence) {
  const TemporaryFolder folder;
  const fs::path model = copyOfDemo(folder);
  if (GetParam().content == nullptr) {
    fs::remove(model / GetParam().file);
  } else {
    folder.write((fs::path("模型") / GetParam().file).string(), GetParam().content);
  }
  const auto session = Session::open(onCpu(model), {}, {});
  ASSERT_FALSE(session);
  EXPECT_EQ(session.error().code, GetParam().code) << session.error().text();
}

INSTANTIATE_TEST_SUITE_P(
    Each, DamagedModel,
    ::testing::Values(
        Damage{"NoIndex", "model_index.json", nullptr, ErrorCode::fileMissing},
        Damage{"OtherPipeline", "model_index.json", R"({"_class_name":"FluxPipeline"})", ErrorCode::unsupportedModel},
        Damage{"IndexNotJson", "model_index.json", "{", ErrorCode::fileCorrupt},
        Damage{"NoTransformerConfig", "transformer/config.json", nullptr, ErrorCode::fileMissing},
        Damage{"WrongType", "transformer/config.json", R"({"dim":"wide"})", ErrorCode::fileCorrupt},
        Damage{"UnknownSetting", "transformer/config.json", R"({"dim":384,"warp_factor":9})",
               ErrorCode::unsupportedModel},
        Damage{"AxesDoNotFit", "transformer/config.json", R"({"dim":384,"n_heads":6})", ErrorCode::unsupportedModel},
        Damage{"FourChannelAutoencoder", "vae/config.json",
               R"({"latent_channels":4,"use_quant_conv":false,"use_post_quant_conv":false})",
               ErrorCode::unsupportedModel},
        Damage{"NoWeights", "vae/diffusion_pytorch_model.safetensors", nullptr, ErrorCode::fileMissing},
        Damage{"CutWeights", "vae/diffusion_pytorch_model.safetensors", "1234567890", ErrorCode::fileCorrupt},
        Damage{"NoTokenizer", "tokenizer/tokenizer.json", nullptr, ErrorCode::fileMissing},
        Damage{"BrokenTokenizer", "tokenizer/tokenizer.json", "{", ErrorCode::fileCorrupt},
        Damage{"BrokenPreviewFactors", "preview_factors.json", "[]", ErrorCode::fileCorrupt}),
    [](const auto& instance) { return instance.param.name; });

TEST(SessionTest, SaysWhatIsWrongWithTheDevice) {
  SessionOptions options = onCpu(demoModel);
  options.device = {DeviceChoice::Kind::cuda, 63};
  const auto session = Session::open(options, {}, {});
  ASSERT_FALSE(session);
  EXPECT_EQ(session.error().code, ErrorCode::deviceLost);
  options.device.kind = DeviceChoice::Kind::automatic;
  EXPECT_TRUE(Session::open(options, {}, {}));
}

}  // namespace
}  // namespace zaohua
