// Sums of products of ciphertexts with polynomials of small integers at a few exponents.
#include <algorithm>

#include "products.h"
#include "ring.h"
#include "wipe.h"

namespace parley {

namespace {

// Polynomials whose transforms wait for their products: what a second-level cache holds of them at n = 2^14.
constexpr int32_t kWaiting = 16;

// sum_r values[r] X^exponents[r], evaluated; with X^-exponents[r] where inverted, which has the values in reverse.
void evaluate(const Ring& ring, int32_t row, const int32_t* exponents, const int32_t* values, int32_t places,
              u64 length, bool inverted, u64* x) {
    const Modulus& m = ring.mod[static_cast<size_t>(row)];
    std::fill(x, x + length, 0);
    for (int32_t r = 0; r < places; ++r) x[exponents[r]] = m.add(x[exponents[r]], m.ofSigned(values[r]));
    ring.ntt[static_cast<size_t>(row)].forwardShort(x, length);
    if (inverted) std::reverse(x, x + ring.n);
}

}  // namespace

void integerProducts(const int32_t* exponents, int32_t places, bool inverted, const int32_t* values, const int64_t* w0,
                     const int64_t* w1, int32_t count, int64_t* out) {
    require(count >= 1, "cannot multiply: expected at least one term");
    const Poly& first = poly(w0[0]);
    const Ring& ring = *first.ring;
    for (int32_t j = 0; j < count; ++j) {
        requireSameShape(first, poly(w0[j]));
        requireSameShape(first, poly(w1[j]));
    }
    u64 length = 1;
    for (int32_t r = 0; r < places; ++r) {
        require(exponents[r] >= 0 && static_cast<u64>(exponents[r]) < ring.n, "cannot multiply: no such exponent");
        length = std::max(length, static_cast<u64>(exponents[r]) + 1);
    }
    const int32_t waiting = std::min(count, kWaiting);
    Wiped<u64> buffer(static_cast<size_t>(waiting) * ring.n), more(2 * ring.n);
    Poly a(first.ring, first.limbs, first.extended), b(first.ring, first.limbs, first.extended);
    std::vector<const u64*> x, y[2];
    for (int32_t row = 0; row < first.rows(); ++row) {
        const Modulus& m = ring.mod[static_cast<size_t>(row)];
        for (int32_t begin = 0; begin < count; begin += waiting) {
            x.clear(), y[0].clear(), y[1].clear();
            for (int32_t j = begin; j < std::min(begin + waiting, count); ++j) {
                u64* next = buffer.data() + static_cast<u64>(j - begin) * ring.n;
                evaluate(ring, row, exponents, values + static_cast<int64_t>(j) * places, places, length, inverted,
                         next);
                x.push_back(next);
                y[0].push_back(poly(w0[j]).row(row));
                y[1].push_back(poly(w1[j]).row(row));
            }
            const u64* const* ys[] = {y[0].data(), y[1].data()};
            u64* whole[] = {a.row(row), b.row(row)};
            u64* part[] = {more.data(), more.data() + ring.n};
            const int32_t terms = static_cast<int32_t>(x.size());
            sumOfProducts(m, x.data(), ys, terms, ring.n, begin == 0 ? whole : part, 2);
            if (begin == 0) continue;
            for (int c = 0; c < 2; ++c) {
                for (u64 k = 0; k < ring.n; ++k) whole[c][k] = m.add(whole[c][k], part[c][k]);
            }
        }
    }
    out[0] = std::move(a).handle();
    out[1] = std::move(b).handle();
}

}  // namespace parley
