// SPDX-License-Identifier: Apache-2.0
#include "image_io/comfyui_graph.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <vector>

#include "base/json_reader.h"
#include "image_io/dialect_fields.h"

namespace zaohua {

namespace {

using Json = nlohmann::json;

constexpr JsonLimits graphLimits = {.maxBytes = 8U << 20U, .maxDepth = 32, .maxValues = 200'000};

// Python writes numbers that are none as NaN and Infinity, which no JSON reader takes.
std::string withoutNonNumbers(std::string_view text) {
  constexpr std::array<std::string_view, 3> words = {"NaN", "-Infinity", "Infinity"};
  std::string result;
  bool inString = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const auto word = std::find_if(words.begin(), words.end(), [&](std::string_view w) { return rest.starts_with(w); });
    if (!inString && word != words.end()) {
      result += "null";
      at += word->size();
      continue;
    }
    const std::size_t length = inString && text[at] == '\\' ? std::min<std::size_t>(2, rest.size()) : 1;
    inString = inString != (length == 1 && text[at] == '"');
    result += rest.substr(0, length);
    at += length;
  }
  return result;
}

struct Link {
  std::string node;
  std::int64_t output = 0;
};

std::optional<Link> linkIn(const Json& value) {
  if (!value.is_array() || value.size() != 2 || !value[0].is_string() || !value[1].is_number_integer())
    return std::nullopt;
  return Link{value[0].get<std::string>(), value[1].get<std::int64_t>()};
}

class Graph {
 public:
  explicit Graph(const Json& nodes) : m_nodes(nodes) {}

  const Json& nodes() const { return m_nodes; }

  const Json& inputs(const std::string& node) const { return member(find(node), "inputs"); }
  const Json& input(const std::string& node, std::string_view key) const { return member(inputs(node), key); }

  std::string className(const std::string& node) const {
    const Json& name = member(find(node), "class_type");
    return name.is_string() ? name.get<std::string>() : std::string();
  }

  std::vector<std::string> sources(const std::string& node) const {
    std::vector<std::string> linked;
    const Json& all = inputs(node);
    if (!all.is_object())
      return linked;
    for (const auto& [key, value] : all.items()) {
      if (const std::optional<Link> link = linkIn(value))
        linked.push_back(link->node);
    }
    return linked;
  }

  bool isSampler(const std::string& node) const {
    const Json& all = inputs(node);
    return all.is_object() && all.contains("latent_image") && (all.contains("steps") || all.contains("sigmas"));
  }

  // Breadth first against the links, the nearest first, each node once.
  std::vector<std::string> upstream(const std::vector<std::string>& from) const {
    std::vector<std::string> order = from;
    std::set<std::string> seen(from.begin(), from.end());
    for (std::size_t i = 0; i < order.size(); ++i) {
      for (std::string& source : sources(order[i])) {
        if (seen.insert(source).second)
          order.push_back(std::move(source));
      }
    }
    return order;
  }

  // The value itself, or what a node that only holds a value gives.
  Json literal(const Json& value, int depth = 0) const {
    const std::optional<Link> link = linkIn(value);
    if (!link)
      return value;
    if (depth > deepest || m_looks == 0)
      return {};
    --m_looks;
    constexpr std::array<std::string_view, 11> names = {"value", "seed",   "noise_seed", "int",    "float", "number",
                                                        "text",  "string", "prompt",     "Number", "STRING"};
    for (const std::string_view name : names) {
      if (const Json& held = input(link->node, name); !held.is_null())
        return literal(held, depth + 1);
    }
    return joined(link->node, depth);
  }

 private:
  static constexpr int deepest = 24;

  static const Json& member(const Json& object, std::string_view key) {
    static const Json nothing;
    if (!object.is_object())
      return nothing;
    const auto place = object.find(key);
    return place == object.end() ? nothing : *place;
  }

  const Json& find(const std::string& node) const { return member(m_nodes, node); }

