// SPDX-License-Identifier: Apache-2.0
#include "nn/kernels/cpu_attention.h"

#include "nn/kernels/aten_kernels.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#if defined(__x86_64__)

#include <immintrin.h>

#include <cmath>
#include <cstring>
#include <vector>

// g++ 12 takes the undefined operand inside several intrinsics for a mistake of ours (GCC bug 105593).
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
// Without optimization some intrinsics are macros, and what they convert counts as ours.
#pragma GCC diagnostic ignored "-Wsign-conversion"

#define ZAOHUA_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512bf16")))

namespace zaohua::kernels::cpu {

namespace {

constexpr std::int64_t tileRows = 6;
constexpr std::int64_t tileColumns = 64;
constexpr std::int64_t lanes = 16;

// Both dtypes are handled as 32-bit words: one fp32 number, or a pair of bf16 that one instruction multiplies and adds.
using Word = std::uint32_t;

struct Head {
  const Word* query;  // rows of `words` words
  const Word* key;
  const Word* value;
  std::int64_t queryStride;  // words from one token to the next
  std::int64_t keyStride;
  std::int64_t valueStride;
  std::int64_t tokens;
  std::int64_t channels;
};

std::int64_t roundedUp(std::int64_t count, std::int64_t multiple) {
  return (count + multiple - 1) / multiple * multiple;
}

// c (rows × 64) = a (rows × words) · b (words × 64), b packed so that its rows are 64 words wide.
template <bool isBf16, std::size_t rows>
ZAOHUA_AVX512 void multiplyTile(const Word* a, std::int64_t aStride, const Word* b, std::int64_t words, float* c,
                                std::int64_t cStride) {
  __m512 sum[rows][4];
  for (std::size_t r = 0; r < rows; ++r) {
    for (int j = 0; j < 4; ++j)
      sum[r][j] = _mm512_setzero_ps();
  }
  for (std::int64_t k = 0; k < words; ++k) {
    __m512i column[4];
    for (int j = 0; j < 4; ++j)
      column[j] = _mm512_loadu_si512(b + k * tileColumns + j * lanes);
    for (std::size_t r = 0; r < rows; ++r) {
      const __m512i row = _mm512_set1_epi32(static_cast<int>(a[static_cast<std::int64_t>(r) * aStride + k]));
      for (int j = 0; j < 4; ++j) {
        if constexpr (isBf16) {
          sum[r][j] = _mm512_dpbf16_ps(sum[r][j], (__m512bh)row, (__m512bh)column[j]);
        } else {
          sum[r][j] = _mm512_fmadd_ps(_mm512_castsi512_ps(row), _mm512_castsi512_ps(column[j]), sum[r][j]);
        }
      }
    }
  }
  for (std::size_t r = 0; r < rows; ++r) {
    for (int j = 0; j < 4; ++j)
      _mm512_storeu_ps(c + static_cast<std::int64_t>(r) * cStride + j * lanes, sum[r][j]);
  }
}

template <bool isBf16>
void multiply(std::int64_t rows, const Word* a, std::int64_t aStride, const Word* b, std::int64_t words, float* c,
              std::int64_t cStride) {
  switch (rows) {
    case 6:
      return multiplyTile<isBf16, 6>(a, aStride, b, words, c, cStride);
    case 5:
      return multiplyTile<isBf16, 5>(a, aStride, b, words, c, cStride);
    case 4:
      return multiplyTile<isBf16, 4>(a, aStride, b, words, c, cStride);
    case 3:
      return multiplyTile<isBf16, 3>(a, aStride, b, words, c, cStride);
    case 2:
      return multiplyTile<isBf16, 2>(a, aStride, b, words, c, cStride);
    default:
      return multiplyTile<isBf16, 1>(a, aStride, b, words, c, cStride);
  }
}

// Keys transposed: block of 64 keys, then word, then key. Missing keys are zero.
void packKeys(const Head& head, std::int64_t words, std::vector<Word>& packed) {
  const std::int64_t keys = roundedUp(head.tokens, tileColumns);
  packed.assign(static_cast<std::size_t>(keys * words), 0);
  for (std::int64_t token = 0; token < head.tokens; ++token) {
    const Word* row = head.key + token * head.keyStride;
    Word* out = packed.data() + token / tileColumns * tileColumns * words + token % tileColumns;
    for (std::int64_t word = 0; word < words; ++word)
      out[word * tileColumns] = row[word];
  }
}

// Values: block of 64 channels, then token (or pair of tokens), then channel. Missing tokens are zero.
template <bool isBf16>
void packValues(const Head& head, std::int64_t words, std::vector<Word>& packed) {
  const std::int64_t blocks = head.channels / tileColumns;
  packed.assign(static_cast<std::size_t>(blocks * words * tileColumns), 0);
  for (std::int64_t token = 0; token < head.tokens; ++token) {
    const Word* row = head.value + token * head.valueStride;
    for (std::int64_t block = 0; block < blocks; ++block) {
      Word* out = packed.data() + block * words * tileColumns;
      if constexpr (isBf16) {
        const auto* source = reinterpret_cast<const std::uint16_t*>(row) + block * tileColumns;
        auto* target = reinterpret_cast<std::uint16_t*>(out + token / 2 * tileColumns) + token % 2;
        for (std::int64_t channel = 0; channel < tileColumns; ++channel)
          target[2 * channel] = source[channel];
      } else {
        std::memcpy(out + token * tileColumns, row + block * tileColumns, tileColumns * sizeof(Word));
      }
    }
  }
}

// e^x for x ≤ 0 to about one unit in the last place; NaN stays NaN.
ZAOHUA_AVX512 inline __m512 exponential(__m512 x) {
  x = _mm512_max_ps(_mm512_set1_ps(-87.0F), x);  // the second operand is returned for NaN
  const __m512 n = _mm512_roundscale_ps(_mm512_mul_ps(x, _mm512_set1_ps(1.44269504088896341F)), 8);
  __m512 r = _mm512_fnmadd_ps(n, _mm512_set1_ps(0.693359375F), x);
  r = _mm512_fnmadd_ps(n, _mm512_set1_ps(-2.12194440e-4F), r);
  __m512 p = _mm512_set1_ps(1.9875691500e-4F);
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.3981999507e-3F));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(8.3334519073e-3F));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(4.1665795894e-2F));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.6666665459e-1F));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(5.0000001201e-1F));
  p = _mm512_fmadd_ps(_mm512_mul_ps(p, r), r, _mm512_add_ps(r, _mm512_set1_ps(1.0F)));
  return _mm512_scalef_ps(p, n);
}

