// Arithmetic modulo one prime below 2^61, by Barrett's method on 64 x 64 -> 128 bit products.
#pragma once

#include <algorithm>
#include <cstdint>

namespace parley {

using u64 = uint64_t;
using u128 = unsigned __int128;

struct Modulus {
    u64 q = 0;
    u64 mu = 0;     // floor(2^(bits + 62) / q)
    u64 muSum = 0;  // floor(2^(bits + 63) / q)
    u64 mu64 = 0;   // floor(2^64 / q)
    u64 r64 = 0;    // 2^64 mod q
    int shift = 0;  // bits - 2

    Modulus() = default;
    explicit Modulus(u64 prime) : q(prime) {
        int bits = 64 - __builtin_clzll(prime);
        shift = bits - 2;
        mu = static_cast<u64>((static_cast<u128>(1) << (bits + 62)) / prime);
        muSum = static_cast<u64>((static_cast<u128>(1) << (bits + 63)) / prime);
        mu64 = static_cast<u64>((static_cast<u128>(1) << 64) / prime);
        r64 = static_cast<u64>((static_cast<u128>(1) << 64) % prime);
    }

    // z below 2 q^2: the quotient's estimate is at most 2 too small.
    u64 reduce(u128 z) const {
        u64 estimate = static_cast<u64>(static_cast<u128>(static_cast<u64>(z >> shift)) * mu >> 64);
        u64 r = static_cast<u64>(z) - estimate * q;
        r = r >= 2 * q ? r - 2 * q : r;
        return r >= q ? r - q : r;
    }
    u64 reduceWord(u64 x) const {
        u64 r = x - static_cast<u64>(static_cast<u128>(x) * mu64 >> 64) * q;
        return r >= q ? r - q : r;
    }
    // z below 2^(bits + 63), so 2^(63 - bits) products of residues: the estimate is at most 3 too small.
    u64 reduceSum(u128 z) const {
        u64 estimate = static_cast<u64>(static_cast<u128>(static_cast<u64>(z >> (shift + 1))) * muSum >> 64);
        u64 r = static_cast<u64>(z) - estimate * q;
        r = r >= 2 * q ? r - 2 * q : r;
        return r >= q ? r - q : r;
    }
    // Products of residues that can be added to a reduced rest before reduceSum.
    int32_t sumCapacity() const { return (int32_t(1) << std::min(61 - shift, 14)) - 1; }
    u64 add(u64 a, u64 b) const {
        u64 s = a + b;
        return s >= q ? s - q : s;
    }
    u64 sub(u64 a, u64 b) const { return a >= b ? a - b : a + q - b; }
    u64 neg(u64 a) const { return a == 0 ? 0 : q - a; }
    u64 mul(u64 a, u64 b) const { return reduce(static_cast<u128>(a) * b); }
    u64 pow(u64 base, u64 exponent) const {
        u64 result = 1;
        for (; exponent != 0; exponent >>= 1, base = mul(base, base)) {
            if (exponent & 1) result = mul(result, base);
        }
        return result;
    }
    u64 inverse(u64 a) const { return pow(a, q - 2); }
    u64 ofSigned(int64_t v) const {
        u64 r = reduceWord(v < 0 ? 0 - static_cast<u64>(v) : static_cast<u64>(v));
        return v < 0 ? neg(r) : r;
    }
};

// A factor with its quotient by the modulus, for many products with it (Shoup).
struct Factor {
    u64 w = 0;
    u64 quotient = 0;

    Factor() = default;
    Factor(u64 value, u64 q) : w(value), quotient(static_cast<u64>((static_cast<u128>(value) << 64) / q)) {}

    u64 lazy(u64 a, u64 q) const {  // below 2q, any a
        return a * w - static_cast<u64>(static_cast<u128>(a) * quotient >> 64) * q;
    }
    u64 mul(u64 a, u64 q) const {
        u64 r = lazy(a, q);
        return r >= q ? r - q : r;
    }
};

}  // namespace parley
