// Streams of bytes that a seed and a label determine, by BLAKE2Xb in chunks with a counter.
#pragma once

#include <array>
#include <cstring>

#include "modular.h"

namespace parley {

enum class Use : uint32_t { kCheck = 0, kUniform = 1, kTernary = 2, kGaussian = 3, kWide = 4, kMask = 5 };

// Confined to one thread.
class Stream {
   public:
    // index tells streams of one use and seed apart, such as limbs.
    Stream(const int8_t* seed, int32_t seedBytes, Use use, uint32_t index = 0);
    ~Stream();
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    u64 word() {
        if (next_ + sizeof(u64) > kChunk) refill();
        u64 w;
        std::memcpy(&w, buffer_.data() + next_, sizeof w);
        next_ += sizeof w;
        return w;
    }
    uint8_t byte() {
        if (next_ + 1 > kChunk) refill();
        return buffer_[next_++];
    }

   private:
    static constexpr size_t kChunk = 8192;

    void refill();

    std::array<uint8_t, 64> key_{};
    int32_t keyBytes_;
    Use use_;
    uint32_t index_;
    u64 counter_ = 0;
    size_t next_ = kChunk;
    std::array<uint8_t, kChunk> buffer_;
};

}  // namespace parley