  Json joined(const std::string& node, int depth) const {
    const Json one = literal(input(node, "string_a"), depth + 1);
    const Json other = literal(input(node, "string_b"), depth + 1);
    const Json between = literal(input(node, "delimiter"), depth + 1);
    if (!one.is_string() || !other.is_string())
      return one.is_string() ? one : other;
    const std::string middle = between.is_string() ? between.get<std::string>() : std::string();
    constexpr std::size_t longest = 1U << 20U;  // each level may double
    const std::string whole = one.get<std::string>() + middle + other.get<std::string>();
    return whole.size() > longest ? Json() : Json(whole);
  }

  const Json& m_nodes;
  mutable int m_looks = 20'000;  // joined texts may branch at every level
};

class GraphReader {
 public:
  explicit GraphReader(const Graph& graph) : m_graph(graph) {}

  // False: there is no sampler.
  bool read() {
    const std::vector<std::string> passes = samplers();
    if (passes.empty())
      return false;
    const std::string& sampler = passes.back();
    for (const std::string& other : passes) {
      if (other != sampler)
        m_fields.list("another pass", m_graph.className(other) + " (" + other + ")");
    }
    readSampling(sampler);
    readGuider(sampler);
    readSize(sampler);
    return true;
  }

  Result<RestoredRequest> finish() { return std::move(m_fields).finish(); }

 private:
  // From the saved picture backwards; the last one starts from nothing but noise.
  std::vector<std::string> samplers() const {
    std::vector<std::string> outputs, all;
    for (const auto& [id, node] : m_graph.nodes().items()) {
      const std::string name = m_graph.className(id);
      all.push_back(id);
      if (name.find("SaveImage") != std::string::npos || name.find("Save Image") != std::string::npos ||
          name.find("Image Save") != std::string::npos || name == "PreviewImage")
        outputs.push_back(id);
    }
    std::vector<std::string> found = samplersAmong(m_graph.upstream(outputs));
    return found.empty() ? samplersAmong(all) : found;
  }

  std::vector<std::string> samplersAmong(const std::vector<std::string>& nodes) const {
    constexpr std::size_t most = 32;
    std::vector<std::string> found;
    for (const std::string& node : nodes) {
      if (m_graph.isSampler(node) && found.size() < most)
        found.push_back(node);
    }
    // Whichever has no other before it goes last.
    std::stable_partition(found.begin(), found.end(), [&](const std::string& node) {
      const std::optional<Link> latent = linkIn(m_graph.input(node, "latent_image"));
      const std::vector<std::string> before = latent ? m_graph.upstream({latent->node}) : std::vector<std::string>();
      return std::any_of(before.begin(), before.end(), [&](const std::string& id) { return m_graph.isSampler(id); });
    });
    return found;
  }

  Json value(const std::string& node, std::string_view key) const { return m_graph.literal(m_graph.input(node, key)); }

  std::string linked(const std::string& node, std::string_view key) const {
    const std::optional<Link> link = linkIn(m_graph.input(node, key));
    return link ? link->node : std::string();
  }

  void readSampling(const std::string& sampler) {
    for (const char* key : {"seed", "noise_seed"})
      m_fields.seed(key, value(sampler, key));
    m_fields.seed("noise_seed", value(linked(sampler, "noise"), "noise_seed"));
    const std::string chosen = linked(sampler, "sampler");
    m_fields.sampler("sampler_name", value(chosen.empty() ? sampler : chosen, "sampler_name"));
    const std::string sigmas = linked(sampler, "sigmas");
    const std::string& schedule = sigmas.empty() ? sampler : sigmas;
    m_fields.steps("steps", value(schedule, "steps"));
    m_fields.scheduler("scheduler", value(schedule, "scheduler"));
    m_fields.mustBe("denoise", value(schedule, "denoise"), 1);
    m_fields.mustBe("start_at_step", value(sampler, "start_at_step"), 0);
  }

  void readGuider(const std::string& sampler) {
    const std::string guider = linked(sampler, "guider");
    const std::string& node = guider.empty() ? sampler : guider;
    m_fields.cfgScale("cfg", value(node, "cfg"));
    const Json& single = m_graph.input(node, "conditioning");
    m_fields.prompt(conditioning(single.is_null() ? m_graph.input(node, "positive") : single));
    m_fields.negativePrompt(conditioning(m_graph.input(node, "negative")));
    const std::string model = linked(node, "model");
    readModel(model.empty() ? linked(sampler, "model") : model);
  }

