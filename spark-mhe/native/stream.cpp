#include "stream.h"

#include <cstring>

#include "blake.h"
#include "facade.h"
#include "ring.h"

namespace parley {

Stream::Stream(const int8_t* seed, int32_t seedBytes, Use use, uint32_t index)
    : keyBytes_(seedBytes), use_(use), index_(index) {
    require(seedBytes >= 1 && seedBytes <= 64, "cannot expand seed: expected 1 to 64 bytes");
    std::memcpy(key_.data(), seed, seedBytes);
}

Stream::~Stream() {
    explicit_bzero(key_.data(), key_.size());
    explicit_bzero(buffer_.data(), buffer_.size());
}

void Stream::refill() {
    uint8_t label[8 + 4 + 4 + 8] = {'P', 'R', 'L', 'Y', 'x', 'o', 'f', '1'};
    uint32_t use = static_cast<uint32_t>(use_);
    std::memcpy(label + 8, &use, 4);
    std::memcpy(label + 12, &index_, 4);
    std::memcpy(label + 16, &counter_, 8);
    blake2Xof(buffer_.data(), kChunk, label, sizeof label, key_.data(), static_cast<size_t>(keyBytes_));
    ++counter_;
    next_ = 0;
}

void expand(const int8_t* key, int32_t keyLength, int32_t label, int8_t* out, int32_t count) {
    Stream stream(key, keyLength, Use::kCheck, static_cast<uint32_t>(label));
    for (int32_t i = 0; i < count; ++i) out[i] = static_cast<int8_t>(stream.byte());
}

}  // namespace parley
