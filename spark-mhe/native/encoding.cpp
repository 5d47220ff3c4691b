// The canonical embedding: real slots to integer coefficients at any scale, and back from centred residues.
#include <cmath>
#include <complex>

#include "fourier.h"
#include "math/dftransform.h"
#include "ring.h"

namespace parley {

namespace {

// A double that is a whole number after rounding, as mantissa 2^exponent with exponent >= 0.
struct Whole {
    int64_t mantissa;
    int exponent;
};

Whole whole(double v) {
    if (std::fabs(v) < 0x1p62) return {std::llrint(v), 0};
    int exponent;
    double fraction = std::frexp(v, &exponent);
    return {static_cast<int64_t>(std::ldexp(fraction, 53)), exponent - 53};
}

// 2^e mod q for all exponents that occur.
std::vector<u64> powersOfTwo(int largest, const Modulus& m) {
    std::vector<u64> powers{1 % m.q};
    while (static_cast<int>(powers.size()) <= largest) powers.push_back(m.add(powers.back(), powers.back()));
    return powers;
}

u64 residue(const Whole& w, const std::vector<u64>& powers, const Modulus& m) {
    u64 r = m.ofSigned(w.mantissa);
    return w.exponent == 0 ? r : m.mul(r, powers[w.exponent]);
}

}  // namespace

int64_t encode(int64_t ring, const double* slots, int32_t count, double scale, int32_t limbs) {
    auto r = ringOf(ring);
    u64 half = r->n / 2;
    require(count >= 0 && static_cast<u64>(count) <= half, "cannot encode: too many slots");
    std::vector<std::complex<double>> values(half);
    for (int32_t k = 0; k < count; ++k) values[k] = slots[k];
    {
        auto lock = useFourierTables();
        lbcrypto::DiscreteFourierTransform::FFTSpecialInv(values, static_cast<uint32_t>(2 * r->n));
    }
    std::vector<Whole> coefficients(r->n);
    for (u64 k = 0; k < half; ++k) {
        coefficients[k] = whole(values[k].real() * scale);
        coefficients[k + half] = whole(values[k].imag() * scale);
    }
    int largest = 0;
    for (auto& c : coefficients) largest = std::max(largest, c.exponent);
    Poly out(r, limbs, false);
    for (int32_t i = 0; i < limbs; ++i) {
        const Modulus m = r->mod[i];
        auto powers = powersOfTwo(largest, m);
        u64* d = out.row(i);
        for (u64 k = 0; k < r->n; ++k) d[k] = residue(coefficients[k], powers, m);
    }
    out.toEvaluation();
    return std::move(out).handle();
}

int64_t encodeConstant(int64_t ring, double value, double scale, int32_t limbs) {
    auto r = ringOf(ring);
    Whole w = whole(value * scale);
    Poly out(r, limbs, false);
    for (int32_t i = 0; i < limbs; ++i)
        std::fill(out.row(i), out.row(i) + r->n, residue(w, powersOfTwo(w.exponent, r->mod[i]), r->mod[i]));
    return std::move(out).handle();
}

void decode(int64_t a, double scale, double* slots) {
    Poly c(poly(a));
    c.toCoefficients();
    u64 half = c.ring->n / 2;
    std::vector<std::complex<double>> values(half);
    std::vector<int64_t> digits(c.limbs);
    auto coefficient = [&](u64 k) {
        centredDigits(c, k, digits.data());
        long double v = 0;
        for (int32_t i = c.limbs - 1; i >= 0; --i) {
            v = v * static_cast<long double>(c.ring->mod[i].q) + static_cast<long double>(digits[i]);
        }
        return static_cast<double>(v / static_cast<long double>(scale));
    };
    for (u64 k = 0; k < half; ++k) values[k] = {coefficient(k), coefficient(k + half)};
    {
        auto lock = useFourierTables();
        lbcrypto::DiscreteFourierTransform::FFTSpecial(values, static_cast<uint32_t>(2 * c.ring->n));
    }
    for (u64 k = 0; k < half; ++k) slots[k] = values[k].real();
}

}  // namespace parley
