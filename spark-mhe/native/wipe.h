// Memory that held something secret is overwritten before it is given back.
#pragma once

#include <cstring>
#include <memory>
#include <vector>

namespace parley {

template <typename T>
struct WipingAllocator {
    using value_type = T;

    WipingAllocator() = default;
    template <typename U>
    WipingAllocator(const WipingAllocator<U>&) noexcept {}

    T* allocate(size_t count) { return std::allocator<T>().allocate(count); }
    void deallocate(T* first, size_t count) noexcept {
        explicit_bzero(first, count * sizeof(T));
        std::allocator<T>().deallocate(first, count);
    }
    bool operator==(const WipingAllocator&) const noexcept { return true; }
    bool operator!=(const WipingAllocator&) const noexcept { return false; }
};

template <typename T>
using Wiped = std::vector<T, WipingAllocator<T>>;

}  // namespace parley
