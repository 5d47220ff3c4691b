// Raw limbs in and out, and ternary polynomials in 2 bits a coefficient.
#include <cstring>

#include "ring.h"
#include "wipe.h"

namespace parley {

namespace {

int8_t* writePoly(const Poly& p, int8_t* out) {
    std::memcpy(out, p.row(0), p.words() * sizeof(u64));
    return out + p.words() * sizeof(u64);
}

}  // namespace

void polysWrite(const int64_t* polys, int32_t count, int8_t* out, int32_t offset) {
    out += offset;
    for (int32_t p = 0; p < count; ++p) out = writePoly(poly(polys[p]), out);
}

void keyWrite(int64_t key, int8_t* out, int32_t offset) {
    const Key& k = *reinterpret_cast<const Key*>(key);
    out += offset;
    for (auto& p : k.b) out = writePoly(p, out);
    for (auto& p : k.a) out = writePoly(p, out);
}

void polysRead(int64_t ring, int32_t limbs, bool extended, const int8_t* in, int32_t offset, int32_t count,
               int64_t* polys) {
    auto r = ringOf(ring);
    in += offset;
    std::vector<std::unique_ptr<Poly>> read;
    for (int32_t p = 0; p < count; ++p) {
        read.push_back(std::make_unique<Poly>(r, limbs, extended));
        for (int32_t i = 0; i < read.back()->rows(); ++i) {
            u64* d = read.back()->row(i);
            std::memcpy(d, in, r->n * sizeof(u64));
            in += r->n * sizeof(u64);
            bool below = true;
            for (u64 k = 0; k < r->n; ++k) below &= d[k] < r->mod[i].q;
            require(below, "wrong residue in limb " + std::to_string(i) + " of polynomial " + std::to_string(p) +
                               ", expected all below " + std::to_string(r->mod[i].q) + ", got a larger one");
        }
    }
    for (int32_t p = 0; p < count; ++p) polys[p] = reinterpret_cast<int64_t>(read[p].release());
}

void ternaryPack(int64_t a, int8_t* out) {
    const Poly& x = poly(a);
    Wiped<u64> s(x.row(0), x.row(0) + x.ring->n);
    x.ring->ntt[0].inverse(s.data());
    u64 q = x.ring->mod[0].q;
    std::memset(out, 0, x.ring->n / 4);
    for (u64 k = 0; k < x.ring->n; ++k) {
        require(s[k] <= 1 || s[k] == q - 1, "cannot export ternary polynomial: a coefficient is not -1, 0 or 1");
        u64 code = s[k] <= 1 ? s[k] : 2;
        out[k / 4] = static_cast<int8_t>(static_cast<uint8_t>(out[k / 4]) | code << (k % 4 * 2));
    }
}

int64_t ternaryUnpack(int64_t ring, const int8_t* in) {
    auto r = ringOf(ring);
    Wiped<int32_t> coefficients(r->n);
    for (u64 k = 0; k < r->n; ++k) {
        int32_t code = static_cast<uint8_t>(in[k / 4]) >> (k % 4 * 2) & 3;
        require(code != 3, "cannot restore ternary polynomial: expected codes 0 to 2, got 3");
        coefficients[k] = code == 2 ? -1 : code;
    }
    Poly out(r, r->limbs, true);
    out.secret = true;
    fillSmall(out, coefficients.data());
    out.toEvaluation();
    return std::move(out).handle();
}

}  // namespace parley
