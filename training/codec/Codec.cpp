#include "training/codec/Codec.h"
#include "training/UserError.h"
#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <set>

namespace mf {
namespace {

constexpr int64_t chunkFrames = 1 << 14; // what is read of a file at a time

class Fnv1a { // 64 bits; http://www.isthe.com/chongo/tech/comp/fnv/
public:
  void add(const void *data, size_t bytes) {
    for (size_t i = 0; i < bytes; ++i)
      hash = (hash ^ static_cast<const uint8_t *>(data)[i]) * 0x100000001b3;
  }
  uint64_t hash = 0xcbf29ce484222325;
};

/// Indices of the states that an entry's plan touches: a buffer may reach over several.
std::set<int32_t> statesOf(const mf_artifact_desc &artifact, const mf_entry_desc &entry) {
  std::set<int32_t> states;
  for (int64_t i = 0; i < entry.num_steps; ++i)
    for (int32_t k = 0; entry.steps[i].type == MF_STEP_LAUNCH && k < entry.steps[i].num_buffers; ++k) {
      const mf_buffer_ref &buffer = entry.steps[i].buffers[k];
      if (buffer.space != MF_STATE)
        continue;
      const mf_state_desc &first = artifact.states[buffer.index];
      int64_t begin = first.offset + buffer.offset, end = begin + artifact.kernels[entry.steps[i].kernel].buffers[k].bytes;
      for (int64_t s = 0; s < artifact.num_states; ++s)
        if (const mf_state_desc &state = artifact.states[s]; state.region == first.region && state.offset < end && begin < state.offset + state.array.bytes)
          states.insert(int32_t(s));
    }
  return states;
}

/// Keys, counters and caches are no part of what the digits mean.
uint64_t fingerprintOf(const LoadedProgram &program, const std::string &entry) {
  Fnv1a fnv;
  for (int32_t index : statesOf(*mf_program_artifact(program.get()), program.entry(entry))) {
    const mf_array_desc &desc = *mf_state_info(program.get(), index);
    if (!std::strcmp(desc.role, "key") || !std::strcmp(desc.role, "counter") || !std::strcmp(desc.role, "session"))
      continue;
    Array values = Array::like(desc);
    if (mf_state_get(program.get(), index, values.data.data(), desc.bytes))
      throw UserError(mf_last_error());
    fnv.add(desc.name, std::strlen(desc.name) + 1);
    fnv.add(&desc.dtype, sizeof desc.dtype);
    fnv.add(values.shape.data(), values.shape.size() * sizeof(int64_t));
    fnv.add(values.data.data(), values.data.size());
  }
  return fnv.hash;
}

std::string typeOf(const Array *array) { return array ? array->type() : "none"; }

void checkStream(const CodecModel &model, const std::string &who, const StreamHeader &h) {
  if (h.fingerprint != model.fingerprint)
    throw UserError(who + ": expected a stream of the model " + fingerprintText(model.fingerprint) + " (" + model.weights + "), got one of " +
                    fingerprintText(h.fingerprint) + "; decode it with the run and the checkpoint that encoded it");
  if (h.modelRate != model.rate || h.pieceLength != model.pieceLength || h.vectors != model.vectors || h.levels != model.levels)
    throw UserError(who + ": its header does not fit " + model.run + ": expected pieces of " + std::to_string(model.pieceLength) +
                    " samples at " + std::to_string(model.rate) + " Hz in " + std::to_string(model.vectors) + " x " +
                    std::to_string(model.levels.size()) + " digits, got " + std::to_string(h.pieceLength) + " at " +
                    std::to_string(h.modelRate) + " Hz in " + std::to_string(h.vectors) + " x " + std::to_string(h.levels.size()));
}

Call encodeCall(CodecModel &model) {
  model.load("encode");
  return Call(model.program, "encode");
}

/// The decoder's entry with its weights, for a stream that it can decode.
Call decodeCall(CodecModel &model, const BitstreamReader &reader, const DecodeOptions &options) {
  checkStream(model, reader.name(), reader.header());
  std::string entry = options.solver.empty() || options.solver == "euler" ? "decode" : "decode_" + options.solver;
  if (!model.program.has(entry))
    throw UserError(model.run + ": --solver " + options.solver + " is not there for this run, which has no entry '" + entry + "'");
  if (entry != "decode")
    model.load(entry);
  return Call(model.program, entry);
}

} // namespace

// -- model ---------------------------------------------------------------------------------------

CodecModel::CodecModel(const RunFolder &folder, const std::string &checkpoint, int threads)
    : program(folder.artifact(), threads), run(folder.path), weights(folder.findCheckpoint(checkpoint)) {
  try {
    readInfo(folder.info(), folder.signal());
  } catch (const nlohmann::json::exception &e) {
    throw UserError(folder / "run.json" + std::string(": expected what mfcc train writes; ") + e.what());
  }
  checkEntry("encode", "x", "code");
  checkEntry("decode", "code", "x");
  load("decode");
  fingerprint = fingerprintOf(program, "decode");
}

void CodecModel::readInfo(const nlohmann::ordered_json &info, const Signal &signal) {
  rate = signal.sampleRate;
  if (!rate && signal.height > 1)
    throw UserError(run + ": expected a run on sound (dataset.name = audio), got one on images");
  if (!program.has("encode") || !program.has("decode"))
    throw UserError(run + ": this run is no codec: it has no entries 'encode' and 'decode', which method.condition = latent or "
                          "method.name = autoencoder give");
  Call encode(program, "encode");
  if (Array *code = encode.result("code"); code && code->dtype != MF_I32)
    throw UserError(run + ": its latent has no digits that a file could hold (latent.quantizer = none); train with latent.quantizer = fsq");
  if (!rate || !info.contains("codec"))
    throw UserError(run + "/run.json: expected 'signal' and 'codec', got none");
  const nlohmann::ordered_json &codec = info["codec"];
  levels = codec.at("levels").get<std::vector<int32_t>>();
  vectors = codec.at("vectors").get<int64_t>();
  overlap = codec.at("overlap").get<int64_t>();
  const Array *x = encode.argument("x");
  pieceLength = x && x->shape.size() == 2 ? x->shape[1] : 0;
}

void CodecModel::checkEntry(const std::string &entry, const std::string &from, const std::string &to) {
  Call call(program, entry);
  int64_t digits = vectors * int64_t(levels.size());
  auto check = [&](const Array *array, const std::string &name) {
    bool sound = name == "x";
    if (!array || array->dtype != (sound ? MF_F32 : MF_I32) || array->shape.size() != 2 || array->shape[0] < 1 ||
        array->shape[1] != (sound ? pieceLength : digits))
      throw UserError(run + ": " + entry + ": expected '" + name + "' " + (sound ? "f32 [B, " : "i32 [B, ") +
                      std::to_string(sound ? pieceLength : digits) + "], got " + typeOf(array));
    return array->shape[0];
  };
  if (check(call.argument(from), from) != check(call.result(to), to))
    throw UserError(run + ": " + entry + ": expected the same batch of '" + from + "' and '" + to + "'");
}

// -- encoder -------------------------------------------------------------------------------------

static StreamHeader headerOf(const CodecModel &model, int64_t rate, int64_t channels) {
  return {model.rate, rate, channels, 0, model.pieceLength, model.overlap, model.vectors, model.levels, model.fingerprint};
}

CodecEncoder::CodecEncoder(CodecModel &model, const std::string &path, int64_t rate, int64_t channels)
    : model(model), call(encodeCall(model)), header(headerOf(model, rate, channels)), writer(path, header),
      resampler(double(model.rate) / double(rate), channels), splitter(model.pieceLength, model.overlap, channels),
      batch(call.argument("x")->shape[0]) {}

void CodecEncoder::push(const float *interleaved, int64_t frames) {
  resampler.push(interleaved, frames, false, splitter.input());
  header.frames += frames;
  encodePieces();
}

void CodecEncoder::encodePieces() {
  while (splitter.next(call.argument("x")->as<float>() + filled * model.pieceLength))
    if (++filled == batch)
      runBatch();
}

void CodecEncoder::runBatch() {
  float *x = call.argument("x")->as<float>();
  std::fill(x + filled * model.pieceLength, x + batch * model.pieceLength, 0.0f);
  call.run();
  for (int64_t row = 0; row < filled; ++row) {
    std::span<const int32_t> digits(call.result("code")->as<int32_t>() + row * header.digits(), size_t(header.digits()));
    for (size_t i = 0; i < digits.size(); ++i)
      if (int32_t count = model.levels[i % model.levels.size()]; digits[i] < 0 || digits[i] >= count)
        throw UserError(model.run + ": encode: expected digits from 0 to " + std::to_string(count - 1) + ", got " +
                        std::to_string(digits[i]) + "; its weights may be NaN");
    writer.write(digits);
  }
  filled = 0;
}

CodecReport CodecEncoder::close() {
  resampler.push(nullptr, 0, true, splitter.input());
  splitter.finish();
  encodePieces();
  if (filled)
    runBatch();
  int64_t bytes = writer.close(header.frames);
  return {header.pieces(), bytes, header.originalRate, header.channels, header.frames};
}

// -- decoder -------------------------------------------------------------------------------------

CodecDecoder::CodecDecoder(CodecModel &model, BitstreamReader stream, const DecodeOptions &options)
    : model(model), reader(std::move(stream)), options(options), call(decodeCall(model, reader, options)),
      joiner(header().pieceLength, header().overlap, header().channels, header().modelFrames()),
      resampler(double(header().originalRate) / double(header().modelRate), header().channels) {
  if (!call.setScalar("nfe", options.nfe.value_or(1)) && options.nfe)
    throw UserError(model.run + ": " + call.info.name + " takes no 'nfe': an autoencoder decodes in one evaluation");
}

bool CodecDecoder::nextPiece(int32_t *digits) {
  if (at == block.size()) {
    at = 0;
    block.clear();
    if (!reader.next(block))
      return false;
  }
  std::copy_n(block.begin() + int64_t(at), header().digits(), digits);
  at += size_t(header().digits());
  return true;
}

/// Decodes the next batch; returns its pieces, 0 at the end.
int64_t CodecDecoder::runBatch(std::vector<float> &sound) {
  Array &code = *call.argument("code");
  int64_t batch = code.shape[0], pieces = 0;
  while (pieces < batch && nextPiece(code.as<int32_t>() + pieces * header().digits()))
    ++pieces;
  if (!pieces)
    return 0;
  std::fill(code.as<int32_t>() + pieces * header().digits(), code.as<int32_t>() + batch * header().digits(), 0);
  call.setScalar("seed", int32_t(uint32_t(options.seed) + uint32_t(calls++)));
  call.run();
  const float *x = call.result("x")->as<float>();
  if (!std::all_of(x, x + pieces * header().pieceLength, [](float value) { return std::isfinite(value); }))
    throw UserError(model.run + ": " + call.info.name + ": expected finite samples, got NaN or infinity");
  for (int64_t row = 0; row < pieces; ++row)
    joiner.push(x + row * header().pieceLength, sound);
  return pieces;
}

bool CodecDecoder::next(std::vector<float> &out) {
  if (ended)
    return false;
  std::vector<float> sound;
  ended = runBatch(sound) == 0;
  size_t before = out.size();
  resampler.push(sound.data(), int64_t(sound.size()) / header().channels, ended, out);
  int64_t left = header().frames - given, there = int64_t(out.size() - before) / header().channels;
  // rounding at the model's rate may have taken or given a frame
  int64_t frames = ended ? left : std::min(left, there);
  out.resize(before + size_t(frames * header().channels));
  given += frames;
  return true;
}

// -- files ---------------------------------------------------------------------------------------

CodecReport encodeSound(CodecModel &model, const std::string &sound, const std::string &stream, const CodecProgress &progress) {
  SoundReader reader(sound);
  checkRates(sound, reader.rate(), model.rate);
  CodecEncoder encoder(model, stream, reader.rate(), reader.channels());
  std::vector<float> chunk(size_t(chunkFrames * reader.channels()));
  int64_t done = 0;
  while (int64_t frames = reader.read(chunk.data(), chunkFrames)) {
    encoder.push(chunk.data(), frames);
    done += frames;
    if (progress)
      progress(done, reader.frames());
  }
  return encoder.close();
}

CodecReport decodeSound(CodecModel &model, const std::string &stream, const std::string &sound, const DecodeOptions &options,
                        const CodecProgress &progress) {
  CodecDecoder decoder(model, BitstreamReader(stream), options);
  const StreamHeader &h = decoder.header();
  SoundWriter writer(sound, h.originalRate, h.channels);
  int64_t done = 0;
  for (std::vector<float> chunk; decoder.next(chunk); chunk.clear()) {
    int64_t frames = int64_t(chunk.size()) / h.channels;
    writer.write(chunk.data(), frames);
    done += frames;
    if (progress)
      progress(done, h.frames);
  }
  writer.close();
  return {h.pieces(), int64_t(std::filesystem::file_size(stream)), h.originalRate, h.channels, h.frames};
}

} // namespace mf
