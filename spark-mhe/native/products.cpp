#include "products.h"

#include <immintrin.h>

#include "fma.h"

namespace parley {

namespace {

constexpr u64 kBlock = 256;
constexpr int kSplit = 24;  // values below 2^47 as x1 2^24 + x0
constexpr u64 kLow = (u64(1) << kSplit) - 1;

template <int C>
void scalarProducts(const Modulus& m, const u64* const* x, const u64* const* const* y, int32_t count, u64 n,
                    u64* const* out) {
    const int32_t room = m.sumCapacity();
    u128 sum[C][kBlock];
    for (u64 b = 0; b < n; b += kBlock) {
        for (int32_t j = 0; j < count; ++j) {
            const u64* s = x[j] + b;
            for (int c = 0; c < C; ++c) {
                const u64* t = y[c][j] + b;
                if (j == 0) {
                    for (u64 k = 0; k < kBlock; ++k) sum[c][k] = static_cast<u128>(s[k]) * t[k];
                    continue;
                }
                if (j % room == 0) {
                    for (u64 k = 0; k < kBlock; ++k) sum[c][k] = m.reduceSum(sum[c][k]);
                }
                for (u64 k = 0; k < kBlock; ++k) sum[c][k] += static_cast<u128>(s[k]) * t[k];
            }
        }
        for (int c = 0; c < C; ++c) {
            for (u64 k = 0; k < kBlock; ++k) out[c][b + k] = m.reduceSum(sum[c][k]);
        }
    }
}

// Sums of partial products below 2^48 in 64 bits: room for 2^15 terms.
constexpr int32_t kVectorTerms = 1 << 15;

struct Partial {
    alignas(32) u64 low[kBlock], middle[kBlock], high[kBlock];
};

#define PARLEY_AVX2 __attribute__((target("avx2")))

PARLEY_AVX2 inline __m256i at(const u64* x) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(x)); }
PARLEY_AVX2 inline void put(u64* x, __m256i v) { _mm256_storeu_si256(reinterpret_cast<__m256i*>(x), v); }

// Adds up to four terms at a time, so that the sums are read and written once for them.
template <int C>
PARLEY_AVX2 void vectorTerms(const u64* const* x, const u64* const* const* y, int32_t first, int32_t last, u64 b,
                             Partial* sums) {
    const __m256i mask = _mm256_set1_epi64x(kLow);
    for (u64 k = 0; k < kBlock; k += 4) {
        __m256i low[C], middle[C], high[C];
        for (int c = 0; c < C; ++c) {
            low[c] = at(sums[c].low + k), middle[c] = at(sums[c].middle + k), high[c] = at(sums[c].high + k);
        }
        for (int32_t j = first; j < last; ++j) {
            __m256i s = at(x[j] + b + k);
            __m256i s1 = _mm256_srli_epi64(s, kSplit), s0 = _mm256_and_si256(s, mask);
            for (int c = 0; c < C; ++c) {
                __m256i t = at(y[c][j] + b + k);
                __m256i t1 = _mm256_srli_epi64(t, kSplit), t0 = _mm256_and_si256(t, mask);
                low[c] = _mm256_add_epi64(low[c], _mm256_mul_epu32(s0, t0));
                middle[c] =
                    _mm256_add_epi64(middle[c], _mm256_add_epi64(_mm256_mul_epu32(s0, t1), _mm256_mul_epu32(s1, t0)));
                high[c] = _mm256_add_epi64(high[c], _mm256_mul_epu32(s1, t1));
            }
        }
        for (int c = 0; c < C; ++c) {
            put(sums[c].low + k, low[c]);
            put(sums[c].middle + k, middle[c]);
            put(sums[c].high + k, high[c]);
        }
    }
}

template <int C>
void vectorProducts(const Modulus& m, const u64* const* x, const u64* const* const* y, int32_t count, u64 n,
                    u64* const* out) {
    Partial sums[C];
    for (u64 b = 0; b < n; b += kBlock) {
        for (auto& s : sums) s = Partial{};
        for (int32_t j = 0; j < count; j += 4) vectorTerms<C>(x, y, j, std::min(j + 4, count), b, sums);
        for (int c = 0; c < C; ++c) {
            for (u64 k = 0; k < kBlock; ++k) {
                u128 z = sums[c].low[k] + (static_cast<u128>(sums[c].middle[k]) << kSplit) +
                         (static_cast<u128>(sums[c].high[k]) << 2 * kSplit);
                out[c][b + k] = m.reduceSum(z);
            }
        }
    }
}

}  // namespace

void sumOfProducts(const Modulus& m, const u64* const* x, const u64* const* const* y, int32_t count, u64 n,
                   u64* const* out, int components) {
    bool vector = m.q < kFmaLimit && fmaAvailable() && count <= std::min(kVectorTerms, m.sumCapacity());
    if (components == 1) {
        (vector ? vectorProducts<1> : scalarProducts<1>)(m, x, y, count, n, out);
    } else {
        (vector ? vectorProducts<2> : scalarProducts<2>)(m, x, y, count, n, out);
    }
}

void sumOfMultiples(const Modulus& m, const std::vector<Term>& terms, u64 start, u64 n, u64* out) {
    if (terms.size() == 1 && terms[0].factor == 1) {
        for (u64 k = 0; k < n; ++k) out[k] = m.add(m.reduceWord(terms[0].x[k]), start);
        return;
    }
    // A source may be longer than the modulus: the sum is folded as for products of two 60-bit numbers.
    const size_t room = 7;
    u128 sum[kBlock];
    for (u64 b = 0; b < n; b += kBlock) {
        for (size_t i = 0; i < terms.size(); ++i) {
            const u64 h = terms[i].factor;
            const u64* x = terms[i].x + b;
            if (i == 0) {
                for (u64 k = 0; k < kBlock; ++k) sum[k] = static_cast<u128>(x[k]) * h + start;
                continue;
            }
            if (i % room == 0) {
                for (u64 k = 0; k < kBlock; ++k) sum[k] = m.reduceSum(sum[k]);
            }
            for (u64 k = 0; k < kBlock; ++k) sum[k] += static_cast<u128>(x[k]) * h;
        }
        for (u64 k = 0; k < kBlock; ++k) out[b + k] = m.reduceSum(sum[k]);
    }
}

}  // namespace parley
