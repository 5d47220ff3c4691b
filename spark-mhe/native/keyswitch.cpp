// Rescaling and key switching on OpenFHE's tables; the keys are our own polynomials.
#include <algorithm>

#include "ring.h"

namespace parley {

int64_t polyRescale(int64_t a) {
    Call call;
    const Poly& x = poly(a);
    require(x.limbs >= 2 && !x.extended, "cannot rescale: expected at least 2 limbs modulo Q");
    size_t diff = x.ring->limbs - x.limbs;
    Dcrt v = x.value;
    auto& t = *x.ring->parameters;
    v.DropLastElementAndScale(t.GetQlQlInvModqlDivqlModq(diff), t.GetqlInvModq(diff));
    return Poly(x.ring, x.limbs - 1, false, std::move(v)).handle();
}

int64_t keyMake(const int64_t* b, const int64_t* a, int32_t digits) {
    Call call;
    auto ring = poly(b[0]).ring;
    require(digits == ring->digits, "cannot make switching key: expected " + std::to_string(ring->digits) +
                                        " digits, got " + std::to_string(digits));
    std::vector<Dcrt> bs, as;
    for (int32_t j = 0; j < digits; ++j) {
        requireSameShape(poly(b[j]), poly(a[j]));
        require(poly(b[j]).extended, "cannot make switching key: expected polynomials modulo QP");
        bs.push_back(poly(b[j]).value);
        as.push_back(poly(a[j]).value);
    }
    auto key = std::make_shared<lbcrypto::EvalKeyRelinImpl<Dcrt>>(ring->context);
    key->SetBVector(std::move(bs));
    key->SetAVector(std::move(as));
    return reinterpret_cast<int64_t>(new Key(ring, key));
}

void keyFree(int64_t key) { delete reinterpret_cast<Key*>(key); }

namespace {

// The polynomial whose digits are half of their primes in every coefficient. OpenFHE lifts digits to [0, q) and not to
// [-q/2, q/2): their mean times the key's noise is a multiple of 1 + X + .. + X^(n-1), which is n times larger in the
// slots next to the root 1 than elsewhere. Switching p + half and subtracting the switched half centres the digits.
Dcrt half(const std::shared_ptr<const Ring>& ring, int32_t limbs) {
    Poly h(ring, limbs, false, Format::COEFFICIENT);
    for (int32_t i = 0; i < limbs; ++i) {
        const int32_t first = i / ring->alpha * ring->alpha, last = std::min(first + ring->alpha, limbs);
        const u64 q = ring->mod[i].q;
        unsigned __int128 residue = q / 2;
        for (int32_t k = first; k < last; ++k) {
            if (k != i) residue = residue * (ring->mod[k].q % q) % q;
        }
        std::fill_n(h.row(i), ring->n, static_cast<u64>(residue));
    }
    h.toEvaluation();
    return h.value;
}

std::vector<Dcrt> switchDigits(const Key& k, const Dcrt& x) {
    auto pair = k.ring->context->GetScheme()->KeySwitchCore(x, k.key);
    for (auto& part : *pair) part.SetFormat(Format::EVALUATION);
    return std::move(*pair);
}

const Centre& centre(const Key& k, int32_t limbs) {
    std::lock_guard<std::mutex> lock(k.centresLock);
    auto found = k.centres.find(limbs);
    if (found == k.centres.end()) {
        Dcrt h = half(k.ring, limbs);
        auto switched = switchDigits(k, h);
        found = k.centres.emplace(limbs, Centre{std::move(h), std::move(switched)}).first;
    }
    return found->second;
}

}  // namespace

void keySwitch(int64_t p, int64_t key, int64_t* out) {
    Call call;
    const Poly& x = poly(p);
    const Key& k = *reinterpret_cast<const Key*>(key);
    require(x.ring == k.ring && !x.extended, "cannot switch keys: the polynomial and the key are of different rings");
    const Centre& c = centre(k, x.limbs);
    auto pair = switchDigits(k, x.value + c.half);
    for (int i = 0; i < 2; ++i) {
        pair[i] -= c.switched[i];
        out[i] = Poly(x.ring, x.limbs, false, std::move(pair[i])).handle();
    }
}

}  // namespace parley
