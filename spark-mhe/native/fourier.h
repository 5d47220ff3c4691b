// OpenFHE's tables for its transforms, which all rings share.
#pragma once

#include <mutex>
#include <shared_mutex>

namespace parley {

// Hold it while calling OpenFHE's Fourier transform; it also keeps the calling thread at one OpenMP thread.
std::shared_lock<std::shared_mutex> useFourierTables();

// Hold it while calling what may add to OpenFHE's tables: making a context, and its number-theoretic transforms.
std::unique_lock<std::shared_mutex> changeLibraryTables();

}  // namespace parley
