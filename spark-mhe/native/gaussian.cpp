#include "gaussian.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>

namespace parley {

namespace {

using Wide = __float128;

constexpr double kTail = 13.4;
constexpr int kStep = 8;            // bits between two levels of the convolution
constexpr double kBaseSigma = 400;  // at least 1.51 sqrt(2^16 + 1) for a smoothing error of 2^-64

// exp(-x) for 0 <= x < 1, to 2^-110.
Wide expMinus(Wide x) {
    Wide sum = 1, term = 1;
    for (int k = 1; k < 60; ++k) {
        term *= -x / k;
        sum += term;
    }
    return sum;
}

std::shared_ptr<const Gaussian> cached(double sigma) {
    static std::mutex mutex;
    static std::map<double, std::shared_ptr<const Gaussian>> tables;
    std::lock_guard<std::mutex> one(mutex);
    auto& table = tables[sigma];
    if (!table) table = std::make_shared<const Gaussian>(sigma);
    auto result = table;
    if (tables.size() > 32) tables.clear();
    return result;
}

// words += value 2^shift in two's complement.
void addShifted(int64_t* words, int32_t count, __int128 value, int shift) {
    int32_t at = shift / 64;
    int bit = shift % 64;
    u64 parts[3] = {static_cast<u64>(value), static_cast<u64>(value >> 64), value < 0 ? ~u64(0) : 0};
    u64 carry = 0, below = 0;
    for (int32_t w = at; w < count; ++w) {
        u64 part = parts[std::min(w - at, 2)];
        u64 shifted = bit == 0 ? part : part << bit | below >> (64 - bit);
        below = part;
        u128 sum = static_cast<u128>(static_cast<u64>(words[w])) + shifted + carry;
        words[w] = static_cast<int64_t>(static_cast<u64>(sum));
        carry = static_cast<u64>(sum >> 64);
    }
}

}  // namespace

Gaussian::Gaussian(double sigma) : bound_(static_cast<int32_t>(std::ceil(kTail * sigma))) {
    // rho(x + 1) = rho(x) g^(2 x + 1) with g = exp(-1 / (2 sigma^2)).
    Wide g = expMinus(1 / (2 * Wide(sigma) * Wide(sigma)));
    std::vector<Wide> rho(bound_ + 1);
    rho[0] = 1;
    Wide factor = g, total = 1;
    for (int32_t x = 1; x <= bound_; ++x, factor *= g * g) {
        rho[x] = rho[x - 1] * factor;
        total += 2 * rho[x];
    }
    Wide sum = 0, unit = 1;
    for (int k = 0; k < 128; ++k) unit *= 2;
    for (int32_t x = -bound_; x < bound_; ++x) {
        sum += rho[std::abs(x)];
        // The last steps before 1 are finer than the type; they stay below it.
        u128 threshold = sum < total ? static_cast<u128>(sum / total * unit) : ~u128(0);
        high_.push_back(static_cast<u64>(threshold >> 64));
        low_.push_back(static_cast<u64>(threshold));
    }
    high_.push_back(~u64(0));
    low_.push_back(~u64(0));
    guide_.resize(size_t(1) << kGuideBits);
    for (size_t c = 0; c < guide_.size(); ++c) {
        u64 first = static_cast<u64>(c) << (64 - kGuideBits);
        guide_[c] = static_cast<uint32_t>(std::lower_bound(high_.begin(), high_.end(), first) - high_.begin());
    }
}

uint32_t Gaussian::settle(uint32_t i, u64 high, u64 low) const {
    while (i + 1 < high_.size() && high == high_[i] && low >= low_[i]) ++i;
    return i;
}

WideGaussian::WideGaussian(double sigma) {
    // As many levels as leave the top factor t at 2^(8 (levels - 1)) or more, and so below 2^(8 levels).
    double below = 1;  // sum of 4^(8 i)
    levels_ = 1;
    for (double next = 1 + std::exp2(2 * kStep); kBaseSigma * std::sqrt(next + 1) <= sigma && levels_ < 64;) {
        below = next;
        next += std::exp2(2 * kStep * ++levels_);
    }
    double ratio = sigma / kBaseSigma;
    double top = std::floor(std::sqrt(std::max(1.0, ratio * ratio - below)));
    double base = sigma / std::sqrt(below + top * top);
    // For a large t the rounding of t is too small to matter, and one table serves all.
    if (top >= 512) {
        top += 1;
        base = kBaseSigma;
    }
    int exponent;
    double fraction = std::frexp(top, &exponent);
    topMantissa_ = exponent <= 53 ? static_cast<int64_t>(top) : static_cast<int64_t>(std::ldexp(fraction, 53));
    topExponent_ = exponent <= 53 ? 0 : exponent - 53;
    table_ = cached(base);
    words_ = (std::ilogb(sigma) + 6) / 64 + 1;
}

void WideGaussian::sample(Stream& stream, int64_t* words, int32_t count) const {
    std::fill(words, words + count, 0);
    for (int32_t i = 0; i < levels_; ++i) addShifted(words, count, table_->sample(stream), kStep * i);
    addShifted(words, count, static_cast<__int128>(topMantissa_) * table_->sample(stream), topExponent_);
}

}  // namespace parley
