// OpenFHE's own transforms, rescaling and key switching, which the kernels here are compared with: the transforms
// whenever a ring is made, all of them in tests.
#pragma once

#include "openfhe.h"
#include "ring.h"

namespace parley {

// OpenFHE's context for the parameters of a ring; equal parameters give equal primes and roots. The caller holds
// changeLibraryTables().
lbcrypto::CryptoContext<lbcrypto::DCRTPoly> libraryContext(const Ring& r);

// Transforms one polynomial for every prime of Q and P there and back, and throws where a residue is not OpenFHE's. The
// caller holds changeLibraryTables().
void checkTransforms(const Ring& r);

}  // namespace parley
