// Rings: parameter generation and its security check by OpenFHE, and what is derived from its primes.
#include "ring.h"

#include <cmath>
#include <complex>
#include <mutex>
#include <shared_mutex>

#include "crosscheck.h"
#include "fourier.h"
#include "math/dftransform.h"

extern "C" void omp_set_max_active_levels(int);

namespace parley {

namespace {

std::mutex registryMutex;
std::vector<std::weak_ptr<const Ring>> registry;
std::shared_mutex libraryTables;  // of OpenFHE, which grow when a ring of new primes is made

// Spark's tasks are the parallelism. OpenFHE names the number of threads at each parallel region, so that only the number
// of active regions limits it.
void limitThreads() {
    thread_local bool done = false;
    if (!done) omp_set_max_active_levels(0);
    done = true;
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

u64 productExcept(const std::vector<int32_t>& rows, int32_t left, const Ring& r, const Modulus& m) {
    u64 product = 1;
    for (int32_t row : rows) {
        if (row != left) product = m.mul(product, m.reduceWord(r.mod[row].q));
    }
    return product;
}

Conversion conversion(const Ring& r, std::vector<int32_t> from, std::vector<int32_t> to) {
    Conversion c;
    for (int32_t row : from) {
        const Modulus& m = r.mod[row];
        c.inverse.emplace_back(m.inverse(productExcept(from, row, r, m)), m.q);
    }
    for (int32_t target : to) {
        std::vector<u64> hats;
        for (int32_t row : from) hats.push_back(productExcept(from, row, r, r.mod[target]));
        u64 centre = 0;
        const Modulus& m = r.mod[target];
        for (size_t i = 0; i < from.size(); ++i) {
            centre = m.sub(centre, m.mul(m.reduceWord(r.mod[from[i]].q / 2), hats[i]));
        }
        c.hat.push_back(std::move(hats));
        c.centre.push_back(centre);
    }
    c.from = std::move(from);
    c.to = std::move(to);
    return c;
}

std::vector<int32_t> range(int32_t first, int32_t last) {
    std::vector<int32_t> rows;
    for (int32_t i = first; i < last; ++i) rows.push_back(i);
    return rows;
}

void deriveConversions(Ring& r) {
    int32_t all = r.limbs + r.special;
    auto special = range(r.limbs, all);
    r.up.resize(r.limbs + 1);
    r.down.resize(r.limbs + 1);
    for (int32_t l = 1; l <= r.limbs; ++l) {
        for (int32_t d = 0; d < r.digitsOf(l); ++d) {
            int32_t first = d * r.alpha, last = std::min(first + r.alpha, l);
            auto to = range(0, first);
            for (int32_t i = last; i < l; ++i) to.push_back(i);
            to.insert(to.end(), special.begin(), special.end());
            r.up[l].push_back(conversion(r, range(first, last), std::move(to)));
        }
        r.down[l] = conversion(r, special, range(0, l));
    }
    for (int32_t i = 0; i < r.limbs; ++i) {
        const Modulus& m = r.mod[i];
        r.pModQ.push_back(productExcept(special, -1, r, m));
        r.pInverse.emplace_back(m.inverse(r.pModQ.back()), m.q);
    }
    r.inverse.resize(r.limbs);
    for (int32_t j = 0; j < r.limbs; ++j) {
        r.inverse[j].resize(r.limbs);
        for (int32_t i = 0; i < r.limbs; ++i) {
            const Modulus& m = r.mod[i];
            if (i != j) r.inverse[j][i] = Factor(m.inverse(m.reduceWord(r.mod[j].q)), m.q);
        }
    }
}

void derive(Ring& r, const lbcrypto::CryptoContext<lbcrypto::DCRTPoly>& context) {
    auto parameters = std::dynamic_pointer_cast<lbcrypto::CryptoParametersCKKSRNS>(context->GetCryptoParameters());
    size_t made = context->GetElementParams()->GetParams().size();
    require(static_cast<int32_t>(made) == r.limbs,
            "the library made " + std::to_string(made) + " primes, expected " + std::to_string(r.limbs));
    double logQP = 0;
    for (auto& p : parameters->GetParamsQP()->GetParams()) {
        u64 prime = p->GetModulus().ConvertToInt<uint64_t>();
        u64 root = p->GetRootOfUnity().ConvertToInt<uint64_t>();
        r.mod.emplace_back(prime);
        r.roots.push_back(root);
        r.ntt.emplace_back(r.mod.back(), root, r.logn);
        logQP += std::log2(static_cast<double>(prime));
    }
    r.special = static_cast<int32_t>(r.mod.size()) - r.limbs;
    r.digits = static_cast<int32_t>(parameters->GetNumPartQ());
    r.alpha = static_cast<int32_t>(parameters->GetNumPerPartQ());
    r.securityBits = r.insecure ? 0 : securityOf(r.n, logQP);
    deriveConversions(r);
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
    derive(*r, libraryContext(*r));
    checkTransforms(*r);
    // The tables of the Fourier transform are made here, so that threads only read them.
    std::vector<std::complex<double>> warm(r->n / 2);
    DiscreteFourierTransform::FFTSpecialInv(warm, static_cast<uint32_t>(2 * r->n));
    DiscreteFourierTransform::FFTSpecial(warm, static_cast<uint32_t>(2 * r->n));
    return r;
}

}  // namespace

std::shared_lock<std::shared_mutex> useFourierTables() {
    limitThreads();
    return std::shared_lock<std::shared_mutex>(libraryTables);
}

std::unique_lock<std::shared_mutex> changeLibraryTables() {
    limitThreads();
    return std::unique_lock<std::shared_mutex>(libraryTables);
}

lbcrypto::CryptoContext<lbcrypto::DCRTPoly> libraryContext(const Ring& r) {
    using namespace lbcrypto;
    CCParams<CryptoContextCKKSRNS> p;
    p.SetMultiplicativeDepth(r.limbs - 1);
    p.SetFirstModSize(r.firstBits);
    p.SetScalingModSize(r.scaleBits);
    p.SetScalingTechnique(FIXEDMANUAL);
    p.SetKeySwitchTechnique(HYBRID);
    p.SetSecurityLevel(r.insecure ? HEStd_NotSet : HEStd_128_classic);
    p.SetRingDim(static_cast<uint32_t>(r.n));
    p.SetPREMode(NOT_SET);
    p.SetNumLargeDigits(r.wantedDigits);
    auto context = GenCryptoContext(p);
    CryptoContextFactory<DCRTPoly>::ReleaseAllContexts();
    return context;
}

int64_t ringOpen(int32_t logn, int32_t firstBits, int32_t scaleBits, int32_t limbs, int32_t digits, bool insecure) {
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
    }
    auto exclusive = changeLibraryTables();
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
