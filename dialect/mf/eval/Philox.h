// The counter-based generator of mf.random_*: philox4x32-10.
#pragma once
#include <array>
#include <cstdint>

namespace mf::eval {

/// Four random words, a function of counter and key alone.
std::array<uint32_t, 4> philox(std::array<uint32_t, 4> counter, std::array<uint32_t, 2> key);

} // namespace mf::eval
