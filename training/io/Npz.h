// NumPy's files: .npy (one array) and .npz (a zip of them, stored or deflated).
#pragma once
#include "training/io/Array.h"
#include <span>

namespace mf {

/// Parses the bytes of a .npy file: floats of 16 bits and more, integers and bool, little-endian, in C's or Fortran's order. f16 becomes
/// f32, other integers i32 or i64, whichever holds them. `who` opens the error text. Throws UserError on anything else.
Array parseNpy(const std::string &who, std::span<const std::byte> bytes);

/// The bytes of a .npy file. bf16 is widened to f32, as NumPy has no such type.
std::string formatNpy(const Array &array);

/// Parses the bytes of a .npz file; names are without ".npy". Throws UserError.
NamedArrays parseNpz(const std::string &who, std::span<const std::byte> bytes);

/// Reads a .npz file. Throws UserError where it is missing, foreign, truncated or of another type.
NamedArrays readNpz(const std::string &path);

/// Writes a .npz file (deflated) that np.load reads; an older file is replaced only once the new one is whole.
/// Throws UserError where it cannot be written.
void writeNpz(const std::string &path, const NamedArrays &arrays);

/// Reads and writes a single .npy file.
Array readNpy(const std::string &path);
void writeNpy(const std::string &path, const Array &array);

} // namespace mf
