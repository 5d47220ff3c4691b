// Sums of products of rows, one reduction a coefficient.
#pragma once

#include <vector>

#include "modular.h"

namespace parley {

// out[c][k] = sum_j x[j][k] y[c][j][k] mod m for c < components (1 or 2), k < n; n is a multiple of 256.
void sumOfProducts(const Modulus& m, const u64* const* x, const u64* const* const* y, int32_t count, u64 n,
                   u64* const* out, int components);

struct Term {
    const u64* x = nullptr;  // residues of any prime of at most 60 bits
    u64 factor = 0;          // below the modulus
};

// out[k] = start + sum of factor x[k] over the terms.
void sumOfMultiples(const Modulus& m, const std::vector<Term>& terms, u64 start, u64 n, u64* out);

}  // namespace parley
