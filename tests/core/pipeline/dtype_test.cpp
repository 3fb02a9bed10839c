// SPDX-License-Identifier: Apache-2.0
// What a device computes in when nobody says, and that the smallest type is good enough.
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "pipeline/prompt_encoder.h"
#include "pipeline/resident_model.h"
#include "pipeline/torch_device.h"

namespace zaohua {
namespace {

at::ScalarType automaticOn(const TorchDevice& device) {
  return valueOrThrow(chooseDtype(DtypeChoice::automatic, device)).dtype;
}

TEST(Dtype, IsWhatTheDeviceIsFastWith) {
  const at::Device card(at::kCUDA, 0);
  EXPECT_EQ(automaticOn({card, "NVIDIA GeForce RTX 4090", /*hasBf16=*/true, /*hasFp8=*/true}), at::kBFloat16);
  EXPECT_EQ(automaticOn({card, "NVIDIA GeForce RTX 2080", /*hasBf16=*/false, /*hasFp8=*/false}), at::kHalf);
  EXPECT_EQ(automaticOn({at::kCPU, "CPU", /*hasBf16=*/true, /*hasFp8=*/false}), at::kBFloat16);
  EXPECT_EQ(automaticOn({at::kCPU, "CPU", /*hasBf16=*/false, /*hasFp8=*/false}), at::kFloat);
}

// One forward of the demo model from its own caption, and a picture of noise decoded.
struct Outputs {
  at::Tensor forward;
  at::Tensor picture;
  std::uint64_t weightBytes;
};

Outputs outputsOf(const ModelBundle& bundle, at::ScalarType type) {
  ResidentModel model(bundle, at::kCPU, {type});
  model.load({ModelPart::textEncoder, ModelPart::transformer, ModelPart::decoder}, [](int, int) {}, {});
  PromptEncoder encoder(*bundle.tokenizer, model);
  const ZImageTransformer& transformer = model.transformer();
  const auto caption = transformer.prepare(encoder.encode("雪地里的一只狐狸", {}, {}), 16, 16, {});
  at::manual_seed(3);
  const at::Tensor noise = at::randn({1, 16, 16, 16});
  const at::Tensor output = transformer.forward(noise.to(type), *transformer.modulate({0.5F}).front(), *caption, {});
  const AutoencoderKlDecoder& decoder = model.decoder();
  return {output.to(at::kFloat), decoder.decode(decoder.unscaled(noise), {}).to(at::kFloat), model.weightBytes()};
}

TEST(Dtype, Fp16IsNearerToFp32ThanBf16Is) {
  const c10::InferenceMode inference;
  const ModelBundle bundle =
      valueOrThrow(openModel((std::filesystem::path(ZAOHUA_RESOURCES) / "models" / "demo").string(), {}));
  const Outputs exact = outputsOf(bundle, at::kFloat);
  const Outputs bf16 = outputsOf(bundle, at::kBFloat16);
  const Outputs fp16 = outputsOf(bundle, at::kHalf);
  const auto distance = [](const at::Tensor& a, const at::Tensor& b) { return (a - b).norm().item<double>(); };
  EXPECT_LT(distance(fp16.forward, exact.forward), distance(bf16.forward, exact.forward) / 3);
  EXPECT_LT(distance(fp16.picture, exact.picture), distance(bf16.picture, exact.picture) / 3);
  // The decoder's weights stay in fp32, the others are half.
  EXPECT_GT(fp16.weightBytes, exact.weightBytes / 2);
  EXPECT_LT(fp16.weightBytes, exact.weightBytes * 6 / 10);
}

}  // namespace
}  // namespace zaohua
