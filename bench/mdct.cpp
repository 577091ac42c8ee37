// The MDCT of 10 s of sound at 48 kHz, there and back: mfcc bench bench/mdct.cpp --entry there_and_back (or tokenize, detokenize).
// bench/peers/scipy_mdct.py does the same with SciPy.
#include "models/tokenization/tokenization.h"

MF_PROGRAM(program) {
  using namespace mf;
  const int64_t samples = 480000;
  TokenizationOptions o;
  o.kind = TokenizationKind::mdct;
  o.hop = 512;
  std::shared_ptr<Tokenization> t = make_tokenization(o, {1, samples, 1});
  Argument x{"x", {1, samples}}, tokens{"tokens", {1, t->tokens(), t->width()}};
  program.entry("tokenize", {x}, [=](const Arguments &a) -> Results { return {{"tokens", t->tokenize(a[0])}}; });
  program.entry("detokenize", {tokens}, [=](const Arguments &a) -> Results { return {{"x", t->detokenize(a[0])}}; });
  program.entry("there_and_back", {x}, [=](const Arguments &a) -> Results { return {{"x", t->detokenize(t->tokenize(a[0]))}}; });
}
