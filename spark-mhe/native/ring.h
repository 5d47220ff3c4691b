// The objects behind the handles: rings, polynomials, switching keys.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include "facade.h"
#include "modular.h"
#include "openfhe.h"

namespace parley {

using Dcrt = lbcrypto::DCRTPoly;
using Params = Dcrt::Params;

struct Ring {
    int32_t logn = 0, firstBits = 0, scaleBits = 0, limbs = 0, wantedDigits = 0;
    bool insecure = false;
    u64 n = 0;
    int32_t special = 0, digits = 0, alpha = 0, securityBits = 0;
    std::vector<Modulus> mod;                           // Q, then P
    std::vector<u64> roots;                             // of the same
    std::vector<u64> pModQ;                             // P mod q_i
    std::vector<std::vector<Factor>> inverse;           // [j][i] = q_j^-1 mod q_i for j < i, of Q
    std::vector<std::shared_ptr<Params>> chain;         // by number of limbs
    std::shared_ptr<Params> qp;
    lbcrypto::CryptoContext<Dcrt> context;
    std::shared_ptr<lbcrypto::CryptoParametersCKKSRNS> parameters;

    int32_t rows(int32_t l, bool extended) const { return extended ? limbs + special : l; }
    const std::shared_ptr<Params>& params(int32_t l, bool extended) const { return extended ? qp : chain[l]; }
};

struct Poly {
    std::shared_ptr<const Ring> ring;
    int32_t limbs;
    bool extended;
    Dcrt value;

    Poly(std::shared_ptr<const Ring> owner, int32_t l, bool ext, Format format = Format::EVALUATION);
    Poly(std::shared_ptr<const Ring> owner, int32_t l, bool ext, Dcrt&& v);
    Poly(const Poly& other);
    ~Poly();

    int32_t rows() const { return ring->rows(limbs, extended); }
    const u64* row(int32_t i) const {
        return reinterpret_cast<const u64*>(&value.GetAllElements()[i].GetValues()[0]);
    }
    u64* row(int32_t i) { return const_cast<u64*>(static_cast<const Poly*>(this)->row(i)); }
    void toEvaluation() { value.SetFormat(Format::EVALUATION); }
    void toCoefficients() { value.SetFormat(Format::COEFFICIENT); }
    int64_t handle() && { return reinterpret_cast<int64_t>(new Poly(std::move(*this))); }

    Poly(Poly&& other) noexcept;
    Poly& operator=(const Poly&) = delete;
};

// What centres the digits of a key switch, see keyswitch.cpp.
struct Centre {
    Dcrt half;
    std::vector<Dcrt> switched;
};

struct Key {
    std::shared_ptr<const Ring> ring;
    lbcrypto::EvalKey<Dcrt> key;
    mutable std::mutex centresLock;
    mutable std::map<int32_t, Centre> centres;  // by number of limbs; only ever grows

    Key(std::shared_ptr<const Ring> r, lbcrypto::EvalKey<Dcrt> k) : ring(std::move(r)), key(std::move(k)) {}
};

inline const Poly& poly(int64_t handle) { return *reinterpret_cast<const Poly*>(handle); }
inline std::shared_ptr<const Ring> ringOf(int64_t handle) {
    return *reinterpret_cast<const std::shared_ptr<const Ring>*>(handle);
}

// Held by every function that computes: OpenFHE's tables are shared by all rings and must not grow meanwhile. Also
// keeps the calling thread at one OpenMP thread unless setThreads said otherwise.
class Call {
   public:
    Call();

   private:
    std::shared_lock<std::shared_mutex> lock_;
};
std::shared_mutex& tables();

inline void require(bool holds, const std::string& message) {
    if (!holds) throw std::runtime_error(message);
}
void requireSameShape(const Poly& a, const Poly& b);

// Fills a polynomial in coefficient form from small signed integers.
void fillSmall(Poly& p, const int32_t* coefficients);

// x reduced modulo m, x a two's complement integer of that many words.
u64 reduceWords(const int64_t* x, int32_t words, const Modulus& m);

// Digits d_0 .. d_(rows-1) of centred mixed radix: the coefficient is sum d_i q_0 .. q_(i-1), |d_i| <= q_i / 2.
void centredDigits(const Poly& coefficients, u64 index, int64_t* digits);

}  // namespace parley
