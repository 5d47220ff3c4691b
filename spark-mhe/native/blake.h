// BLAKE2Xb (https://www.blake2.net/blake2x.pdf) of a short message under a key: OpenFHE's, or four output blocks at a
// time where the processor has AVX2. Both give the same bytes.
#pragma once

#include <cstddef>
#include <cstdint>

namespace parley {

// Fills out[0..bytes); bytes is a multiple of 256. Throws when OpenFHE's function fails.
void blake2Xof(uint8_t* out, size_t bytes, const uint8_t* message, size_t messageBytes, const uint8_t* key,
               size_t keyBytes);

}  // namespace parley