// One row of scores becomes weights e^(scale·(score - largest)) in the dtype, zero beyond the tokens. Returns their
// sum.
template <bool isBf16>
ZAOHUA_AVX512 float weigh(float* scores, std::int64_t tokens, std::int64_t padded, float scale, Word* weights) {
  const __m512 none = _mm512_set1_ps(-INFINITY);
  __m512 largest = none;
  for (std::int64_t i = 0; i < tokens; i += lanes) {
    const auto mask = static_cast<__mmask16>(tokens - i >= lanes ? 0xffff : (1 << (tokens - i)) - 1);
    largest = _mm512_max_ps(largest, _mm512_mask_loadu_ps(none, mask, scores + i));
  }
  const __m512 top = _mm512_set1_ps(_mm512_reduce_max_ps(largest));
  __m512 sum = _mm512_setzero_ps();
  for (std::int64_t i = 0; i < padded; i += lanes) {
    const std::int64_t left = tokens - i;
    const auto mask = static_cast<__mmask16>(left >= lanes ? 0xffff : left <= 0 ? 0 : (1 << left) - 1);
    const __m512 x = _mm512_mul_ps(_mm512_sub_ps(_mm512_loadu_ps(scores + i), top), _mm512_set1_ps(scale));
    const __m512 weight = _mm512_maskz_mov_ps(mask, exponential(x));
    sum = _mm512_add_ps(sum, weight);
    if constexpr (isBf16) {
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(weights + i / 2), (__m256i)_mm512_cvtneps_pbh(weight));
    } else {
      _mm512_storeu_ps(reinterpret_cast<float*>(weights + i), weight);
    }
  }
  return _mm512_reduce_add_ps(sum);
}

template <bool isBf16>
ZAOHUA_AVX512 void store(const float* values, float factor, std::int64_t channels, Word* out) {
  for (std::int64_t i = 0; i < channels; i += lanes) {
    const __m512 value = _mm512_mul_ps(_mm512_loadu_ps(values + i), _mm512_set1_ps(factor));
    if constexpr (isBf16) {
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + i / 2), (__m256i)_mm512_cvtneps_pbh(value));
    } else {
      _mm512_storeu_ps(reinterpret_cast<float*>(out + i), value);
    }
  }
}

