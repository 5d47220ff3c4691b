// The C++ side of parley.mhe.binding.Native: every function here is mapped there under the same name.
//
// Types: int32_t, int64_t, double, pointers to them for arrays (the caller passes the length), and
// std::string. A handle is an int64_t. Errors are C++ exceptions; the message reaches Java as it is.
#pragma once

#include <cstdint>
#include <string>

namespace parley {

// Version of the OpenFHE library that was loaded, such as "1.4.2". Thread-safe.
std::string openfheVersion();

// Version of the C library in use, such as "2.36". Thread-safe.
std::string glibcVersion();

// The largest prime of that many bits that is 1 modulo cyclotomicOrder; throws when there is none. Thread-safe.
int64_t lastPrime(int32_t bits, int32_t cyclotomicOrder);

// Fills out[0..count) from the calling thread's random generator of OpenFHE. Thread-safe.
void drawWords(int64_t* out, int32_t count);

}  // namespace parley