  // The text that a conditioning was made from; null where there is none.
  Json conditioning(const Json& start) {
    std::optional<Link> link = linkIn(start);
    for (int depth = 0; link && depth < longestChain; ++depth) {
      const std::string node = link->node;
      const std::string name = m_graph.className(node);
      if (name == "ConditioningZeroOut")
        return "";
      constexpr std::array<std::string_view, 6> texts = {"text", "prompt", "user_prompt", "t5xxl", "text_g", "clip_l"};
      for (const std::string_view key : texts) {
        if (const Json text = value(node, key); text.is_string())
          return text;
      }
      if (name == "FluxGuidance")
        m_fields.list("guidance", value(node, "guidance"));
      link = conditioningBefore(*link, name);
    }
    return {};
  }

  std::optional<Link> conditioningBefore(const Link& link, const std::string& name) {
    // A node with both sides gives the first to its first output.
    const Json& side = m_graph.input(link.node, link.output == 1 ? "negative" : "positive");
    if (!side.is_null())
      return linkIn(side);
    for (const char* second : {"conditioning_2", "conditioning_from"}) {
      if (const std::optional<Link> other = linkIn(m_graph.input(link.node, second)))
        m_fields.list(name, value(other->node, "text"));
    }
    for (const char* key : {"conditioning", "conditioning_1", "conditioning_to"}) {
      if (std::optional<Link> before = linkIn(m_graph.input(link.node, key)))
        return before;
    }
    return std::nullopt;
  }

  void readModel(std::string node) {
    std::set<std::string> seen;
    while (!node.empty() && seen.insert(node).second) {
      for (const char* key : {"unet_name", "ckpt_name", "model_name", "gguf_name"})
        m_fields.model(key, value(node, key));
      m_fields.shift("shift", value(node, "shift"));
      listLoras(node);
      node = linked(node, "model");
    }
  }

  void listLoras(const std::string& node) {
    if (const Json name = value(node, "lora_name"); name.is_string()) {
      const Json strength = value(node, "strength_model");
      m_fields.list("lora", name.get<std::string>() + (strength.is_number() ? " " + strength.dump() : std::string()));
    }
    const Json& all = m_graph.inputs(node);
    if (!all.is_object())
      return;
    for (const auto& [key, entry] : all.items()) {
      if (entry.is_object() && entry.contains("lora") && entry.value("on", Json(true)) != false)
        m_fields.list("lora", entry["lora"]);
    }
  }

  void readSize(const std::string& sampler) {
    const std::string latent = linked(sampler, "latent_image");
    if (latent.empty())
      return;
    for (const std::string& node : m_graph.upstream({latent})) {
      if (m_graph.className(node).starts_with("VAEEncode")) {
        m_fields.list("latent_image", m_graph.className(node));
        return;
      }
      const Json width = value(node, "width"), height = value(node, "height");
      if (width.is_null() || height.is_null())
        continue;
      m_fields.size("size", width, height);
      m_fields.mustBe("batch_size", value(node, "batch_size"), 1);
      return;
    }
  }

  static constexpr int longestChain = 64;

  const Graph& m_graph;
  DialectFields m_fields{RequestOrigin::comfyUi};
};

}  // namespace

Result<RestoredRequest> requestFromComfyUi(std::string_view text, std::string_view name) {
  Result<Json> nodes = parseJson(text, graphLimits, name);
  if (!nodes && text.size() <= graphLimits.maxBytes)
    nodes = parseJson(withoutNonNumbers(text), graphLimits, name);
  if (!nodes)
    return failure(std::move(nodes.error()));
  constexpr std::size_t mostNodes = 5000;
  const Graph graph(*nodes);
  GraphReader reader(graph);
  if (!nodes->is_object() || nodes->size() > mostNodes || !reader.read()) {
    return failure(ErrorCode::invalidRequest,
                   "The settings in the picture %1 were written by another program in a form that is not understood.",
                   {std::string(name)});
  }
  return reader.finish();
}

}  // namespace zaohua
