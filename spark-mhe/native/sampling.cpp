// Polynomials and masks that a seed determines.
#include "gaussian.h"
#include "ring.h"
#include "stream.h"
#include "wipe.h"

namespace parley {

namespace {

constexpr int32_t kSeedBytes = 32;
constexpr double kSigma = 3.2;

int64_t ofSmall(int64_t ring, int32_t limbs, bool extended, const Wiped<int32_t>& coefficients) {
    Poly out(ringOf(ring), limbs, extended);
    out.secret = true;
    fillSmall(out, coefficients.data());
    out.toEvaluation();
    return std::move(out).handle();
}

}  // namespace

int64_t sampleUniform(int64_t ring, const int8_t* seed, int32_t limbs, bool extended) {
    auto r = ringOf(ring);
    Poly out(r, limbs, extended);
    for (int32_t i = 0; i < out.rows(); ++i) {
        // A stream a prime, so that fewer limbs are a part of more.
        Stream stream(seed, kSeedBytes, Use::kUniform, static_cast<uint32_t>(i));
        const Modulus m = r->mod[i];
        u64* d = out.row(i);
        for (u64 k = 0; k < r->n;) {
            // Lemire's method: the high word is uniform once low words below 2^64 mod q are rejected. Zero is left out,
            // so that no evaluation of a common random string is.
            u128 product = static_cast<u128>(stream.word()) * m.q;
            u64 value = static_cast<u64>(product >> 64);
            if (static_cast<u64>(product) >= m.r64 && value != 0) d[k++] = value;
        }
    }
    return std::move(out).handle();
}

int64_t sampleTernary(int64_t ring, const int8_t* seed, int32_t limbs, bool extended) {
    Stream stream(seed, kSeedBytes, Use::kTernary);
    Wiped<int32_t> coefficients(ringOf(ring)->n);
    for (size_t k = 0; k < coefficients.size();) {
        uint32_t five = stream.byte();  // five trits, once what is not below 3^5 is rejected
        if (five >= 243) continue;
        for (int t = 0; t < 5 && k < coefficients.size(); ++t, five /= 3) {
            coefficients[k++] = static_cast<int32_t>(five % 3) - 1;
        }
    }
    return ofSmall(ring, limbs, extended, coefficients);
}

int64_t sampleGaussian(int64_t ring, const int8_t* seed, int32_t limbs, bool extended) {
    static const Gaussian table(kSigma);
    Stream stream(seed, kSeedBytes, Use::kGaussian);
    Wiped<int32_t> coefficients(ringOf(ring)->n);
    for (auto& c : coefficients) c = table.sample(stream);
    return ofSmall(ring, limbs, extended, coefficients);
}

int64_t sampleWideGaussian(int64_t ring, const int8_t* seed, int32_t limbs, double sigma) {
    auto r = ringOf(ring);
    WideGaussian wide(sigma);
    Stream stream(seed, kSeedBytes, Use::kWide);
    Poly out(r, limbs, false);
    out.secret = true;
    Wiped<int64_t> words(wide.words());
    for (u64 k = 0; k < r->n; ++k) {
        wide.sample(stream, words.data(), wide.words());
        for (int32_t i = 0; i < limbs; ++i) out.row(i)[k] = reduceWords(words.data(), wide.words(), r->mod[i]);
    }
    out.toEvaluation();
    return std::move(out).handle();
}

void wideGaussianWords(const int8_t* seed, double sigma, int32_t count, int64_t* words, int32_t w) {
    WideGaussian wide(sigma);
    require(w >= wide.words(),
            "cannot sample: expected " + std::to_string(wide.words()) + " words an integer, got " + std::to_string(w));
    Stream stream(seed, kSeedBytes, Use::kWide);
    for (int32_t k = 0; k < count; ++k) wide.sample(stream, words + static_cast<int64_t>(k) * w, w);
}

void maskWords(const int8_t* seed, int32_t bits, int32_t count, int64_t* words, int32_t w) {
    Stream stream(seed, kSeedBytes, Use::kMask);
    int32_t top = (bits - 1) / 64;  // the word of the sign bit
    require(bits >= 1 && top < w, "cannot draw masks: too few words");
    int unused = 63 - (bits - 1) % 64;
    for (int32_t k = 0; k < count; ++k, words += w) {
        for (int32_t i = 0; i <= top; ++i) words[i] = static_cast<int64_t>(stream.word());
        words[top] = static_cast<int64_t>(static_cast<u64>(words[top]) << unused) >> unused;
        for (int32_t i = top + 1; i < w; ++i) words[i] = words[top] < 0 ? -1 : 0;
    }
}

}  // namespace parley
