// What mfcc encode and mfcc decode share.
#pragma once
#include "tools/mfcc/Commands.h"
#include "training/codec/Codec.h"

namespace mf::tool {

struct CodingOptions {
  std::string run, input, output, checkpoint = "last";
  int threads = 0;
};

void addCodingOptions(Command &command, CodingOptions &options, const char *input, const char *output);

/// --output, or the input's name with another ending. Throws UserError where that is the input itself.
std::string outputOf(const CodingOptions &options, const std::string &ending);

/// Codes with a line of progress on a terminal, if it takes long, and prints what it came to.
void codeAndReport(const std::string &output, const std::function<CodecReport(const CodecProgress &)> &code);

} // namespace mf::tool
