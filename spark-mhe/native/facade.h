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

// What computes on residues modulo primes below 2^47: "AVX2+FMA" or "scalar". Throws when PARLEY_KERNELS is set to
// anything but auto or scalar. Thread-safe.
std::string kernels();

// The largest prime of that many bits that is 1 modulo cyclotomicOrder; throws when there is none. Thread-safe.
int64_t lastPrime(int32_t bits, int32_t cyclotomicOrder);

// Fills out[0..count) from the calling thread's random generator of OpenFHE. Thread-safe.
void drawWords(int64_t* out, int32_t count);

// ---- Streams.

// Expands key[0..keyLength) under a label into out[0..count) by BLAKE2Xb; keyLength is at most 64. Thread-safe.
void expand(const int8_t* key, int32_t keyLength, int32_t label, int8_t* out, int32_t count);

// ---- Rings. All functions below are thread-safe: objects are immutable once made.

// Makes the ring, or finds the one of these parameters that is alive; each call returns a reference to free. Throws
// when there are no such primes, when the security is below 128 bits and insecure is false, and when a transform differs
// from OpenFHE's.
int64_t ringOpen(int32_t logRingDimension, int32_t firstPrimeBits, int32_t scaleBits, int32_t limbs, int32_t digits,
                 bool insecure);
void ringFree(int64_t ring);
int64_t ringIdentity(int64_t ring);      // equal for references to the same ring
int32_t ringSpecialLimbs(int64_t ring);  // primes of P
int32_t ringDigits(int64_t ring);
int32_t ringSecurityBits(int64_t ring);       // 256, 192, 128 or 0
void ringPrimes(int64_t ring, int64_t* out);  // [limbs + special], Q first
void ringRoots(int64_t ring, int64_t* out);   // their 2n-th roots of unity
int32_t ringsAlive();

// ---- Polynomials in evaluation form, mod q_0 .. q_(limbs-1), or mod QP when extended. Results are new objects.

void polyFree(int64_t poly);
int64_t polysAlive();
int64_t polyZero(int64_t ring, int32_t limbs, bool extended);
int64_t polyAdd(int64_t a, int64_t b);
int64_t polySubtract(int64_t a, int64_t b);
int64_t polyNegate(int64_t a);
int64_t polyMultiply(int64_t a, int64_t b);
int64_t polyMultiplyAdd(int64_t a, int64_t b, int64_t c);          // a b + c
int64_t polySubtractProduct(int64_t a, int64_t b, int64_t c);      // c - a b
int64_t polyMultiplyResidues(int64_t a, const int64_t* residues);  // one residue a limb
int64_t polyAddResidues(int64_t a, const int64_t* residues);       // a constant polynomial, one residue a limb
int64_t polyDrop(int64_t a, int32_t limbs);
int64_t polyAutomorphism(int64_t a, int32_t galoisElement);
int64_t polyMonomial(int64_t a, int32_t exponent);  // 0 <= exponent < 2n
int64_t polyGadget(int64_t a, int32_t digit);       // P times the limbs of one digit, 0 elsewhere; extended
int64_t polyExtend(int64_t a);                      // from coefficients below q_0 / 2 to mod QP

// residues: [count * limbs], position-major, each below its prime.
int64_t polyOfResidues(int64_t ring, int32_t limbs, const int32_t* positions, int32_t count, const int64_t* residues);
// words: n signed integers, little-endian two's complement.
int64_t polyOfWords(int64_t ring, int32_t limbs, const int64_t* words, int32_t wordsPerCoefficient);
void polyResidues(int64_t a, const int32_t* positions, int32_t count, int64_t* residues);
// Centred coefficients, n signed integers of that many words, which must hold the modulus and a sign.
void polyCentred(int64_t a, int64_t* words, int32_t wordsPerCoefficient);

// Raw little-endian limbs from out[offset] on, polynomial by polynomial; reading throws when a residue is not below its
// prime, and then has made none.
void polysWrite(const int64_t* polys, int32_t count, int8_t* out, int32_t offset);
void polysRead(int64_t ring, int32_t limbs, bool extended, const int8_t* in, int32_t offset, int32_t count,
               int64_t* polys);

int64_t polyRescale(int64_t a);  // round(a / q_last) mod the other primes

