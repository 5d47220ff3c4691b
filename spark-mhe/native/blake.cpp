#include "blake.h"

#include <immintrin.h>

#include <cstring>
#include <stdexcept>

#include "fma.h"
#include "utils/prng/blake2.h"

namespace parley {

namespace {

#define PARLEY_AVX2 __attribute__((target("avx2")))

constexpr uint64_t kInitial[8] = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
                                  0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};

constexpr uint8_t kOrder[12][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3}};

// The parameter block of BLAKE2b as words; xofBytes is the length of the whole output.
void parameters(blake2b_param* p, uint8_t digestBytes, uint8_t keyBytes, uint32_t xofBytes) {
    std::memset(p, 0, sizeof *p);
    p->digest_length = digestBytes;
    p->key_length = keyBytes;
    p->xof_length = xofBytes;
}

// The hash of message and key that all output blocks expand.
void rootHash(uint8_t* root, size_t bytes, const uint8_t* message, size_t messageBytes, const uint8_t* key,
              size_t keyBytes) {
    blake2b_param p;
    parameters(&p, BLAKE2B_OUTBYTES, static_cast<uint8_t>(keyBytes), static_cast<uint32_t>(bytes));
    p.fanout = 1;
    p.depth = 1;
    blake2b_state state;
    uint8_t block[BLAKE2B_BLOCKBYTES] = {0};
    std::memcpy(block, key, keyBytes);
    bool failed = blake2b_init_param(&state, &p) != 0 || blake2b_update(&state, block, sizeof block) != 0 ||
                  blake2b_update(&state, message, messageBytes) != 0 ||
                  blake2b_final(&state, root, BLAKE2B_OUTBYTES) != 0;
    explicit_bzero(block, sizeof block);
    if (failed) throw std::runtime_error("cannot expand seed: BLAKE2b failed");
}

template <int Bits>
PARLEY_AVX2 inline __m256i rotated(__m256i x) {
    return _mm256_or_si256(_mm256_srli_epi64(x, Bits), _mm256_slli_epi64(x, 64 - Bits));
}
template <>
PARLEY_AVX2 inline __m256i rotated<32>(__m256i x) {
    return _mm256_shuffle_epi32(x, 0xb1);
}
template <>
PARLEY_AVX2 inline __m256i rotated<24>(__m256i x) {
    return _mm256_shuffle_epi8(x, _mm256_setr_epi8(3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10, 3, 4, 5, 6, 7,
                                                   0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10));
}
template <>
PARLEY_AVX2 inline __m256i rotated<16>(__m256i x) {
    return _mm256_shuffle_epi8(x, _mm256_setr_epi8(2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9, 2, 3, 4, 5, 6,
                                                   7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9));
}

PARLEY_AVX2 inline void mix(__m256i& a, __m256i& b, __m256i& c, __m256i& d, __m256i x, __m256i y) {
    a = _mm256_add_epi64(_mm256_add_epi64(a, b), x);
    d = rotated<32>(_mm256_xor_si256(d, a));
    c = _mm256_add_epi64(c, d);
    b = rotated<24>(_mm256_xor_si256(b, c));
    a = _mm256_add_epi64(_mm256_add_epi64(a, b), y);
    d = rotated<16>(_mm256_xor_si256(d, a));
    c = _mm256_add_epi64(c, d);
    b = rotated<63>(_mm256_xor_si256(b, c));
}

// Output blocks first .. first + 3, one a lane: each hashes the root under its own parameter block.
PARLEY_AVX2 void fourBlocks(uint8_t* out, const uint8_t* root, uint32_t xofBytes, uint32_t first) {
    uint64_t words[8], message[8];
    blake2b_param p;
    parameters(&p, BLAKE2B_OUTBYTES, 0, xofBytes);
    p.leaf_length = BLAKE2B_OUTBYTES;
    p.inner_length = BLAKE2B_OUTBYTES;
    std::memcpy(words, &p, sizeof words);
    std::memcpy(message, root, sizeof message);
    __m256i start[8], v[16], m[16];
    for (int i = 0; i < 8; ++i) {
        start[i] = _mm256_set1_epi64x(static_cast<int64_t>(kInitial[i] ^ words[i]));
        m[i] = _mm256_set1_epi64x(static_cast<int64_t>(message[i]));
        m[8 + i] = _mm256_setzero_si256();
    }
    // The node offset is the low half of the second word.
    start[1] = _mm256_xor_si256(start[1], _mm256_setr_epi64x(first, first + 1L, first + 2L, first + 3L));
    for (int i = 0; i < 8; ++i) {
        v[i] = start[i];
        v[8 + i] = _mm256_set1_epi64x(static_cast<int64_t>(kInitial[i]));
    }
    v[12] = _mm256_xor_si256(v[12], _mm256_set1_epi64x(BLAKE2B_OUTBYTES));  // bytes hashed
    v[14] = _mm256_xor_si256(v[14], _mm256_set1_epi64x(-1));                // the last block
    for (const auto& o : kOrder) {
        mix(v[0], v[4], v[8], v[12], m[o[0]], m[o[1]]);
        mix(v[1], v[5], v[9], v[13], m[o[2]], m[o[3]]);
        mix(v[2], v[6], v[10], v[14], m[o[4]], m[o[5]]);
        mix(v[3], v[7], v[11], v[15], m[o[6]], m[o[7]]);
        mix(v[0], v[5], v[10], v[15], m[o[8]], m[o[9]]);
        mix(v[1], v[6], v[11], v[12], m[o[10]], m[o[11]]);
        mix(v[2], v[7], v[8], v[13], m[o[12]], m[o[13]]);
        mix(v[3], v[4], v[9], v[14], m[o[14]], m[o[15]]);
    }
    alignas(32) uint64_t lanes[4];
    for (int i = 0; i < 8; ++i) {
        __m256i h = _mm256_xor_si256(start[i], _mm256_xor_si256(v[i], v[8 + i]));
        _mm256_store_si256(reinterpret_cast<__m256i*>(lanes), h);
        for (int lane = 0; lane < 4; ++lane) std::memcpy(out + 64 * lane + 8 * i, &lanes[lane], 8);
    }
}

}  // namespace

void blake2Xof(uint8_t* out, size_t bytes, const uint8_t* message, size_t messageBytes, const uint8_t* key,
               size_t keyBytes) {
    if (!fmaAvailable()) {
        if (blake2xb(out, bytes, message, messageBytes, key, keyBytes) != 0) {
            throw std::runtime_error("cannot expand seed: BLAKE2Xb failed");
        }
        return;
    }
    uint8_t root[BLAKE2B_OUTBYTES];
    rootHash(root, bytes, message, messageBytes, key, keyBytes);
    for (size_t at = 0; at < bytes; at += 256) {
        fourBlocks(out + at, root, static_cast<uint32_t>(bytes), static_cast<uint32_t>(at / 64));
    }
    explicit_bzero(root, sizeof root);
}

}  // namespace parley
