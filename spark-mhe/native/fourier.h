// OpenFHE's tables for the canonical embedding, which all rings share.
#pragma once

#include <shared_mutex>

namespace parley {

// Hold it while calling OpenFHE's Fourier transform; it also keeps the calling thread at one OpenMP thread.
std::shared_lock<std::shared_mutex> useFourierTables();

}  // namespace parley
