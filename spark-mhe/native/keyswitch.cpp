// Rescaling and key switching on OpenFHE's tables; the keys are our own polynomials.
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
    return reinterpret_cast<int64_t>(new Key{ring, key});
}

void keyFree(int64_t key) { delete reinterpret_cast<Key*>(key); }

void keySwitch(int64_t p, int64_t key, int64_t* out) {
    Call call;
    const Poly& x = poly(p);
    const Key& k = *reinterpret_cast<const Key*>(key);
    require(x.ring == k.ring && !x.extended, "cannot switch keys: the polynomial and the key are of different rings");
    auto pair = x.ring->context->GetScheme()->KeySwitchCore(x.value, k.key);
    for (int c = 0; c < 2; ++c) {
        (*pair)[c].SetFormat(Format::EVALUATION);
        out[c] = Poly(x.ring, x.limbs, false, std::move((*pair)[c])).handle();
    }
}

}  // namespace parley
