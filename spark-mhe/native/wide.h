// Signed integers of 256 bits in four words, and complex numbers of two of them in fixed point.
#pragma once

#include <immintrin.h>

#include <vector>

#include "modular.h"

namespace parley {

struct Wide {
    u64 w[4];
};

// a + b + carry, and the carry out of it: u128 sums compile to several times as many instructions.
inline unsigned char addCarry(unsigned char carry, u64 a, u64 b, u64& sum) {
    unsigned long long word;
    carry = _addcarry_u64(carry, a, b, &word);
    sum = word;
    return carry;
}
inline unsigned char subtractBorrow(unsigned char borrow, u64 a, u64 b, u64& difference) {
    unsigned long long word;
    borrow = _subborrow_u64(borrow, a, b, &word);
    difference = word;
    return borrow;
}

inline Wide add(const Wide& a, const Wide& b) {
    Wide r;
    unsigned char carry = addCarry(0, a.w[0], b.w[0], r.w[0]);
    carry = addCarry(carry, a.w[1], b.w[1], r.w[1]);
    carry = addCarry(carry, a.w[2], b.w[2], r.w[2]);
    addCarry(carry, a.w[3], b.w[3], r.w[3]);
    return r;
}

inline Wide subtract(const Wide& a, const Wide& b) {
    Wide r;
    unsigned char borrow = subtractBorrow(0, a.w[0], b.w[0], r.w[0]);
    borrow = subtractBorrow(borrow, a.w[1], b.w[1], r.w[1]);
    borrow = subtractBorrow(borrow, a.w[2], b.w[2], r.w[2]);
    subtractBorrow(borrow, a.w[3], b.w[3], r.w[3]);
    return r;
}

// a / 2^bits rounded down, 0 < bits < 64.
inline Wide shiftRight(const Wide& a, int bits) {
    Wide r;
    for (int i = 0; i < 3; ++i) r.w[i] = a.w[i] >> bits | a.w[i + 1] << (64 - bits);
    r.w[3] = static_cast<u64>(static_cast<int64_t>(a.w[3]) >> bits);
    return r;
}

inline Wide negate(const Wide& a) { return subtract(Wide{{0, 0, 0, 0}}, a); }

struct ComplexWide {
    Wide re, im;
};

inline ComplexWide add(const ComplexWide& a, const ComplexWide& b) { return {add(a.re, b.re), add(a.im, b.im)}; }
inline ComplexWide subtract(const ComplexWide& a, const ComplexWide& b) {
    return {subtract(a.re, b.re), subtract(a.im, b.im)};
}
inline ComplexWide shiftRight(const ComplexWide& a, int bits) {
    return {shiftRight(a.re, bits), shiftRight(a.im, bits)};
}
inline ComplexWide timesI(const ComplexWide& a) { return {negate(a.im), a.re}; }

// The canonical embedding of Z[X]/(X^n + 1) at the powers of 5, on two polynomials at once. Immutable once made.
class WideTransform {
   public:
    // cosines: cos(pi k / n) 2^254 for k = 0 .. n/2, four words each.
    WideTransform(int logn, const int64_t* cosines);

    u64 n() const { return 2 * half_; }
    void slots(const Wide* a, const Wide* b, Wide* slotsOfA, Wide* slotsOfB) const;             // n in, n/2 out
    void coefficients(const Wide* a, const Wide* b, Wide* ofA, Wide* ofB, int fraction) const;  // n/2 in, n out

   private:
    ComplexWide root(u64 angle) const;  // e^(i pi angle / n)
    void evaluate(ComplexWide* z, u64 size, u64 node) const;
    void interpolate(ComplexWide* z, u64 size, u64 node) const;

    u64 half_;
    std::vector<Wide> cosines_;
    // [log4 of the part's size] three factors a part, for the second, third and fourth of its quarters
    std::vector<std::vector<ComplexWide>> factors_;
    ComplexWide first_;            // of the first layer, where the number of layers is odd
    std::vector<uint32_t> order_;  // [slot] = its place among the values
};

}  // namespace parley
