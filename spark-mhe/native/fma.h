// Exact arithmetic modulo primes below 2^47 in double precision, four residues at a time, for processors with AVX2 and
// FMA. A product x w is h + l with h = round(x w) and l = x w - h, both exact; h / q rounded to an integer b gives
// x w - b q = (h - b q) + l, exact since it is an integer below 2^53 in absolute value.
#pragma once

#include "modular.h"

namespace parley {

constexpr u64 kFmaLimit = u64(1) << 47;

// On this processor, unless the environment variable PARLEY_KERNELS is "scalar". Read once; throws when it is neither
// that nor "auto".
bool fmaAvailable();

// Transforms of n >= 16 residues below q; roots as doubles, exponents bit-reversed. Results are below q.
void forwardFma(u64* x, u64 n, const double* roots, double q);
// The same where only the first shortSize residues are not 0, a power of four from 16 to n / 4; the others are not read.
void forwardShortFma(u64* x, u64 shortSize, u64 n, const double* roots, double q);
void inverseFma(u64* x, u64 n, const double* inverseRoots, double size, double q);  // size = n^-1 mod q

// d = s t, d = s t + v, d = v - s t on n residues below q.
void multiplyFma(u64* d, const u64* s, const u64* t, u64 n, double q);
void multiplyAddFma(u64* d, const u64* s, const u64* t, const u64* v, u64 n, double q);
void subtractProductFma(u64* d, const u64* s, const u64* t, const u64* v, u64 n, double q);

}  // namespace parley
