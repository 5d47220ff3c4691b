// Rings: parameter generation and its security check by OpenFHE, and what is derived from its primes.
#include "ring.h"

#include <cmath>
#include <mutex>

extern "C" {
void omp_set_num_threads(int);
void omp_set_max_active_levels(int);
}

namespace parley {

namespace {

std::mutex registryMutex;
std::vector<std::weak_ptr<const Ring>> registry;
u64 lastDimension = 0;
thread_local bool threadsSet = false;

// OpenFHE names the number of threads at each parallel region, so that only the number of active regions limits it.
void limitThreads(int32_t threads) {
    omp_set_max_active_levels(threads > 1 ? 1 : 0);
    omp_set_num_threads(threads);
    threadsSet = true;
}

int32_t securityOf(u64 n, double logQP) {
    using namespace lbcrypto;
    auto holds = [&](SecurityLevel level) {
        try {
            return StdLatticeParm::FindRingDim(HEStd_ternary, level, static_cast<uint32_t>(std::ceil(logQP))) <= n;
        } catch (const std::exception&) {
            return false;  // beyond the largest dimension of the tables
        }
    };
    return holds(HEStd_256_classic) ? 256 : holds(HEStd_192_classic) ? 192 : holds(HEStd_128_classic) ? 128 : 0;
}

void derive(Ring& r) {
    auto q = r.context->GetElementParams();
    r.parameters = std::dynamic_pointer_cast<lbcrypto::CryptoParametersCKKSRNS>(r.context->GetCryptoParameters());
    r.qp = r.parameters->GetParamsQP();
    require(static_cast<int32_t>(q->GetParams().size()) == r.limbs,
            "the library made " + std::to_string(q->GetParams().size()) + " primes, expected " +
                std::to_string(r.limbs));
    double logQP = 0;
    for (auto& p : r.qp->GetParams()) {
        u64 prime = p->GetModulus().ConvertToInt<uint64_t>();
        r.mod.emplace_back(prime);
        r.roots.push_back(p->GetRootOfUnity().ConvertToInt<uint64_t>());
        logQP += std::log2(static_cast<double>(prime));
    }
    r.special = static_cast<int32_t>(r.mod.size()) - r.limbs;
    r.digits = static_cast<int32_t>(r.parameters->GetNumPartQ());
    r.alpha = static_cast<int32_t>(r.parameters->GetNumPerPartQ());
    r.securityBits = r.insecure ? 0 : securityOf(r.n, logQP);
    for (auto& p : r.parameters->GetPModq()) r.pModQ.push_back(p.ConvertToInt<uint64_t>());
    r.chain.resize(r.limbs + 1);
    r.chain[r.limbs] = q;
    for (int32_t l = r.limbs - 1; l >= 1; --l) {
        r.chain[l] = std::make_shared<Params>(*r.chain[l + 1]);
        r.chain[l]->PopLastParam();
    }
    r.inverse.resize(r.limbs);
    for (int32_t j = 0; j < r.limbs; ++j) {
        r.inverse[j].resize(r.limbs);
        for (int32_t i = j + 1; i < r.limbs; ++i) {
            const Modulus& m = r.mod[i];
            r.inverse[j][i] = Factor(m.inverse(m.reduceWord(r.mod[j].q)), m.q);
        }
    }
}

std::shared_ptr<Ring> make(int32_t logn, int32_t firstBits, int32_t scaleBits, int32_t limbs, int32_t digits,
                           bool insecure) {
    using namespace lbcrypto;
    auto r = std::make_shared<Ring>();
    r->logn = logn;
    r->firstBits = firstBits;
    r->scaleBits = scaleBits;
    r->limbs = limbs;
    r->wantedDigits = digits;
    r->insecure = insecure;
    r->n = u64(1) << logn;
    CCParams<CryptoContextCKKSRNS> p;
    p.SetMultiplicativeDepth(limbs - 1);
    p.SetFirstModSize(firstBits);
    p.SetScalingModSize(scaleBits);
    p.SetScalingTechnique(FIXEDMANUAL);
    p.SetKeySwitchTechnique(HYBRID);
    p.SetSecurityLevel(insecure ? HEStd_NotSet : HEStd_128_classic);
    p.SetRingDim(static_cast<uint32_t>(r->n));
    p.SetPREMode(NOT_SET);
    p.SetNumLargeDigits(digits);
    r->context = GenCryptoContext(p);
    r->context->Enable(PKE);
    r->context->Enable(KEYSWITCH);
    r->context->Enable(LEVELEDSHE);
    CryptoContextFactory<Dcrt>::ReleaseAllContexts();
    derive(*r);
    // Transforms of every prime once, so that all tables are there before threads share them.
    Poly warm(r, r->limbs, true, Format::COEFFICIENT);
    warm.toEvaluation();
    warm.toCoefficients();
    return r;
}

}  // namespace

std::shared_mutex& tables() {
    static std::shared_mutex mutex;
    return mutex;
}

Call::Call() : lock_(tables()) {
    if (!threadsSet) limitThreads(1);
}

void setThreads(int32_t threads) {
    require(threads >= 1 && threads <= 1024, "cannot set threads: expected 1 to 1024, got " + std::to_string(threads));
    limitThreads(threads);
}

int64_t ringOpen(int32_t logn, int32_t firstBits, int32_t scaleBits, int32_t limbs, int32_t digits, bool insecure) {
    if (!threadsSet) limitThreads(1);
    std::lock_guard<std::mutex> one(registryMutex);
    std::vector<std::weak_ptr<const Ring>> alive;
    for (auto& known : registry) {
        auto r = known.lock();
        if (!r) continue;
        alive.push_back(known);
        if (r->logn == logn && r->firstBits == firstBits && r->scaleBits == scaleBits && r->limbs == limbs &&
            r->wantedDigits == digits && r->insecure == insecure) {
            return reinterpret_cast<int64_t>(new std::shared_ptr<const Ring>(r));
        }
        require(r->logn == logn, "ring dimension 2^" + std::to_string(r->logn) +
                                     " is in use in this process, expected the same, got 2^" + std::to_string(logn));
    }
    std::unique_lock<std::shared_mutex> exclusive(tables());
    if (lastDimension != (u64(1) << logn)) {  // the tables are found by prime alone
        ChineseRemainderTransformFTT<NativeVector>().Reset();
        lastDimension = u64(1) << logn;
    }
    std::shared_ptr<const Ring> made = make(logn, firstBits, scaleBits, limbs, digits, insecure);
    alive.push_back(made);
    registry = std::move(alive);
    return reinterpret_cast<int64_t>(new std::shared_ptr<const Ring>(std::move(made)));
}

void ringFree(int64_t ring) { delete reinterpret_cast<std::shared_ptr<const Ring>*>(ring); }

int64_t ringIdentity(int64_t ring) { return reinterpret_cast<int64_t>(ringOf(ring).get()); }

int32_t ringSpecialLimbs(int64_t ring) { return ringOf(ring)->special; }

int32_t ringDigits(int64_t ring) { return ringOf(ring)->digits; }

int32_t ringSecurityBits(int64_t ring) { return ringOf(ring)->securityBits; }

void ringPrimes(int64_t ring, int64_t* out) {
    for (auto& m : ringOf(ring)->mod) *out++ = static_cast<int64_t>(m.q);
}

void ringRoots(int64_t ring, int64_t* out) {
    for (u64 root : ringOf(ring)->roots) *out++ = static_cast<int64_t>(root);
}

int32_t ringsAlive() {
    std::lock_guard<std::mutex> one(registryMutex);
    int32_t count = 0;
    for (auto& known : registry) count += known.expired() ? 0 : 1;
    return count;
}

}  // namespace parley
