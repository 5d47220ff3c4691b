// Polynomials: arithmetic in evaluation form, and integers in and out.
#include <atomic>
#include <cstring>
#include <utility>

#include "fma.h"
#include "math/nbtheory.h"
#include "memory.h"
#include "ring.h"
#include "wipe.h"

namespace parley {

namespace {

std::atomic<int64_t> alive{0};

bool useFma(const Modulus& m) { return m.q < kFmaLimit && fmaAvailable(); }

// Many integers of the same number of words modulo one prime: one reduction each where the sum of their words' products
// with powers of 2^64 allows it.
class WordReduction {
   public:
    WordReduction(const Modulus& m, int32_t words) : m_(m), powers_(static_cast<size_t>(words) + 1, 1) {
        for (size_t w = 1; w < powers_.size(); ++w) powers_[w] = m.mul(powers_[w - 1], m.r64);
    }
    u64 operator()(const int64_t* x) const {
        const size_t words = powers_.size() - 1;
        if (words > 7) return reduceWords(x, static_cast<int32_t>(words), m_);
        u128 sum = x[words - 1] < 0 ? m_.neg(powers_[words]) : 0;
        for (size_t w = 0; w < words; ++w) sum += static_cast<u128>(static_cast<u64>(x[w])) * powers_[w];
        // Below 8 q 2^64, so that the first product is below 8 q^2.
        return m_.reduceSum(static_cast<u128>(static_cast<u64>(sum >> 64)) * m_.r64 + static_cast<u64>(sum));
    }

