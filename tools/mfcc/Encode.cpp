//===- Encode.cpp - mfcc encode: a sound file to a .mfc file ----------------------------------------===//
#include "tools/mfcc/Coding.h"

namespace mf::tool {

static void run(const CodingOptions &o) {
  std::string output = outputOf(o, ".mfc");
  CodecModel model(RunFolder::open(o.run), o.checkpoint, o.threads);
  codeAndReport(output, [&](const CodecProgress &progress) { return encodeSound(model, o.input, output, progress); });
}

void addEncode(CommandLine &app) {
  auto *command = app.add_subcommand("encode", "compress a sound file with a run");
  auto o = std::make_shared<CodingOptions>();
  addCodingOptions(*command, *o, "a sound (.wav, .flac, .ogg)", "the stream; default: the input's name with .mfc");
  command->callback([o] { run(*o); });
}

} // namespace mf::tool
