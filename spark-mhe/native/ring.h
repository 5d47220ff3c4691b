// The objects behind the handles: rings, polynomials, switching keys.
#pragma once

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "facade.h"
#include "modular.h"
#include "ntt.h"

namespace parley {

// Conversion of residues modulo some primes to others, as in https://eprint.iacr.org/2018/931: with B the product of
// the sources, sum_i [x_i (B / b_i)^-1]_(b_i) (B / b_i), which is x plus a small multiple of B. Each [..] is taken from
// [-b_i / 2, b_i / 2): a mean other than zero would, times a key's noise, be n times larger in the slots next to the root
// 1 than elsewhere.
struct Conversion {
    std::vector<int32_t> from, to;      // rows
    std::vector<Factor> inverse;        // [i] = (B / b_i)^-1 mod b_i
    std::vector<std::vector<u64>> hat;  // [target][i] = B / b_i mod target
    std::vector<u64> centre;            // [target] = -sum_i floor(b_i / 2) (B / b_i) mod target
};

struct Ring {
    int32_t logn = 0, firstBits = 0, scaleBits = 0, limbs = 0, wantedDigits = 0;
    bool insecure = false;
    u64 n = 0;
    int32_t special = 0, digits = 0, alpha = 0, securityBits = 0;
    std::vector<Modulus> mod;                  // Q, then P
    std::vector<u64> roots;                    // of the same
    std::vector<Ntt> ntt;                      // of the same
    std::vector<u64> pModQ;                    // P mod q_i
    std::vector<Factor> pInverse;              // P^-1 mod q_i
    std::vector<std::vector<Factor>> inverse;  // [j][i] = q_j^-1 mod q_i, of Q
    std::vector<std::vector<Conversion>> up;   // [limbs][digit]: from a digit to the rest of Q_limbs and P
    std::vector<Conversion> down;              // [limbs]: from P to Q_limbs

    int32_t rows(int32_t l, bool extended) const { return extended ? limbs + special : l; }
    int32_t digitsOf(int32_t l) const { return (l + alpha - 1) / alpha; }
};

// Rows of n residues, one a prime, each below its prime. Fresh contents are undefined. What is secret is overwritten when
// it goes: keys, noise and masks as they are sampled or read, and what is computed from them alone or by a product; a sum
// with something public is taken for what leaves.
struct Poly {
    std::shared_ptr<const Ring> ring;
    int32_t limbs;
    bool extended;
    bool secret = false;

    Poly(std::shared_ptr<const Ring> owner, int32_t l, bool ext);
    Poly(const Poly& other);
    Poly(Poly&& other) noexcept;
    Poly& operator=(const Poly&) = delete;
    ~Poly();

    int32_t rows() const { return ring->rows(limbs, extended); }
    const u64* row(int32_t i) const { return data_ + i * ring->n; }
    u64* row(int32_t i) { return data_ + i * ring->n; }
    u64 words() const { return rows() * ring->n; }
    void clear() { std::fill(data_, data_ + words(), 0); }
    void toEvaluation();
    void toCoefficients();
    int64_t handle() && { return reinterpret_cast<int64_t>(new Poly(std::move(*this))); }

   private:
    u64* data_;
};

struct Key {
    std::shared_ptr<const Ring> ring;
    std::vector<Poly> b, a;  // extended, a pair a digit
};

inline const Poly& poly(int64_t handle) { return *reinterpret_cast<const Poly*>(handle); }
inline std::shared_ptr<const Ring> ringOf(int64_t handle) {
    return *reinterpret_cast<const std::shared_ptr<const Ring>*>(handle);
}

inline void require(bool holds, const std::string& message) {
    if (!holds) throw std::runtime_error(message);
}
void requireSameShape(const Poly& a, const Poly& b);

// Fills a polynomial in coefficient form from small signed integers.
void fillSmall(Poly& p, const int32_t* coefficients);

// x reduced modulo m, x a two's complement integer of that many words.
u64 reduceWords(const int64_t* x, int32_t words, const Modulus& m);

// Digits d_0 .. d_(rows-1) of centred mixed radix: the coefficient is sum d_i q_0 .. q_(i-1), |d_i| <= q_i / 2.
void centredDigits(const Poly& coefficients, u64 index, int64_t* digits);

}  // namespace parley
