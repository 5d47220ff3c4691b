// Sums of products with one reduction a coefficient.
#include <algorithm>

#include "ring.h"

namespace parley {

namespace {

constexpr u64 kBlock = 512;

// acc[k] += x[k] w[k]
inline void accumulate(u128* acc, const u64* x, const u64* w) {
    for (u64 k = 0; k < kBlock; ++k) acc[k] += static_cast<u128>(x[k]) * w[k];
}

// Products that fit 128 bits beside a reduced rest.
int32_t capacity(u64 q) {
    int bits = 64 - __builtin_clzll(q);
    return static_cast<int32_t>((u64(1) << std::min(128 - 2 * bits, 30)) - 1);
}

void checkTerms(const int64_t* x, const int64_t* w, int32_t count) {
    require(count >= 1, "cannot multiply: expected at least one term");
    for (int32_t j = 0; j < count; ++j) {
        requireSameShape(poly(x[0]), poly(x[j]));
        requireSameShape(poly(x[0]), poly(w[j]));
    }
}

// Components of sum_j x_j (w_j): C of them, block by block so that the sums stay in the first-level cache.
template <int C>
void products(const int64_t* x, const int64_t* const* w, int32_t count, Poly** out) {
    const Poly& first = poly(x[0]);
    alignas(64) u128 acc[C][kBlock];
    for (int32_t i = 0; i < first.rows(); ++i) {
        const Modulus m = first.ring->mod[i];
        int32_t room = capacity(m.q);
        for (u64 b = 0; b < first.ring->n; b += kBlock) {
            for (int c = 0; c < C; ++c) std::fill(acc[c], acc[c] + kBlock, 0);
            for (int32_t j = 0; j < count; ++j) {
                if (j % room == room - 1) {
                    for (int c = 0; c < C; ++c) {
                        for (u64 k = 0; k < kBlock; ++k) acc[c][k] = m.reduceWide(acc[c][k]);
                    }
                }
                const u64* xs = poly(x[j]).row(i) + b;
                for (int c = 0; c < C; ++c) accumulate(acc[c], xs, poly(w[c][j]).row(i) + b);
            }
            for (int c = 0; c < C; ++c) {
                u64* d = out[c]->row(i) + b;
                for (u64 k = 0; k < kBlock; ++k) d[k] = m.reduceWide(acc[c][k]);
            }
        }
    }
}

}  // namespace

int64_t innerProduct(const int64_t* x, const int64_t* w, int32_t count) {
    checkTerms(x, w, count);
    const Poly& first = poly(x[0]);
    Poly sum(first.ring, first.limbs, first.extended);
    Poly* out[] = {&sum};
    products<1>(x, &w, count, out);
    return std::move(sum).handle();
}

void innerProductPair(const int64_t* x, const int64_t* w0, const int64_t* w1, int32_t count, int64_t* out) {
    checkTerms(x, w0, count);
    checkTerms(x, w1, count);
    const Poly& first = poly(x[0]);
    Poly a(first.ring, first.limbs, first.extended), b(first.ring, first.limbs, first.extended);
    Poly* sums[] = {&a, &b};
    const int64_t* ws[] = {w0, w1};
    products<2>(x, ws, count, sums);
    out[0] = std::move(a).handle();
    out[1] = std::move(b).handle();
}

}  // namespace parley
