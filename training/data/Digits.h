// Ten classes of digits that the project draws itself.
#pragma once
#include "training/data/Images.h"

namespace mf {

/// 28 x 28 digits: a stroke path for each class, bent, slanted, scaled, moved, drawn with a pen of random
/// width and softness, a little noise. Image i has class i mod 10 and is a function of (seed, i) alone;
/// the test split is drawn from other random numbers.
class Digits : public Images {
public:
  Digits(int64_t size, uint64_t seed, bool train = true);
  std::string name() const override { return "digits"; }
};

/// Draws one digit: 28 x 28 bytes, 0 background, 255 ink.
void drawDigit(int digit, uint64_t key, uint8_t *pixels);

} // namespace mf
