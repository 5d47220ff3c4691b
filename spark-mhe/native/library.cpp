// What the loaded library is and computes with, and its sources of primes and random words.
#include <gnu/libc-version.h>

#include "facade.h"
#include "fma.h"
#include "math/distributiongenerator.h"
#include "math/math-hal.h"
#include "math/nbtheory.h"
#include "version.h"

namespace parley {

std::string openfheVersion() { return GetOPENFHEVersion(); }

std::string glibcVersion() { return gnu_get_libc_version(); }

std::string kernels() { return fmaAvailable() ? "AVX2+FMA" : "scalar"; }

int64_t lastPrime(int32_t bits, int32_t cyclotomicOrder) {
    return static_cast<int64_t>(lbcrypto::LastPrime<NativeInteger>(bits, cyclotomicOrder).ConvertToInt<uint64_t>());
}

void drawWords(int64_t* out, int32_t count) {
    PRNG& generator = lbcrypto::PseudoRandomNumberGenerator::GetPRNG();
    for (int32_t i = 0; i < count; ++i) {
        uint64_t high = generator();
        out[i] = static_cast<int64_t>(high << 32 | generator());
    }
}

}  // namespace parley
