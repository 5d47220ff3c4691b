#include "fma.h"

#include <immintrin.h>

#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>

namespace parley {

namespace {

#define PARLEY_FMA __attribute__((target("avx2,fma")))

using V = __m256d;

struct Field {
    V q, inverse;
};

PARLEY_FMA inline Field field(double q) { return {_mm256_set1_pd(q), _mm256_set1_pd(1 / q)}; }

PARLEY_FMA inline V nearest(V x) { return _mm256_round_pd(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }

// x w mod q, within q in absolute value, for |x| up to 16 q and 0 <= w < q.
PARLEY_FMA inline V product(V x, V w, const Field& f) {
    V h = _mm256_mul_pd(x, w);
    V l = _mm256_fmsub_pd(x, w, h);
    V b = nearest(_mm256_mul_pd(h, f.inverse));
    return _mm256_add_pd(_mm256_fnmadd_pd(b, f.q, h), l);
}

// x mod q, at most a little over q / 2 in absolute value.
PARLEY_FMA inline V centred(V x, const Field& f) {
    return _mm256_fnmadd_pd(nearest(_mm256_mul_pd(x, f.inverse)), f.q, x);
}

PARLEY_FMA inline V load(const u64* x) {  // of residues below 2^52
    const __m256i magic = _mm256_set1_epi64x(0x4330000000000000);
    __m256i bits = _mm256_or_si256(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(x)), magic);
    return _mm256_sub_pd(_mm256_castsi256_pd(bits), _mm256_castsi256_pd(magic));
}

PARLEY_FMA inline void store(u64* x, V v, const Field& f) {  // |v| <= 32 q, as residues below q
    v = centred(v, f);
    v = _mm256_add_pd(v, _mm256_and_pd(_mm256_cmp_pd(v, _mm256_setzero_pd(), _CMP_LT_OQ), f.q));
    const V magic = _mm256_castsi256_pd(_mm256_set1_epi64x(0x4330000000000000));
    __m256i bits = _mm256_xor_si256(_mm256_castpd_si256(_mm256_add_pd(v, magic)), _mm256_castpd_si256(magic));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(x), bits);
}

struct Four {
    V a, b, c, d;
};

PARLEY_FMA inline Four loadDoubles(const double* x, u64 stride) {
    return {_mm256_loadu_pd(x), _mm256_loadu_pd(x + stride), _mm256_loadu_pd(x + 2 * stride),
            _mm256_loadu_pd(x + 3 * stride)};
}

PARLEY_FMA inline void storeDoubles(double* x, u64 stride, const Four& v) {
    _mm256_storeu_pd(x, v.a);
    _mm256_storeu_pd(x + stride, v.b);
    _mm256_storeu_pd(x + 2 * stride, v.c);
    _mm256_storeu_pd(x + 3 * stride, v.d);
}

// Two layers forward; values grow by at most 2 q.
PARLEY_FMA inline Four forwardTwo(const Four& x, V w1, V w2, V w3, const Field& f) {
    V c = product(x.c, w1, f), d = product(x.d, w1, f);
    V a = _mm256_add_pd(x.a, c), b = _mm256_add_pd(x.b, d);
    c = _mm256_sub_pd(x.a, c);
    d = _mm256_sub_pd(x.b, d);
    b = product(b, w2, f);
    d = product(d, w3, f);
    return {_mm256_add_pd(a, b), _mm256_sub_pd(a, b), _mm256_add_pd(c, d), _mm256_sub_pd(c, d)};
}

// Two layers back; from within 2 q to within 2 q.
PARLEY_FMA inline Four inverseTwo(const Four& x, V w1, V w2, V w3, const Field& f) {
    V a = _mm256_add_pd(x.a, x.b), b = product(_mm256_sub_pd(x.a, x.b), w2, f);
    V c = _mm256_add_pd(x.c, x.d), d = product(_mm256_sub_pd(x.c, x.d), w3, f);
    return {centred(_mm256_add_pd(a, c), f), _mm256_add_pd(b, d), product(_mm256_sub_pd(a, c), w1, f),
            product(_mm256_sub_pd(b, d), w1, f)};
}

PARLEY_FMA inline Four transposed(const Four& x) {
    V ab0 = _mm256_unpacklo_pd(x.a, x.b), ab1 = _mm256_unpackhi_pd(x.a, x.b);
    V cd0 = _mm256_unpacklo_pd(x.c, x.d), cd1 = _mm256_unpackhi_pd(x.c, x.d);
    return {_mm256_permute2f128_pd(ab0, cd0, 0x20), _mm256_permute2f128_pd(ab1, cd1, 0x20),
            _mm256_permute2f128_pd(ab0, cd0, 0x31), _mm256_permute2f128_pd(ab1, cd1, 0x31)};
}

struct Pair {
    V even, odd;
};

PARLEY_FMA inline Pair deinterleaved(const double* x) {  // eight doubles
    V lo = _mm256_loadu_pd(x), hi = _mm256_loadu_pd(x + 4);
    V p = _mm256_permute2f128_pd(lo, hi, 0x20), r = _mm256_permute2f128_pd(lo, hi, 0x31);
    return {_mm256_unpacklo_pd(p, r), _mm256_unpackhi_pd(p, r)};
}

}  // namespace

