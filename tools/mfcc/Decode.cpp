//===- Decode.cpp - mfcc decode: a .mfc file to a sound file ----------------------------------------===//
#include "tools/mfcc/Coding.h"

namespace mf::tool {

static void run(const CodingOptions &o, const DecodeOptions &decode) {
  std::string output = outputOf(o, ".decoded.wav");
  CodecModel model(RunFolder::open(o.run), o.checkpoint, o.threads);
  codeAndReport(output, [&](const CodecProgress &progress) { return decodeSound(model, o.input, output, decode, progress); });
}

void addDecode(CommandLine &app) {
  auto *command = app.add_subcommand("decode", "bring back the sound of a compressed file");
  auto o = std::make_shared<CodingOptions>();
  auto decode = std::make_shared<DecodeOptions>();
  addCodingOptions(*command, *o, "a stream that mfcc encode wrote with the same run and checkpoint",
                   "the sound (.wav, .flac, .ogg); default: the input's name with .decoded.wav");
  command->add_option("--nfe", decode->nfe, "network evaluations a piece; default 1")->check(atLeast(1));
  command->add_option("--seed", decode->seed, "seed of the noise")->capture_default_str();
  command->add_option("--solver", decode->solver, "euler, heun or midpoint (flow matching)")->check(oneOf({"euler", "heun", "midpoint"}));
  command->callback([o, decode] { run(*o, *decode); });
}

} // namespace mf::tool
