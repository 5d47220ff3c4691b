// The negacyclic number-theoretic transform of one prime: coefficients to evaluations in bit-reversed order and back,
// in the order and with the roots of OpenFHE.
#pragma once

#include <vector>

#include "modular.h"

namespace parley {

// Immutable once made.
class Ntt {
   public:
    Ntt() = default;
    Ntt(const Modulus& modulus, u64 root, int logn);

    void forward(u64* x) const;  // n >= 16 residues below q in and out
    void inverse(u64* x) const;
    // As forward, where x[count ..] are taken for 0 whatever they are.
    void forwardShort(u64* x, u64 count) const;

   private:
    void forwardBlock(u64* x, u64 size, u64 index) const;
    void inverseBlock(u64* x, u64 size, u64 index) const;

    u64 n_ = 0, q_ = 0;
    std::vector<Factor> roots_, inverses_;  // powers of the root and of its inverse, exponents bit-reversed
    Factor size_;                           // n^-1
    Factor last_;                           // n^-1 times the last layer's factor
    bool fma_ = false;                      // uses the double-precision transform, with these tables instead
    std::vector<double> fmaRoots_, fmaInverses_;
};

}  // namespace parley