bool fmaAvailable() {
    static const bool available = [] {
        const char* set = std::getenv("PARLEY_KERNELS");
        const std::string wanted = set == nullptr ? "auto" : set;
        if (wanted != "auto" && wanted != "scalar") {
            throw std::runtime_error("cannot choose kernels: PARLEY_KERNELS is set, expected auto or scalar, got " +
                                     wanted);
        }
        return wanted == "auto" && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    }();
    return available;
}

namespace {

// The layers from `blocks` parts of `size` doubles on, two at a time, to residues.
PARLEY_FMA void forwardLayers(u64* residues, u64 n, u64 blocks, u64 size, const double* roots, const Field& f) {
    double* x = reinterpret_cast<double*>(residues);
    for (; size > 4; blocks *= 4, size /= 4) {
        u64 quarter = size / 4;
        for (u64 i = 0; i < blocks; ++i) {
            double* y = x + i * size;
            V w1 = _mm256_set1_pd(roots[blocks + i]);
            V w2 = _mm256_set1_pd(roots[2 * (blocks + i)]), w3 = _mm256_set1_pd(roots[2 * (blocks + i) + 1]);
            for (u64 k = 0; k < quarter; k += 4) {
                storeDoubles(y + k, quarter, forwardTwo(loadDoubles(y + k, quarter), w1, w2, w3, f));
            }
        }
    }
    for (u64 i = 0; i < n / 4; i += 4) {
        Four v = transposed(loadDoubles(x + 4 * i, 4));
        Pair w = deinterleaved(roots + 2 * (n / 4 + i));
        v = transposed(forwardTwo(v, _mm256_loadu_pd(roots + n / 4 + i), w.even, w.odd, f));
        store(residues + 4 * i, v.a, f);
        store(residues + 4 * i + 4, v.b, f);
        store(residues + 4 * i + 8, v.c, f);
        store(residues + 4 * i + 12, v.d, f);
    }
}

}  // namespace

PARLEY_FMA void forwardFma(u64* residues, u64 n, const double* roots, double modulus) {
    const Field f = field(modulus);
    double* x = reinterpret_cast<double*>(residues);
    for (u64 k = 0; k < n; k += 4) _mm256_storeu_pd(x + k, load(residues + k));
    u64 blocks = 1, size = n;
    if (__builtin_ctzll(n) % 2 == 1) {
        V w = _mm256_set1_pd(roots[1]);
        for (u64 k = 0; k < n / 2; k += 4) {
            V a = _mm256_loadu_pd(x + k), b = product(_mm256_loadu_pd(x + k + n / 2), w, f);
            _mm256_storeu_pd(x + k, _mm256_add_pd(a, b));
            _mm256_storeu_pd(x + k + n / 2, _mm256_sub_pd(a, b));
        }
        blocks = 2, size = n / 2;
    }
    forwardLayers(residues, n, blocks, size, roots, f);
}

