#include "memory.h"

#include <cstdlib>
#include <mutex>
#include <new>
#include <unordered_map>
#include <vector>

namespace parley {

namespace {

constexpr size_t kKept = size_t(128) << 20;  // bytes kept at most

struct Pool {
    std::mutex mutex;
    std::unordered_map<size_t, std::vector<uint64_t*>> free;
    size_t bytes = 0;
};

Pool& pool() {
    static Pool* instance = new Pool;  // outlives every object that the JVM frees while it ends
    return *instance;
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
    size_t bytes = (words * sizeof(uint64_t) + 63) / 64 * 64;
    auto* block = static_cast<uint64_t*>(std::aligned_alloc(64, bytes));
    if (block == nullptr) throw std::bad_alloc();
    return block;
}

void giveBlock(uint64_t* block, size_t words) noexcept {
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
    std::free(block);
}

}  // namespace parley
