#include "ntt.h"

#include "fma.h"

namespace parley {

namespace {

constexpr u64 kCached = 2048;  // residues that stay in the first-level cache

u64 reversed(u64 x, int bits) {
    u64 r = 0;
    for (int i = 0; i < bits; ++i) r |= (x >> i & 1) << (bits - 1 - i);
    return r;
}

// Harvey's butterflies (https://arxiv.org/abs/1205.2926): forward keeps values below 4q, inverse below 2q.
inline void forwardButterfly(u64& x, u64& y, const Factor& w, u64 q) {
    u64 a = x >= 2 * q ? x - 2 * q : x;
    u64 b = w.lazy(y, q);
    x = a + b;
    y = a - b + 2 * q;
}

inline void inverseButterfly(u64& x, u64& y, const Factor& w, u64 q) {
    u64 sum = x + y;
    u64 difference = x - y + 2 * q;
    x = sum >= 2 * q ? sum - 2 * q : sum;
    y = w.lazy(difference, q);
}

}  // namespace

Ntt::Ntt(const Modulus& m, u64 root, int logn) : n_(u64(1) << logn), q_(m.q), fma_(m.q < kFmaLimit && fmaAvailable()) {
    std::vector<u64> powers(n_), inversePowers(n_);
    u64 inverse = m.inverse(root), power = 1, inversePower = 1;
    for (u64 i = 0; i < n_; ++i) {
        u64 at = reversed(i, logn);
        powers[at] = power;
        inversePowers[at] = inversePower;
        power = m.mul(power, root);
        inversePower = m.mul(inversePower, inverse);
    }
    u64 size = m.inverse(m.reduceWord(n_));
    size_ = Factor(size, q_);
    last_ = Factor(m.mul(size, inversePowers[1]), q_);
    if (fma_) {
        fmaRoots_.assign(powers.begin(), powers.end());
        fmaInverses_.assign(inversePowers.begin(), inversePowers.end());
        return;
    }
    for (u64 i = 0; i < n_; ++i) {
        roots_.emplace_back(powers[i], q_);
        inverses_.emplace_back(inversePowers[i], q_);
    }
}

// The block of `size` residues at x, the index-th of its layer; the layer's factors start at n / size.
void Ntt::forwardBlock(u64* x, u64 size, u64 index) const {
    const u64 q = q_;
    if (size > kCached) {
        const Factor w1 = roots_[n_ / size + index];
        const Factor w2 = roots_[2 * (n_ / size + index)], w3 = roots_[2 * (n_ / size + index) + 1];
        u64 quarter = size / 4;
        for (u64 k = 0; k < quarter; ++k) {  // two layers in one pass
            u64 a = x[k], b = x[k + quarter], c = x[k + 2 * quarter], d = x[k + 3 * quarter];
            forwardButterfly(a, c, w1, q);
            forwardButterfly(b, d, w1, q);
            forwardButterfly(a, b, w2, q);
            forwardButterfly(c, d, w3, q);
            x[k] = a, x[k + quarter] = b, x[k + 2 * quarter] = c, x[k + 3 * quarter] = d;
        }
        for (u64 part = 0; part < 4; ++part) forwardBlock(x + part * quarter, quarter, 4 * index + part);
        return;
    }
    u64 blocks = 1, half = size / 2;
    for (; half >= 2; blocks *= 4, half /= 4) {
        const Factor* w = &roots_[n_ / size * blocks + index * blocks];
        const Factor* v = &roots_[2 * (n_ / size * blocks + index * blocks)];
        u64 quarter = half / 2;
        for (u64 i = 0; i < blocks; ++i) {
            u64* y = x + i * 2 * half;
            const Factor w1 = w[i], w2 = v[2 * i], w3 = v[2 * i + 1];
            for (u64 k = 0; k < quarter; ++k) {
                u64 a = y[k], b = y[k + quarter], c = y[k + 2 * quarter], d = y[k + 3 * quarter];
                forwardButterfly(a, c, w1, q);
                forwardButterfly(b, d, w1, q);
                forwardButterfly(a, b, w2, q);
                forwardButterfly(c, d, w3, q);
                y[k] = a, y[k + quarter] = b, y[k + 2 * quarter] = c, y[k + 3 * quarter] = d;
            }
        }
    }
    if (half == 1) {
        const Factor* w = &roots_[n_ / size * blocks + index * blocks];
        for (u64 i = 0; i < blocks; ++i) forwardButterfly(x[2 * i], x[2 * i + 1], w[i], q);
    }
    for (u64 k = 0; k < size; ++k) {
        u64 r = x[k];
        r = r >= 2 * q ? r - 2 * q : r;
        x[k] = r >= q ? r - q : r;
    }
}

// The inverse of forwardBlock, but for the first layer of the whole transform, which inverse() adds.
void Ntt::inverseBlock(u64* x, u64 size, u64 index) const {
    const u64 q = q_;
    if (size > kCached) {
        u64 half = size / 2;
        inverseBlock(x, half, 2 * index);
        inverseBlock(x + half, half, 2 * index + 1);
        if (size == n_) return;
        const Factor w = inverses_[n_ / size + index];
        for (u64 k = 0; k < half; ++k) inverseButterfly(x[k], x[k + half], w, q);
        return;
    }
    for (u64 half = 1, blocks = size / 2; blocks >= 1 && 2 * half < n_; half *= 2, blocks /= 2) {
        const Factor* w = &inverses_[n_ / size * blocks + index * blocks];
        for (u64 i = 0; i < blocks; ++i) {
            u64* y = x + i * 2 * half;
            const Factor f = w[i];
            for (u64 k = 0; k < half; ++k) inverseButterfly(y[k], y[k + half], f, q);
        }
    }
}

void Ntt::forward(u64* x) const {
    if (fma_) {
        forwardFma(x, n_, fmaRoots_.data(), static_cast<double>(q_));
    } else {
        forwardBlock(x, n_, 0);
    }
}

void Ntt::forwardShort(u64* x, u64 count) const {
    u64 size = 16;
    while (size < count) size *= 4;
    if (size > n_ / 4) {
        std::fill(x + count, x + n_, 0);
        return forward(x);
    }
    std::fill(x + count, x + size, 0);
    if (fma_) return forwardShortFma(x, size, n_, fmaRoots_.data(), static_cast<double>(q_));
    for (u64 k = size; k < n_; k += size) std::copy(x, x + size, x + k);
    for (u64 k = 0; k < n_; k += size) forwardBlock(x + k, size, k / size);
}

void Ntt::inverse(u64* x) const {
    if (fma_) {
        inverseFma(x, n_, fmaInverses_.data(), static_cast<double>(size_.w), static_cast<double>(q_));
        return;
    }
    inverseBlock(x, n_, 0);
    const u64 q = q_;
    u64 half = n_ / 2;
    for (u64 k = 0; k < half; ++k) {  // the last layer, with the division by n
        u64 a = x[k], b = x[k + half];
        x[k] = size_.mul(a + b, q);
        x[k + half] = last_.mul(a - b + 2 * q, q);
    }
}

}  // namespace parley