// A polynomial of a lower degree than a part's size is its own remainder in all of them.
PARLEY_FMA void forwardShortFma(u64* residues, u64 shortSize, u64 n, const double* roots, double modulus) {
    double* x = reinterpret_cast<double*>(residues);
    for (u64 k = 0; k < shortSize; k += 4) _mm256_storeu_pd(x + k, load(residues + k));
    for (u64 k = shortSize; k < n; k += shortSize) std::memcpy(x + k, x, shortSize * sizeof(double));
    forwardLayers(residues, n, n / shortSize, shortSize, roots, field(modulus));
}

PARLEY_FMA void inverseFma(u64* residues, u64 n, const double* roots, double scale, double modulus) {
    const Field f = field(modulus);
    double* x = reinterpret_cast<double*>(residues);
    for (u64 i = 0; i < n / 4; i += 4) {
        const u64* y = residues + 4 * i;
        Four v = transposed({load(y), load(y + 4), load(y + 8), load(y + 12)});
        Pair w = deinterleaved(roots + 2 * (n / 4 + i));
        v = inverseTwo(v, _mm256_loadu_pd(roots + n / 4 + i), w.even, w.odd, f);
        storeDoubles(x + 4 * i, 4, transposed(v));
    }
    u64 size = 16, blocks = n / 16;
    for (; size <= n; blocks /= 4, size *= 4) {
        u64 quarter = size / 4;
        for (u64 i = 0; i < blocks; ++i) {
            double* y = x + i * size;
            V w1 = _mm256_set1_pd(roots[blocks + i]);
            V w2 = _mm256_set1_pd(roots[2 * (blocks + i)]), w3 = _mm256_set1_pd(roots[2 * (blocks + i) + 1]);
            for (u64 k = 0; k < quarter; k += 4) {
                storeDoubles(y + k, quarter, inverseTwo(loadDoubles(y + k, quarter), w1, w2, w3, f));
            }
        }
    }
    V s = _mm256_set1_pd(scale);
    if (size / 4 < n) {  // one layer is left
        V w = _mm256_set1_pd(roots[1]);
        for (u64 k = 0; k < n / 2; k += 4) {
            V a = _mm256_loadu_pd(x + k), b = _mm256_loadu_pd(x + k + n / 2);
            store(residues + k, product(_mm256_add_pd(a, b), s, f), f);
            store(residues + k + n / 2, product(product(_mm256_sub_pd(a, b), w, f), s, f), f);
        }
        return;
    }
    for (u64 k = 0; k < n; k += 4) store(residues + k, product(_mm256_loadu_pd(x + k), s, f), f);
}

PARLEY_FMA void multiplyFma(u64* d, const u64* s, const u64* t, u64 n, double q) {
    const Field f = field(q);
    for (u64 k = 0; k < n; k += 4) store(d + k, product(load(s + k), load(t + k), f), f);
}

PARLEY_FMA void multiplyAddFma(u64* d, const u64* s, const u64* t, const u64* v, u64 n, double q) {
    const Field f = field(q);
    for (u64 k = 0; k < n; k += 4) {
        store(d + k, _mm256_add_pd(load(v + k), product(load(s + k), load(t + k), f)), f);
    }
}

PARLEY_FMA void subtractProductFma(u64* d, const u64* s, const u64* t, const u64* v, u64 n, double q) {
    const Field f = field(q);
    for (u64 k = 0; k < n; k += 4) {
        store(d + k, _mm256_sub_pd(load(v + k), product(load(s + k), load(t + k), f)), f);
    }
}

}  // namespace parley
