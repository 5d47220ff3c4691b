// Blocks of residues, kept for the next use of the same size: fresh pages from the system cost as much as the arithmetic.
#pragma once

#include <cstddef>
#include <cstdint>

namespace parley {

uint64_t* takeBlock(size_t words);                                  // 64-byte aligned, contents undefined
void giveBlock(uint64_t* block, size_t words, bool wipe) noexcept;  // overwritten first if it held a secret

}  // namespace parley
