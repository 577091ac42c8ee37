// registry.h: how a file of this folder registers its tokenization, and who finds it.
#pragma once
#include "models/tokenization/tokenization.h"
#include "models/layers/own.h"
#include "options/Entry.h"

namespace mf {

/// What the project knows of a tokenization. Its keys are in the section [tokenization].
struct TokenizationEntry {
  opt::Entry entry;
  opt::Rows<TokenizationOptions> sizes; ///< of TokenizationOptions, beside those of all
  opt::OwnOptions own;
  std::function<std::unique_ptr<Tokenization>(const TokenizationOptions &, const SignalShape &)> make;
};

/// A tokenization with options of its own. make(o, own, signal) throws mf::Error where they do not fit.
template <typename Own, typename Make>
TokenizationEntry define_tokenization(opt::Entry entry, const opt::Rows<TokenizationOptions> &sizes, const opt::Rows<Own> &own, Make make) {
  entry.options = opt::optionsOf(sizes);
  for (const opt::Row<Own> &row : own)
    entry.options.push_back(row);
  return {std::move(entry), sizes, opt::OwnOptions::of(own),
          [make](const TokenizationOptions &o, const SignalShape &signal) { return make(o, own_options<Own>(o.own), signal); }};
}

/// Heads the function, in namespace mf, that gives the entry; `name` is the file's name without its extension, and that of the key's value.
#define MF_DEFINE_TOKENIZATION(name) TokenizationEntry tokenization_##name()
#define MF_ENTRY(name) TokenizationEntry tokenization_##name();
#include "generated/tokenizations.inc"
#undef MF_ENTRY

/// All of them; TokenizationKind is the index.
const std::vector<TokenizationEntry> &tokenizations();

/// Rows of TokenizationOptions that every tokenization takes.
const opt::Rows<TokenizationOptions> &tokenization_options();
/// The row of TokenizationOptions::hop.
opt::Row<TokenizationOptions> hop_option(std::vector<opt::Need> needs = {});
/// The options of a tokenization from the values of the section [tokenization].
TokenizationOptions read_tokenization_options(TokenizationKind kind, const opt::Values &values);

/// "tokenization.<key>: expected <expected>, got <got>" as an mf::Error.
[[noreturn]] void refuse_tokenization(const std::string &key, const std::string &expected, const std::string &got);

} // namespace mf
