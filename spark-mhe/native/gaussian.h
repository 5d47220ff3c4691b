// Discrete Gaussians over the integers: narrow ones from a table, wide ones by exact convolution.
#pragma once

#include <memory>
#include <vector>

#include "stream.h"

namespace parley {

// Inversion of the cumulative distribution with 128-bit thresholds, tails beyond 13.3 sigma (2^-128) cut. Immutable.
class Gaussian {
   public:
    explicit Gaussian(double sigma);

    int32_t sample(Stream& stream) const {
        u64 high = stream.word();
        uint32_t i = guide_[high >> (64 - kGuideBits)];
        while (high > high_[i]) ++i;
        if (high == high_[i]) i = settle(i, high, stream.word());  // 2^-64 of the cases a threshold
        return static_cast<int32_t>(i) - bound_;
    }

   private:
    static constexpr int kGuideBits = 12;

    uint32_t settle(uint32_t i, u64 high, u64 low) const;

    int32_t bound_;
    // X <= i - bound_ if and only if the 128-bit draw is below the i-th threshold.
    std::vector<u64> high_, low_;
    std::vector<uint32_t> guide_;  // first candidate by the draw's top bits
};

// x = sum_(i < m) 2^(8 i) y_i + t y_m, y from narrow discrete Gaussians of one sigma_0. By Micciancio and Walter
// (https://eprint.iacr.org/2017/259, section 4) x is within 2^-64 of the discrete Gaussian of variance
// sigma_0^2 (sum 4^(8 i) + t^2) as long as each factor is at most sigma_0 / 1.51 times what stands below it.
class WideGaussian {
   public:
    explicit WideGaussian(double sigma);

    int32_t words() const { return words_; }  // that a sample needs, sign included
    void sample(Stream& stream, int64_t* words, int32_t count) const;

   private:
    std::shared_ptr<const Gaussian> table_;
    int32_t levels_;       // m
    int64_t topMantissa_;  // t = mantissa 2^exponent
    int topExponent_;
    int32_t words_;
};

}  // namespace parley