// Queries [begin, end) of one head; out rows are outStride words apart.
template <bool isBf16>
void attendHead(const Head& head, std::int64_t begin, std::int64_t end, Word* out, std::int64_t outStride) {
  constexpr std::int64_t perWord = isBf16 ? 2 : 1;
  const std::int64_t padded = roundedUp(head.tokens, tileColumns);
  const std::int64_t channelWords = head.channels / perWord;
  const std::int64_t tokenWords = padded / perWord;
  thread_local std::vector<Word> keys;
  thread_local std::vector<Word> values;
  packKeys(head, channelWords, keys);
  packValues<isBf16>(head, tokenWords, values);
  std::vector<float> scores(static_cast<std::size_t>(tileRows * padded));
  std::vector<Word> weights(static_cast<std::size_t>(tileRows * tokenWords));
  std::vector<float> mixed(static_cast<std::size_t>(tileRows * head.channels));
  const float scale = 1.0F / std::sqrt(static_cast<float>(head.channels));

  for (std::int64_t row = begin; row < end; row += tileRows) {
    const std::int64_t rows = std::min(tileRows, end - row);
    for (std::int64_t block = 0; block < padded; block += tileColumns) {
      multiply<isBf16>(rows, head.query + row * head.queryStride, head.queryStride, keys.data() + block * channelWords,
                       channelWords, scores.data() + block, padded);
    }
    std::array<float, tileRows> sums = {};
    for (std::int64_t r = 0; r < rows; ++r) {
      sums[static_cast<std::size_t>(r)] =
          weigh<isBf16>(scores.data() + r * padded, head.tokens, padded, scale, weights.data() + r * tokenWords);
    }
    for (std::int64_t block = 0; block < head.channels; block += tileColumns) {
      multiply<isBf16>(rows, weights.data(), tokenWords, values.data() + block * tokenWords, tokenWords,
                       mixed.data() + block, head.channels);
    }
    for (std::int64_t r = 0; r < rows; ++r) {
      store<isBf16>(mixed.data() + r * head.channels, 1.0F / sums[static_cast<std::size_t>(r)], head.channels,
                    out + (row + r) * outStride);
    }
  }
}

}  // namespace

bool supportsAttention(const QueryKeyValue& heads, Mask mask) {
  static const bool hasAvx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                                __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
  static const bool hasBf16 = __builtin_cpu_supports("avx512bf16") != 0;
  const at::ScalarType dtype = heads.query.scalar_type();
  const bool rightDtype = dtype == at::kFloat || (dtype == at::kBFloat16 && hasBf16);
  const bool contiguous = heads.query.stride(3) == 1 && heads.key.stride(3) == 1 && heads.value.stride(3) == 1;
  return hasAvx512 && rightDtype && contiguous && mask == Mask::none && heads.query.device().is_cpu() &&
         heads.query.size(1) == heads.key.size(1) && heads.query.size(2) == heads.key.size(2) &&
         heads.query.size(3) % tileColumns == 0;
}

at::Tensor attention(const QueryKeyValue& heads) {
  const std::int64_t headCount = heads.query.size(1);
  const std::int64_t tokens = heads.query.size(2);
  const std::int64_t channels = heads.query.size(3);
  const bool isBf16 = heads.query.scalar_type() == at::kBFloat16;
  const std::int64_t perWord = isBf16 ? 2 : 1;
  at::Tensor out = at::empty({heads.query.size(0), tokens, headCount * channels}, heads.query.options());

  // A head is packed once for each part of its queries, so it is only divided where heads alone leave threads idle.
  const std::int64_t items = heads.query.size(0) * headCount;
  const std::int64_t parts = std::max<std::int64_t>(1, (at::get_num_threads() + items - 1) / items);
  const std::int64_t rowsPerPart = roundedUp((tokens + parts - 1) / parts, tileRows);
  const auto wordsOf = [&](const at::Tensor& x, std::int64_t item, std::int64_t head) {
    return static_cast<const Word*>(x.const_data_ptr()) + (item * x.stride(0) + head * x.stride(1)) / perWord;
  };
  at::parallel_for(0, items * parts, 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t task = begin; task < end; ++task) {
      const std::int64_t item = task / parts / headCount;
      const std::int64_t head = task / parts % headCount;
      const Head view = {wordsOf(heads.query, item, head),
                         wordsOf(heads.key, item, head),
                         wordsOf(heads.value, item, head),
                         heads.query.stride(2) / perWord,
                         heads.key.stride(2) / perWord,
                         heads.value.stride(2) / perWord,
                         tokens,
                         channels};
      const std::int64_t first = std::min(tokens, task % parts * rowsPerPart);
      const std::int64_t last = std::min(tokens, first + rowsPerPart);
      Word* target = static_cast<Word*>(out.data_ptr()) + (item * tokens * headCount + head) * channels / perWord;
      const std::int64_t outStride = headCount * channels / perWord;
      if (isBf16) {
        attendHead<true>(view, first, last, target, outStride);
      } else {
        attendHead<false>(view, first, last, target, outStride);
      }
    }
  });
  return out;
}

}  // namespace zaohua::kernels::cpu

#else

namespace zaohua::kernels::cpu {

bool supportsAttention(const QueryKeyValue&, Mask) {
  return false;
}

at::Tensor attention(const QueryKeyValue& heads) {
  return aten::attention(heads, Mask::none);
}

}  // namespace zaohua::kernels::cpu

#endif
