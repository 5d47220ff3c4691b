// Rescaling and hybrid key switching (https://eprint.iacr.org/2019/688, section 3) on rows of residues.
#include <cstring>

#include "memory.h"
#include "products.h"
#include "ring.h"

namespace parley {

namespace {

// Rows that one call needs and gives back.
class Rows {
   public:
    Rows(u64 n, size_t count) : n_(n), words_(n * count), data_(takeBlock(words_)) {}
    ~Rows() { giveBlock(data_, words_, false); }
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;
    u64* operator[](size_t i) { return data_ + i * n_; }

   private:
    u64 n_;
    size_t words_;
    u64* data_;
};

// Converts coefficients in `source` (rows of c.from, in order; overwritten) and transforms the results in `target`.
void convert(const Ring& r, const Conversion& c, Rows& source, size_t first, Rows& target) {
    size_t count = c.from.size();
    std::vector<Term> terms(count);
    for (size_t i = 0; i < count; ++i) {
        const Modulus m = r.mod[c.from[i]];
        const Factor inverse = c.inverse[i];
        u64* x = source[first + i];
        for (u64 k = 0; k < r.n; ++k) x[k] = m.add(inverse.mul(x[k], m.q), m.q / 2);  // c.centre takes the half off
        terms[i].x = x;
    }
    for (size_t t = 0; t < c.to.size(); ++t) {
        for (size_t i = 0; i < count; ++i) terms[i].factor = c.hat[t][i];
        u64* y = target[t];
        sumOfMultiples(r.mod[c.to[t]], terms, c.centre[t], r.n, y);
        r.ntt[c.to[t]].forward(y);
    }
}

// Sum over digits of x_d key_d for one row.
void rowSum(const Ring& r, const std::vector<const u64*>& x, const std::vector<Poly>& key, int32_t row, u64* out) {
    std::vector<const u64*> y;
    for (size_t d = 0; d < x.size(); ++d) y.push_back(key[d].row(row));
    const u64* const* ys[] = {y.data()};
    u64* outs[] = {out};
    sumOfProducts(r.mod[row], x.data(), ys, static_cast<int32_t>(x.size()), r.n, outs, 1);
}

}  // namespace

int64_t polyRescale(int64_t a) {
    const Poly& x = poly(a);
    require(x.limbs >= 2 && !x.extended, "cannot rescale: expected at least 2 limbs modulo Q");
    const Ring& r = *x.ring;
    int32_t last = x.limbs - 1;
    u64 q = r.mod[last].q;
    Rows top(r.n, 1);
    std::memcpy(top[0], x.row(last), r.n * sizeof(u64));
    r.ntt[last].inverse(top[0]);
    Poly out(x.ring, last, false);
    out.secret = x.secret;
    for (int32_t i = 0; i < last; ++i) {
        const Modulus m = r.mod[i];
        const Factor inverse = r.inverse[last][i];
        const u64 shift = m.reduceWord(q);
        const u64 *t = top[0], *s = x.row(i);
        u64* d = out.row(i);
        for (u64 k = 0; k < r.n; ++k) {  // centred, so that the division rounds to the nearest
            u64 v = m.reduceWord(t[k]);
            d[k] = t[k] > q / 2 ? m.sub(v, shift) : v;
        }
        r.ntt[i].forward(d);
        for (u64 k = 0; k < r.n; ++k) d[k] = inverse.mul(m.sub(s[k], d[k]), m.q);
    }
    return std::move(out).handle();
}

int64_t keyMake(const int64_t* b, const int64_t* a, int32_t digits) {
    auto key = std::make_unique<Key>();
    key->ring = poly(b[0]).ring;
    require(digits == key->ring->digits, "cannot make switching key: expected " + std::to_string(key->ring->digits) +
                                             " digits, got " + std::to_string(digits));
    for (int32_t j = 0; j < digits; ++j) {
        requireSameShape(poly(b[0]), poly(b[j]));
        requireSameShape(poly(b[0]), poly(a[j]));
        require(poly(b[j]).extended, "cannot make switching key: expected polynomials modulo QP");
        key->b.push_back(poly(b[j]));
        key->a.push_back(poly(a[j]));
    }
    return reinterpret_cast<int64_t>(key.release());
}

void keyFree(int64_t key) { delete reinterpret_cast<Key*>(key); }

void keySwitch(int64_t p, int64_t key, int64_t* out) {
    const Poly& x = poly(p);
    const Key& k = *reinterpret_cast<const Key*>(key);
    require(x.ring == k.ring && !x.extended, "cannot switch keys: the polynomial and the key are of different rings");
    const Ring& r = *x.ring;
    const int32_t l = x.limbs, digits = r.digitsOf(l), all = l + r.special;

    Rows coefficients(r.n, l);
    std::memcpy(coefficients[0], x.row(0), l * r.n * sizeof(u64));
    for (int32_t i = 0; i < l; ++i) r.ntt[i].inverse(coefficients[i]);

    // Each digit modulo all of Q_l and P: its own rows as they are, the others converted.
    std::vector<std::unique_ptr<Rows>> lifted;
    std::vector<std::vector<const u64*>> terms(all, std::vector<const u64*>(digits));
    for (int32_t d = 0; d < digits; ++d) {
        const Conversion& up = r.up[l][d];
        lifted.push_back(std::make_unique<Rows>(r.n, up.to.size()));
        convert(r, up, coefficients, up.from[0], *lifted[d]);
        for (int32_t row : up.from) terms[row][d] = x.row(row);
        for (size_t t = 0; t < up.to.size(); ++t) {
            int32_t row = up.to[t];
            terms[row < r.limbs ? row : l + row - r.limbs][d] = (*lifted[d])[t];
        }
    }

    // (sum over digits of lifted_d key_d) / P.
    const Conversion& down = r.down[l];
    Rows special(r.n, r.special), rest(r.n, l);
    std::vector<Poly> sums;
    for (const auto* half : {&k.b, &k.a}) {
        Poly sum(x.ring, l, false);
        for (int32_t i = 0; i < l; ++i) rowSum(r, terms[i], *half, i, sum.row(i));
        for (int32_t i = 0; i < r.special; ++i) {
            rowSum(r, terms[l + i], *half, r.limbs + i, special[i]);
            r.ntt[r.limbs + i].inverse(special[i]);
        }
        convert(r, down, special, 0, rest);
        for (int32_t i = 0; i < l; ++i) {
            const Modulus m = r.mod[i];
            const Factor inverse = r.pInverse[i];
            u64* d = sum.row(i);
            const u64* s = rest[i];
            for (u64 c = 0; c < r.n; ++c) d[c] = inverse.mul(m.sub(d[c], s[c]), m.q);
        }
        sums.push_back(std::move(sum));
    }
    for (int c = 0; c < 2; ++c) out[c] = std::move(sums[c]).handle();
}

}  // namespace parley