// Sum of x_j w_j, products added in 128 bits.
int64_t innerProduct(const int64_t* x, const int64_t* w, int32_t count);
// out[c] = sum of x_j wc_j for c = 0, 1, in one pass over x.
void innerProductPair(const int64_t* x, const int64_t* w0, const int64_t* w1, int32_t count, int64_t* out);

// Sums of x_j w0_j and x_j w1_j, x_j = sum_r values[j places + r] X^exponents[r], or X^-exponents[r] where inverted.
void integerProducts(const int32_t* exponents, int32_t places, bool inverted, const int32_t* values, const int64_t* w0,
                     const int64_t* w1, int32_t count, int64_t* out);

// ---- CKKS encoding of real slots, any scale.

int64_t encode(int64_t ring, const double* slots, int32_t count, double scale, int32_t limbs);
int64_t encodeConstant(int64_t ring, double value, double scale, int32_t limbs);
void decode(int64_t a, double scale, double* slots);  // n/2 slots

// ---- Wide integers: two's complement, little-endian words; numbers in fixed point have four.

// out = round(in numerator / 2^shift), halves upwards, four words each, modulo 2^256; a negative shift multiplies.
// Returns the first index of a number that is not below 5/4 2^limitBits, or -1.
int32_t wideScale(const int64_t* in, int32_t words, int32_t count, const int64_t* numerator, int32_t numeratorWords,
                  int32_t shift, int32_t limitBits, int64_t* out);

// The canonical embedding in fixed point. cosines: cos(pi k / n) 2^254 for k = 0 .. n/2.
int64_t wideTransformMake(int32_t logRingDimension, const int64_t* cosines);
void wideTransformFree(int64_t transform);
// Real parts of the n/2 slots of two polynomials of n coefficients, at the powers of 5. Thread-safe, as the next.
void wideSlots(int64_t transform, const int64_t* a, const int64_t* b, int64_t* slotsOfA, int64_t* slotsOfB);
// n coefficients, rounded to integers, of two polynomials of n/2 real slots with so many bits after the point.
void wideCoefficients(int64_t transform, const int64_t* a, const int64_t* b, int32_t fraction, int64_t* ofA,
                      int64_t* ofB);

// ---- Key switching.

int64_t keyMake(const int64_t* b, const int64_t* a, int32_t digits);  // copies extended polynomials, a pair a digit
void keyWrite(int64_t key, int8_t* out, int32_t offset);              // all b, then all a, as polysWrite
void keyFree(int64_t key);
void keySwitch(int64_t poly, int64_t key, int64_t* out);  // out[0] + out[1] s = poly s'

// ---- Cross-checks: the kernels against OpenFHE. Thread-safe; those by OpenFHE one at a time, and no ring opens
// meanwhile.

// Transforms n residues in place, forward from coefficients to evaluations; row: of ringPrimes.
void kernelTransform(int64_t ring, int32_t row, bool forward, int64_t* residues);
void openfheTransform(int64_t ring, int32_t row, bool forward, int64_t* residues);
int64_t openfheRescale(int64_t a);                               // as polyRescale
void openfheKeySwitch(int64_t poly, int64_t key, int64_t* out);  // as keySwitch, by hybrid key switching

// ---- Samplers: functions of a 32-byte seed.

int64_t sampleUniform(int64_t ring, const int8_t* seed, int32_t limbs, bool extended);
int64_t sampleTernary(int64_t ring, const int8_t* seed, int32_t limbs, bool extended);
int64_t sampleGaussian(int64_t ring, const int8_t* seed, int32_t limbs, bool extended);  // sigma 3.2
int64_t sampleWideGaussian(int64_t ring, const int8_t* seed, int32_t limbs, double sigma);
void wideGaussianWords(const int8_t* seed, double sigma, int32_t count, int64_t* words, int32_t wordsPerInteger);
void maskWords(const int8_t* seed, int32_t bits, int32_t count, int64_t* words, int32_t wordsPerInteger);

// Ternary coefficients, 2 bits each (0, 1, 2 for -1), [n / 4] bytes; both throw on anything else.
void ternaryPack(int64_t a, int8_t* out);
int64_t ternaryUnpack(int64_t ring, const int8_t* in);  // mod QP

}  // namespace parley
