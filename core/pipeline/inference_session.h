// SPDX-License-Identifier: Apache-2.0
// The door to the inference engine, in plain values: no Qt and no torch on either side of it. Implemented inside
// libzaohua_inference.so, which inference_module.h opens at run time. No call throws; after any Error the next call
// works. A session lives on one thread: create, use and destroy it there. Only CancelToken crosses threads.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/cancel_token.h"
#include "base/generation_request.h"
#include "base/image8.h"
#include "base/progress.h"
#include "base/result.h"
#include "pipeline/kernel_profile.h"

namespace zaohua {

struct DeviceChoice {
  enum class Kind { automatic, cpu, cuda };
  Kind kind = Kind::automatic;
  int index = 0;  // of the CUDA card
};

enum class DtypeChoice { automatic, bf16, fp32, fp16, fp8, int8 };

struct SessionOptions {
  std::string model;            // a diffusers folder, or "synthetic:z-image-turbo"
  std::string tokenizerFolder;  // for models that bring none
  DeviceChoice device;
  DtypeChoice dtype = DtypeChoice::automatic;
};

// A sentence for the person that is not a failure: "The prompt was cut …". Same rules as Error's sentence.
struct Notice {
  std::string sentence;
  std::vector<std::string> arguments;
};

struct Preview {
  Image8 image;  // one pixel per latent: width/8 x height/8
  int step = 0;  // forwards done, from 1
  int steps = 0;
  int picture = 0;
};

struct Picture {
  Image8 image;
  std::int64_t seed = 0;
  int index = 0;  // from 0
  int count = 1;  // of this call
};

// Called on the session's thread, between computations. Empty functions are not called; previews cost nothing then.
struct SessionObserver {
  std::function<void(const StageProgress&)> progress;
  std::function<void(const Preview&)> preview;
  std::function<void(const Notice&)> notice;
  std::function<Result<void>(Picture)> picture;  // an Error ends the job with it
};

// What an opened model is and what it wants: shown to people, and used to fill in a request.
struct ModelInfo {
  std::string name;    // the folder's name
  std::string device;  // "CPU" or "NVIDIA …"
  std::string dtype;   // "bf16", "fp32", "fp16", "fp8" or "int8"
  int threads = 0;     // that a CPU computes with
  int width = 0;
  int height = 0;
  int steps = 0;
  double guidance = 0;
  int maxPromptTokens = 512;
};

// What a model takes of its device and what is left there, in bytes. A picture takes bytesPerPixel on top of the
// weights while it is decoded, the hungriest stage: an estimate from the autoencoder's widths.
struct MemoryState {
  std::uint64_t deviceBytes = 0;  // of the card; 0 for a CPU, which shares the machine's memory with everybody
  std::uint64_t freeBytes = 0;
  std::uint64_t weightBytes = 0;  // of the parts that make pictures, in the dtype they are computed in
  bool weightsResident = false;
  double bytesPerPixel = 0;
};

// The tensors that a caller may hand in and take out, as safetensors files; empty = not wanted.
struct LatentFiles {
  std::string initialLatents;  // replaces the noise: `latents` (count, 16, H/8, W/8)
  std::string saveLatents;     // the final latents, fp32, before the autoencoder
  std::string saveStepsFolder;
};

struct StageTiming {
  Stage stage = Stage::load;
  double seconds = 0;
};

struct GenerationOutcome {
  GenerationRequest request;  // complete: nothing left to defaults, the seed drawn
  std::vector<StageTiming> timings;
  std::uint64_t peakDeviceBytes = 0;  // 0 where the device does not count
};

class InferenceSession {
 public:
  virtual ~InferenceSession() = default;

  virtual const ModelInfo& model() const = 0;
  virtual MemoryState memory() const = 0;

  // Reads the weights that are not in memory yet. Optional: the calls below do it when they need to.
  virtual Result<void> load(const SessionObserver& observer, const CancelToken& cancel) = 0;
  // Gives the weights' memory back; the next call reads them again.
  virtual void unload() = 0;

  // Fills in the model's defaults and draws a seed; refuses what the model or device cannot do.
  virtual Result<GenerationRequest> resolve(const GenerationRequest& request) const = 0;

  virtual Result<GenerationOutcome> generate(const GenerationRequest& request, const LatentFiles& files,
                                             const SessionObserver& observer, const CancelToken& cancel) = 0;

  // One picture, measured kernel by kernel; it goes to observer.picture as always.
  virtual Result<KernelProfile> profile(const GenerationRequest& request, const SessionObserver& observer,
                                        const CancelToken& cancel) = 0;

  // Caption features of one prompt, stored as `prompt_embeds` (T, dim) fp32. Returns T.
  virtual Result<int> encodePrompt(const std::string& prompt, const std::string& outputFile,
                                   const SessionObserver& observer, const CancelToken& cancel) = 0;

  // Decodes `latents` (n, 16, h, w) of a safetensors file, one observer.picture call each.
  virtual Result<void> decodeLatents(const std::string& latentsFile, const SessionObserver& observer,
                                     const CancelToken& cancel) = 0;
};

}  // namespace zaohua
