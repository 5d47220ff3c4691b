#include "memory.h"

#include <sys/mman.h>

#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>
#include <unordered_map>
#include <vector>

namespace parley {

namespace {

constexpr size_t kKept = size_t(128) << 20;  // bytes kept at most
constexpr size_t kMapped = size_t(1) << 18;  // from so many bytes on a block is a mapping of its own

struct Pool {
    std::mutex mutex;
    std::unordered_map<size_t, std::vector<uint64_t*>> free;
    size_t bytes = 0;
};

Pool& pool() {
    static Pool* instance = new Pool;  // outlives every object that the JVM frees while it ends
    return *instance;
}

// Long-lived and short-lived blocks of one heap leave holes between them, four tenths of the encoded rows in a large
// training; a mapping of its own goes back to the system whole.
uint64_t* fromSystem(size_t words) {
    size_t bytes = words * sizeof(uint64_t);
    void* block;
    if (bytes >= kMapped) {
        block = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (block == MAP_FAILED) throw std::bad_alloc();
    } else {
        block = std::aligned_alloc(64, (bytes + 63) / 64 * 64);
        if (block == nullptr) throw std::bad_alloc();
    }
    return static_cast<uint64_t*>(block);
}

void toSystem(uint64_t* block, size_t words) noexcept {
    size_t bytes = words * sizeof(uint64_t);
    if (bytes >= kMapped) {
        munmap(block, bytes);
    } else {
        std::free(block);
    }
}

}  // namespace

uint64_t* takeBlock(size_t words) {
    Pool& p = pool();
    {
        std::lock_guard<std::mutex> one(p.mutex);
        auto& blocks = p.free[words];
        if (!blocks.empty()) {
            uint64_t* block = blocks.back();
            blocks.pop_back();
            p.bytes -= words * sizeof(uint64_t);
            return block;
        }
    }
    return fromSystem(words);
}

void giveBlock(uint64_t* block, size_t words, bool wipe) noexcept {
    if (wipe) explicit_bzero(block, words * sizeof(uint64_t));
    Pool& p = pool();
    {
        std::lock_guard<std::mutex> one(p.mutex);
        if (p.bytes + words * sizeof(uint64_t) <= kKept) {
            try {
                p.free[words].push_back(block);
                p.bytes += words * sizeof(uint64_t);
                return;
            } catch (const std::bad_alloc&) {  // then it goes back to the system
            }
        }
    }
    toSystem(block, words);
}

}  // namespace parley
