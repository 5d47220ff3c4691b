#include "wide.h"

#include "ring.h"
#include "wipe.h"

namespace parley {

namespace {

constexpr int kFactorBits = 254;

// Words 2 to 7 of a product, without the products of words that end below word 2.
struct Product {
    u64 w[6];
};

inline Product multiply(const Wide& a, const Wide& b) {
    Product p;
    u128 t = static_cast<u128>(a.w[0]) * b.w[2];
    p.w[0] = static_cast<u64>(t);
    t = static_cast<u128>(a.w[0]) * b.w[3] + static_cast<u64>(t >> 64);
    p.w[1] = static_cast<u64>(t);
    p.w[2] = static_cast<u64>(t >> 64);
    t = static_cast<u128>(a.w[1]) * b.w[1] + p.w[0];
    p.w[0] = static_cast<u64>(t);
    t = static_cast<u128>(a.w[1]) * b.w[2] + p.w[1] + static_cast<u64>(t >> 64);
    p.w[1] = static_cast<u64>(t);
    t = static_cast<u128>(a.w[1]) * b.w[3] + p.w[2] + static_cast<u64>(t >> 64);
    p.w[2] = static_cast<u64>(t);
    p.w[3] = static_cast<u64>(t >> 64);
    t = static_cast<u128>(a.w[2]) * b.w[0] + p.w[0];
    p.w[0] = static_cast<u64>(t);
    t = static_cast<u128>(a.w[2]) * b.w[1] + p.w[1] + static_cast<u64>(t >> 64);
    p.w[1] = static_cast<u64>(t);
    t = static_cast<u128>(a.w[2]) * b.w[2] + p.w[2] + static_cast<u64>(t >> 64);
    p.w[2] = static_cast<u64>(t);
    t = static_cast<u128>(a.w[2]) * b.w[3] + p.w[3] + static_cast<u64>(t >> 64);
    p.w[3] = static_cast<u64>(t);
    p.w[4] = static_cast<u64>(t >> 64);
    t = static_cast<u128>(a.w[3]) * b.w[0] + p.w[1];
    p.w[1] = static_cast<u64>(t);
    t = static_cast<u128>(a.w[3]) * b.w[1] + p.w[2] + static_cast<u64>(t >> 64);
    p.w[2] = static_cast<u64>(t);
    t = static_cast<u128>(a.w[3]) * b.w[2] + p.w[3] + static_cast<u64>(t >> 64);
    p.w[3] = static_cast<u64>(t);
    t = static_cast<u128>(a.w[3]) * b.w[3] + p.w[4] + static_cast<u64>(t >> 64);
    p.w[4] = static_cast<u64>(t);
    p.w[5] = static_cast<u64>(t >> 64);
    // Of two's complement: a negative factor counts 2^256 too much of the other.
    const u64 signA = static_cast<u64>(static_cast<int64_t>(a.w[3]) >> 63);
    const u64 signB = static_cast<u64>(static_cast<int64_t>(b.w[3]) >> 63);
    unsigned char borrow = 0;
    for (int i = 0; i < 4; ++i) borrow = subtractBorrow(borrow, p.w[2 + i], b.w[i] & signA, p.w[2 + i]);
    borrow = 0;
    for (int i = 0; i < 4; ++i) borrow = subtractBorrow(borrow, p.w[2 + i], a.w[i] & signB, p.w[2 + i]);
    return p;
}

// (p + q) / 2^254 or (p - q) / 2^254, rounded down.
template <bool Minus>
inline Wide sum(const Product& p, const Product& q) {
    u64 w[6];
    unsigned char carry = 0;
    for (int i = 0; i < 6; ++i) {
        carry = Minus ? subtractBorrow(carry, p.w[i], q.w[i], w[i]) : addCarry(carry, p.w[i], q.w[i], w[i]);
    }
    constexpr int up = 256 - kFactorBits;
    Wide r;
    for (int i = 0; i < 4; ++i) r.w[i] = w[i + 2] << up | w[i + 1] >> (64 - up);
    return r;
}

inline ComplexWide times(const ComplexWide& z, const ComplexWide& w) {
    return {sum<true>(multiply(z.re, w.re), multiply(z.im, w.im)),
            sum<false>(multiply(z.re, w.im), multiply(z.im, w.re))};
}

inline ComplexWide timesConjugate(const ComplexWide& z, const ComplexWide& w) {
    return {sum<false>(multiply(z.re, w.re), multiply(z.im, w.im)),
            sum<true>(multiply(z.im, w.re), multiply(z.re, w.im))};
}

// round(a / 2^bits), halves upwards, 0 < bits < 64.
inline Wide rounded(const Wide& a, int bits) { return shiftRight(add(a, Wide{{u64(1) << (bits - 1), 0, 0, 0}}), bits); }

inline void magnitude(const int64_t* x, u64 sign, u64* out, size_t words) {
    unsigned char carry = sign != 0;
    for (size_t w = 0; w < words; ++w) carry = addCarry(carry, static_cast<u64>(x[w]) ^ sign, 0, out[w]);
}

// 64 bits from that bit on; what is below is 0, what is above the sign.
inline u64 wordAt(const Wiped<u64>& x, int64_t bit) {
    const auto word = [&](int64_t w) -> u64 {
        if (w < 0) return 0;
        if (w < static_cast<int64_t>(x.size())) return x[static_cast<size_t>(w)];
        return static_cast<u64>(static_cast<int64_t>(x.back()) >> 63);
    };
    const int64_t w = bit >> 6;
    const int rest = static_cast<int>(bit & 63);
    return rest == 0 ? word(w) : word(w) >> rest | word(w + 1) << (64 - rest);
}

// Coefficient j <= n/2 of the part of m that X -> 1/X leaves as it is.
inline Wide even(const Wide* m, u64 j, u64 n) {
    if (j == 0) return m[0];
    return shiftRight(subtract(m[j], m[n - j]), 1);
}

}  // namespace

WideTransform::WideTransform(int logn, const int64_t* cosines) : half_(u64(1) << (logn - 1)) {
    const Wide* given = reinterpret_cast<const Wide*>(cosines);
    cosines_.assign(given, given + half_ + 1);
    first_ = root(half_ / 2);
    // Parts of a layer in order, each modulo X^size - e^(i pi angle / n).
    std::vector<u64> angles = {half_};
    for (u64 size = half_; size > 1;) {
        const bool two = (logn - 1) % 2 == 1 && size == half_;
        std::vector<u64> next;
        std::vector<ComplexWide> factors;
        for (u64 angle : angles) {
            const u64 down = angle / 2;
            for (u64 child : {down, down + n()}) {
                if (two) {
                    next.push_back(child);
                } else {
                    next.push_back(child / 2);
                    next.push_back(child / 2 + n());
                }
            }
            for (u64 times : {1, 2, 3}) {
                if (!two) factors.push_back(root(times * angle / 4));
            }
        }
        if (!two) factors_.push_back(std::move(factors));
        angles = std::move(next);
        size /= two ? 2 : 4;
    }
    std::vector<uint32_t> at(2 * n());
    for (u64 i = 0; i < half_; ++i) at[angles[i] % (2 * n())] = static_cast<uint32_t>(i);
    u64 power = 1;
    for (u64 k = 0; k < half_; ++k, power = power * 5 % (2 * n())) order_.push_back(at[power]);
}

ComplexWide WideTransform::root(u64 angle) const {
    angle %= 2 * n();
    const u64 quarter = angle / half_, rest = angle % half_;
    ComplexWide r = {cosines_[rest], cosines_[half_ - rest]};
    for (u64 i = 0; i < quarter; ++i) r = timesI(r);
    return r;
}

// The node-th of the parts of that size, in place.
void WideTransform::evaluate(ComplexWide* z, u64 size, u64 node) const {
    const u64 quarter = size / 4;
    const size_t layer = factors_.size() - static_cast<size_t>(__builtin_ctzll(size)) / 2;
    const ComplexWide* w = &factors_[layer][3 * node];
    for (u64 k = 0; k < quarter; ++k) {
        const ComplexWide a = z[k], b = times(z[k + quarter], w[0]), c = times(z[k + 2 * quarter], w[1]),
                          d = times(z[k + 3 * quarter], w[2]);
        const ComplexWide even = add(a, c), odd = subtract(a, c), plus = add(b, d), minus = timesI(subtract(b, d));
        z[k] = add(even, plus);
        z[k + quarter] = subtract(even, plus);
        z[k + 2 * quarter] = add(odd, minus);
        z[k + 3 * quarter] = subtract(odd, minus);
    }
    if (quarter == 1) return;
    for (u64 part = 0; part < 4; ++part) evaluate(z + part * quarter, quarter, 4 * node + part);
}

void WideTransform::interpolate(ComplexWide* z, u64 size, u64 node) const {
    const u64 quarter = size / 4;
    if (quarter > 1) {
        for (u64 part = 0; part < 4; ++part) interpolate(z + part * quarter, quarter, 4 * node + part);
    }
    const size_t layer = factors_.size() - static_cast<size_t>(__builtin_ctzll(size)) / 2;
    const ComplexWide* w = &factors_[layer][3 * node];
    for (u64 k = 0; k < quarter; ++k) {
        const ComplexWide even = add(z[k], z[k + quarter]), plus = subtract(z[k], z[k + quarter]),
                          odd = add(z[k + 2 * quarter], z[k + 3 * quarter]),
                          minus = timesI(subtract(z[k + 2 * quarter], z[k + 3 * quarter]));
        z[k] = shiftRight(add(even, odd), 2);
        z[k + quarter] = timesConjugate(shiftRight(subtract(plus, minus), 2), w[0]);
        z[k + 2 * quarter] = timesConjugate(shiftRight(subtract(even, odd), 2), w[1]);
        z[k + 3 * quarter] = timesConjugate(shiftRight(add(plus, minus), 2), w[2]);
    }
}

// With s_0 = m_0 and s_j = (m_j - m_(n-j)) / 2 of either polynomial, p + i q has the real slots of both, and modulo
// X^(n/2) - i the coefficients (p_j + q_(n/2-j)) + i (q_j - p_(n/2-j)).
void WideTransform::slots(const Wide* a, const Wide* b, Wide* slotsOfA, Wide* slotsOfB) const {
    Wiped<ComplexWide> z(half_);
    for (u64 j = 0; j < half_; ++j) {
        z[j].re = add(even(a, j, n()), even(b, half_ - j, n()));
        z[j].im = subtract(even(b, j, n()), even(a, half_ - j, n()));
    }
    if (factors_[0].size() == 3) {
        evaluate(z.data(), half_, 0);
    } else {
        const u64 part = half_ / 2;
        for (u64 k = 0; k < part; ++k) {
            const ComplexWide low = z[k], high = times(z[k + part], first_);
            z[k] = add(low, high);
            z[k + part] = subtract(low, high);
        }
        evaluate(z.data(), part, 0);
        evaluate(z.data() + part, part, 1);
    }
    for (u64 k = 0; k < half_; ++k) {
        slotsOfA[k] = z[order_[k]].re;
        slotsOfB[k] = z[order_[k]].im;
    }
}

void WideTransform::coefficients(const Wide* a, const Wide* b, Wide* ofA, Wide* ofB, int fraction) const {
    Wiped<ComplexWide> z(half_);
    for (u64 k = 0; k < half_; ++k) z[order_[k]] = {a[k], b[k]};
    if (factors_[0].size() == 3) {
        interpolate(z.data(), half_, 0);
    } else {
        const u64 part = half_ / 2;
        interpolate(z.data(), part, 0);
        interpolate(z.data() + part, part, 1);
        for (u64 k = 0; k < part; ++k) {
            const ComplexWide low = z[k], high = z[k + part];
            z[k] = shiftRight(add(low, high), 1);
            z[k + part] = timesConjugate(shiftRight(subtract(low, high), 1), first_);
        }
    }
    ofA[0] = rounded(z[0].re, fraction);
    ofB[0] = rounded(z[0].im, fraction);
    ofA[half_] = ofB[half_] = Wide{{0, 0, 0, 0}};
    for (u64 j = 1; j < half_; ++j) {
        ofA[j] = rounded(subtract(z[j].re, z[half_ - j].im), fraction + 1);
        ofB[j] = rounded(add(z[j].im, z[half_ - j].re), fraction + 1);
        ofA[n() - j] = negate(ofA[j]);
        ofB[n() - j] = negate(ofB[j]);
    }
}

int32_t wideScale(const int64_t* in, int32_t words, int32_t count, const int64_t* numerator, int32_t numeratorWords,
                  int32_t shift, int32_t limitBits, int64_t* out) {
    require(words >= 1 && numeratorWords >= 1 && limitBits >= 2, "cannot scale: expected words and a limit");
    const int32_t length = words + numeratorWords;
    const u64 factorSign = static_cast<u64>(numerator[numeratorWords - 1] >> 63);
    std::vector<u64> factor(static_cast<size_t>(numeratorWords));
    magnitude(numerator, factorSign, factor.data(), factor.size());
    const int32_t limitWord = (limitBits - 2) / 64, limitShift = (limitBits - 2) % 64;
    Wiped<u64> x(static_cast<size_t>(words)), product(static_cast<size_t>(length) + 5);
    int32_t beyond = -1;
    for (int32_t k = count - 1; k >= 0; --k) {
        const int64_t* number = in + static_cast<int64_t>(k) * words;
        const u64 sign = static_cast<u64>(number[words - 1] >> 63);
        // The limit in quarters: the number over 2^(limitBits - 2), rounded down, is from -5 to 4.
        bool within = true;
        if (limitWord < words) {
            const u64 next = limitWord + 1 < words ? static_cast<u64>(number[limitWord + 1]) : sign;
            u64 top = static_cast<u64>(number[limitWord]), above = next ^ sign;
            if (limitShift > 0) {
                top = top >> limitShift | next << (64 - limitShift);
                above >>= limitShift;
            }
            for (int32_t w = limitWord + 2; w < words; ++w) above |= static_cast<u64>(number[w]) ^ sign;
            within = above == 0 && static_cast<int64_t>(top) >= -5 && static_cast<int64_t>(top) <= 4;
        }
        if (!within) beyond = k;
        magnitude(number, sign, x.data(), x.size());
        std::fill(product.begin(), product.end(), 0);
        for (int32_t i = 0; i < words; ++i) {
            u128 t = 0;
            for (int32_t j = 0; j < numeratorWords; ++j) {
                t = static_cast<u128>(x[i]) * factor[j] + product[i + j] + static_cast<u64>(t >> 64);
                product[i + j] = static_cast<u64>(t);
            }
            product[i + numeratorWords] = static_cast<u64>(t >> 64);
        }
        const u64 productSign = sign ^ factorSign;
        unsigned char carry = productSign != 0;
        for (auto& w : product) carry = addCarry(carry, w ^ productSign, 0, w);
        if (shift > 0) {
            carry = 0;
            for (size_t w = static_cast<size_t>(shift - 1) / 64; w < product.size(); ++w) {
                const u64 half = w == static_cast<size_t>(shift - 1) / 64 ? u64(1) << (shift - 1) % 64 : 0;
                carry = addCarry(carry, product[w], half, product[w]);
            }
        }
        for (int32_t w = 0; w < 4; ++w) {
            const int64_t bit = static_cast<int64_t>(w) * 64 + shift;
            out[4 * static_cast<int64_t>(k) + w] = static_cast<int64_t>(wordAt(product, bit));
        }
    }
    return beyond;
}

int64_t wideTransformMake(int32_t logRingDimension, const int64_t* cosines) {
    require(logRingDimension >= 4 && logRingDimension <= 17, "cannot make a transform: unknown ring dimension");
    return reinterpret_cast<int64_t>(new WideTransform(logRingDimension, cosines));
}

void wideTransformFree(int64_t transform) { delete reinterpret_cast<WideTransform*>(transform); }

void wideSlots(int64_t transform, const int64_t* a, const int64_t* b, int64_t* slotsOfA, int64_t* slotsOfB) {
    reinterpret_cast<const WideTransform*>(transform)->slots(
        reinterpret_cast<const Wide*>(a), reinterpret_cast<const Wide*>(b), reinterpret_cast<Wide*>(slotsOfA),
        reinterpret_cast<Wide*>(slotsOfB));
}

void wideCoefficients(int64_t transform, const int64_t* a, const int64_t* b, int32_t fraction, int64_t* ofA,
                      int64_t* ofB) {
    require(fraction >= 1 && fraction <= 62, "cannot round: expected 1 to 62 bits after the point");
    reinterpret_cast<const WideTransform*>(transform)->coefficients(
        reinterpret_cast<const Wide*>(a), reinterpret_cast<const Wide*>(b), reinterpret_cast<Wide*>(ofA),
        reinterpret_cast<Wide*>(ofB), fraction);
}

}  // namespace parley
