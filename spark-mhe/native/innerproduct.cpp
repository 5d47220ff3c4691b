// Sums of products of polynomials.
#include "products.h"
#include "ring.h"

namespace parley {

namespace {

void checkTerms(const int64_t* x, const int64_t* w, int32_t count) {
    require(count >= 1, "cannot multiply: expected at least one term");
    for (int32_t j = 0; j < count; ++j) {
        requireSameShape(poly(x[0]), poly(x[j]));
        requireSameShape(poly(x[0]), poly(w[j]));
    }
}

void products(const int64_t* x, const int64_t* const* w, int32_t count, Poly* const* out, int components) {
    const Poly& first = poly(x[0]);
    std::vector<const u64*> xs(count), ws[2] = {std::vector<const u64*>(count), std::vector<const u64*>(count)};
    for (int32_t i = 0; i < first.rows(); ++i) {
        const u64* const* y[2] = {ws[0].data(), ws[1].data()};
        u64* sums[2] = {nullptr, nullptr};
        for (int32_t j = 0; j < count; ++j) xs[j] = poly(x[j]).row(i);
        for (int c = 0; c < components; ++c) {
            for (int32_t j = 0; j < count; ++j) ws[c][j] = poly(w[c][j]).row(i);
            sums[c] = out[c]->row(i);
        }
        sumOfProducts(first.ring->mod[i], xs.data(), y, count, first.ring->n, sums, components);
    }
}

}  // namespace

int64_t innerProduct(const int64_t* x, const int64_t* w, int32_t count) {
    checkTerms(x, w, count);
    Poly sum(poly(x[0]).ring, poly(x[0]).limbs, poly(x[0]).extended);
    Poly* out[] = {&sum};
    products(x, &w, count, out, 1);
    return std::move(sum).handle();
}

void innerProductPair(const int64_t* x, const int64_t* w0, const int64_t* w1, int32_t count, int64_t* out) {
    checkTerms(x, w0, count);
    checkTerms(x, w1, count);
    const Poly& first = poly(x[0]);
    Poly a(first.ring, first.limbs, first.extended), b(first.ring, first.limbs, first.extended);
    Poly* sums[] = {&a, &b};
    const int64_t* ws[] = {w0, w1};
    products(x, ws, count, sums, 2);
    out[0] = std::move(a).handle();
    out[1] = std::move(b).handle();
}

}  // namespace parley