   private:
    const Modulus& m_;
    std::vector<u64> powers_;
};

bool eitherSecret(const Poly& x, const Poly& y) { return x.secret || y.secret; }
bool bothSecret(const Poly& x, const Poly& y) { return x.secret && y.secret; }

// out = op(a, b), row by row.
template <typename Op>
int64_t zip(int64_t a, int64_t b, bool (*secret)(const Poly&, const Poly&), Op op) {
    const Poly &x = poly(a), &y = poly(b);
    requireSameShape(x, y);
    Poly out(x.ring, x.limbs, x.extended);
    out.secret = secret(x, y);
    for (int32_t i = 0; i < out.rows(); ++i) op(x.ring->mod[i], out.row(i), x.row(i), y.row(i), x.ring->n);
    return std::move(out).handle();
}

template <typename Op>
int64_t zip3(int64_t a, int64_t b, int64_t c, Op op) {
    const Poly &x = poly(a), &y = poly(b), &z = poly(c);
    requireSameShape(x, y);
    requireSameShape(x, z);
    Poly out(x.ring, x.limbs, x.extended);
    out.secret = eitherSecret(x, y);
    for (int32_t i = 0; i < out.rows(); ++i) {
        op(x.ring->mod[i], out.row(i), x.row(i), y.row(i), z.row(i), x.ring->n);
    }
    return std::move(out).handle();
}

template <typename Op>
int64_t map(int64_t a, Op op) {
    const Poly& x = poly(a);
    Poly out(x.ring, x.limbs, x.extended);
    out.secret = x.secret;
    for (int32_t i = 0; i < out.rows(); ++i) {
        const Modulus m = x.ring->mod[i];
        const u64* s = x.row(i);
        u64* d = out.row(i);
        for (u64 k = 0; k < x.ring->n; ++k) d[k] = op(m, i, s[k]);
    }
    return std::move(out).handle();
}

}  // namespace

Poly::Poly(std::shared_ptr<const Ring> owner, int32_t l, bool ext)
    : ring(std::move(owner)), limbs(l), extended(ext), data_(takeBlock(words())) {
    ++alive;
}

Poly::Poly(const Poly& other) : Poly(other.ring, other.limbs, other.extended) {
    secret = other.secret;
    std::memcpy(data_, other.data_, words() * sizeof(u64));
}

Poly::Poly(Poly&& other) noexcept
    : ring(other.ring),
      limbs(other.limbs),
      extended(other.extended),
      secret(other.secret),
      data_(std::exchange(other.data_, nullptr)) {
    ++alive;
}

Poly::~Poly() {
    --alive;
    if (data_ != nullptr) giveBlock(data_, words(), secret);
}

void Poly::toEvaluation() {
    for (int32_t i = 0; i < rows(); ++i) ring->ntt[i].forward(row(i));
}

void Poly::toCoefficients() {
    for (int32_t i = 0; i < rows(); ++i) ring->ntt[i].inverse(row(i));
}

void requireSameShape(const Poly& a, const Poly& b) {
    require(a.ring == b.ring && a.limbs == b.limbs && a.extended == b.extended,
            "cannot combine polynomials: shapes differ, expected " + std::to_string(a.rows()) + " limbs, got " +
                std::to_string(b.rows()));
}

void fillSmall(Poly& p, const int32_t* coefficients) {
    for (int32_t i = 0; i < p.rows(); ++i) {
        u64 q = p.ring->mod[i].q;
        u64* d = p.row(i);
        for (u64 k = 0; k < p.ring->n; ++k) {
            int64_t v = coefficients[k];
            d[k] = v < 0 ? q - static_cast<u64>(-v) : static_cast<u64>(v);
        }
    }
}

u64 reduceWords(const int64_t* x, int32_t words, const Modulus& m) {
    u64 r = 0, top = 1;  // top = 2^(64 words) mod q
    for (int32_t w = words - 1; w >= 0; --w) {
        r = m.add(m.mul(r, m.r64), m.reduceWord(static_cast<u64>(x[w])));
        top = m.mul(top, m.r64);
    }
    return x[words - 1] < 0 ? m.sub(r, top) : r;
}

void centredDigits(const Poly& p, u64 index, int64_t* digits) {
    for (int32_t i = 0; i < p.limbs; ++i) {
        const Modulus& m = p.ring->mod[i];
        u64 t = p.row(i)[index];
        for (int32_t j = 0; j < i; ++j) t = p.ring->inverse[j][i].mul(m.sub(t, m.ofSigned(digits[j])), m.q);
        digits[i] = t > m.q / 2 ? static_cast<int64_t>(t) - static_cast<int64_t>(m.q) : static_cast<int64_t>(t);
    }
}

void polyFree(int64_t a) { delete reinterpret_cast<Poly*>(a); }

int64_t polysAlive() { return alive; }

int64_t polyZero(int64_t ring, int32_t limbs, bool extended) {
    Poly out(ringOf(ring), limbs, extended);
    out.clear();
    return std::move(out).handle();
}

int64_t polyAdd(int64_t a, int64_t b) {
    return zip(a, b, bothSecret, [](const Modulus m, u64* d, const u64* s, const u64* t, u64 n) {
        for (u64 k = 0; k < n; ++k) d[k] = m.add(s[k], t[k]);
    });
}

int64_t polySubtract(int64_t a, int64_t b) {
    return zip(a, b, bothSecret, [](const Modulus m, u64* d, const u64* s, const u64* t, u64 n) {
        for (u64 k = 0; k < n; ++k) d[k] = m.sub(s[k], t[k]);
    });
}

int64_t polyMultiply(int64_t a, int64_t b) {
    return zip(a, b, eitherSecret, [](const Modulus m, u64* d, const u64* s, const u64* t, u64 n) {
        if (useFma(m)) return multiplyFma(d, s, t, n, static_cast<double>(m.q));
        for (u64 k = 0; k < n; ++k) d[k] = m.mul(s[k], t[k]);
    });
}

int64_t polyMultiplyAdd(int64_t a, int64_t b, int64_t c) {
    return zip3(a, b, c, [](const Modulus m, u64* d, const u64* s, const u64* t, const u64* v, u64 n) {
        if (useFma(m)) return multiplyAddFma(d, s, t, v, n, static_cast<double>(m.q));
        for (u64 k = 0; k < n; ++k) d[k] = m.reduce(static_cast<u128>(s[k]) * t[k] + v[k]);
    });
}

int64_t polySubtractProduct(int64_t a, int64_t b, int64_t c) {
    return zip3(a, b, c, [](const Modulus m, u64* d, const u64* s, const u64* t, const u64* v, u64 n) {
        if (useFma(m)) return subtractProductFma(d, s, t, v, n, static_cast<double>(m.q));
        for (u64 k = 0; k < n; ++k) d[k] = m.reduce(static_cast<u128>(m.q - s[k]) * t[k] + v[k]);
    });
}

int64_t polyNegate(int64_t a) {
    return map(a, [](const Modulus& m, int32_t, u64 x) { return m.neg(x); });
}

int64_t polyMultiplyResidues(int64_t a, const int64_t* residues) {
    return map(a, [=](const Modulus& m, int32_t i, u64 x) { return m.mul(x, static_cast<u64>(residues[i])); });
}

int64_t polyAddResidues(int64_t a, const int64_t* residues) {
    return map(a, [=](const Modulus& m, int32_t i, u64 x) { return m.add(x, static_cast<u64>(residues[i])); });
}

int64_t polyDrop(int64_t a, int32_t limbs) {
    const Poly& x = poly(a);
    Poly out(x.ring, limbs, false);
    out.secret = x.secret;
    for (int32_t i = 0; i < limbs; ++i) std::memcpy(out.row(i), x.row(i), x.ring->n * sizeof(u64));
    return std::move(out).handle();
}

int64_t polyAutomorphism(int64_t a, int32_t galoisElement) {
    const Poly& x = poly(a);
    std::vector<uint32_t> order(x.ring->n);
    lbcrypto::PrecomputeAutoMap(static_cast<uint32_t>(x.ring->n), static_cast<uint32_t>(galoisElement), &order);
    Poly out(x.ring, x.limbs, x.extended);
    out.secret = x.secret;
    for (int32_t i = 0; i < out.rows(); ++i) {
        const u64* s = x.row(i);
        u64* d = out.row(i);
        for (u64 k = 0; k < x.ring->n; ++k) d[k] = s[order[k]];
    }
    return std::move(out).handle();
}

int64_t polyMonomial(int64_t a, int32_t exponent) {
    const Poly& x = poly(a);
    u64 n = x.ring->n;
    Poly out(x.ring, x.limbs, x.extended);
    out.secret = x.secret;
    out.clear();
    u64 e = static_cast<u64>(exponent);
    for (int32_t i = 0; i < out.rows(); ++i) out.row(i)[e % n] = e < n ? 1 : x.ring->mod[i].q - 1;
    out.toEvaluation();
    for (int32_t i = 0; i < out.rows(); ++i) {
        const Modulus m = x.ring->mod[i];
        const u64* s = x.row(i);
        u64* d = out.row(i);
        for (u64 k = 0; k < n; ++k) d[k] = m.mul(d[k], s[k]);
    }
    return std::move(out).handle();
}

int64_t polyGadget(int64_t a, int32_t digit) {
    const Poly& x = poly(a);
    const Ring& r = *x.ring;
    Poly out(x.ring, x.limbs, true);
    out.secret = x.secret;
    out.clear();
    for (int32_t i = digit * r.alpha; i < std::min((digit + 1) * r.alpha, r.limbs); ++i) {
        Factor p(r.pModQ[i], r.mod[i].q);
        for (u64 k = 0; k < r.n; ++k) out.row(i)[k] = p.mul(x.row(i)[k], r.mod[i].q);
    }
    return std::move(out).handle();
}

int64_t polyExtend(int64_t a) {
    const Poly& x = poly(a);
    const Ring& r = *x.ring;
    Wiped<u64> s(x.row(0), x.row(0) + r.n);
    r.ntt[0].inverse(s.data());
    u64 q = r.mod[0].q;
    Poly out(x.ring, r.limbs, true);
    out.secret = x.secret;
    for (int32_t i = 0; i < out.rows(); ++i) {
        for (u64 k = 0; k < r.n; ++k) {
            out.row(i)[k] = s[k] > q / 2 ? r.mod[i].neg(r.mod[i].reduceWord(q - s[k])) : r.mod[i].reduceWord(s[k]);
        }
    }
    out.toEvaluation();
    return std::move(out).handle();
}

int64_t polyOfResidues(int64_t ring, int32_t limbs, const int32_t* positions, int32_t count, const int64_t* residues) {
    auto r = ringOf(ring);
    Poly out(r, limbs, false);
    if (count == 1 && positions[0] == 0) {  // a constant has its value at every point
        for (int32_t i = 0; i < limbs; ++i) std::fill(out.row(i), out.row(i) + r->n, static_cast<u64>(residues[i]));
        return std::move(out).handle();
    }
    out.secret = true;  // a share's masks or noise at some positions
    out.clear();
    for (int32_t i = 0; i < limbs; ++i) {
        u64* d = out.row(i);
        for (int32_t c = 0; c < count; ++c) {
            d[positions[c]] = r->mod[i].add(d[positions[c]], static_cast<u64>(residues[c * limbs + i]));
        }
    }
    out.toEvaluation();
    return std::move(out).handle();
}

int64_t polyOfWords(int64_t ring, int32_t limbs, const int64_t* words, int32_t w) {
    auto r = ringOf(ring);
    Poly out(r, limbs, false);
    out.secret = true;  // masks
    for (int32_t i = 0; i < limbs; ++i) {
        u64* d = out.row(i);
        const WordReduction reduced(r->mod[i], w);
        for (u64 k = 0; k < r->n; ++k) d[k] = reduced(words + k * w);
    }
    out.toEvaluation();
    return std::move(out).handle();
}

void polyResidues(int64_t a, const int32_t* positions, int32_t count, int64_t* residues) {
    const Poly& x = poly(a);
    int32_t rows = x.rows();
    if (count == 1 && positions[0] == 0) {  // the constant coefficient is the mean of the evaluations
        for (int32_t i = 0; i < rows; ++i) {
            const Modulus m = x.ring->mod[i];
            const u64* s = x.row(i);
            u128 sum = 0;
            for (u64 k = 0; k < x.ring->n; ++k) sum += s[k];
            residues[i] = static_cast<int64_t>(m.mul(m.reduceSum(sum), m.inverse(m.reduceWord(x.ring->n))));
        }
        return;
    }
    Poly c(x);
    c.toCoefficients();
    for (int32_t p = 0; p < count; ++p) {
        for (int32_t i = 0; i < rows; ++i) residues[p * rows + i] = static_cast<int64_t>(c.row(i)[positions[p]]);
    }
}

void polyCentred(int64_t a, int64_t* words, int32_t w) {
    Poly c(poly(a));
    c.toCoefficients();
    std::vector<int64_t> digits(c.limbs);
    for (u64 k = 0; k < c.ring->n; ++k) {
        centredDigits(c, k, digits.data());
        u64* out = reinterpret_cast<u64*>(words + k * w);
        std::fill(out, out + w, 0);
        for (int32_t i = c.limbs - 1; i >= 0; --i) {  // out = out q_i + d_i mod 2^(64 w)
            u64 sign = digits[i] < 0 ? ~u64(0) : 0, carry = 0;
            u128 product = 0;
            for (int32_t v = 0; v < w; ++v) {
                product = static_cast<u128>(out[v]) * c.ring->mod[i].q + static_cast<u64>(product >> 64);
                u128 sum = static_cast<u128>(static_cast<u64>(product)) + carry;
                sum += v == 0 ? static_cast<u64>(digits[i]) : sign;
                out[v] = static_cast<u64>(sum);
                carry = static_cast<u64>(sum >> 64);
            }
        }
    }
}

}  // namespace parley
