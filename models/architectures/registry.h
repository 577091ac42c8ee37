// registry.h: how a file of this folder registers its architecture, and who finds it.
#pragma once
#include "models/architectures/network.h"
#include "models/layers/own.h"
#include "options/Entry.h"

namespace mf {

/// What the project knows of an architecture. Its keys are in the section [model].
struct ArchitectureEntry {
  opt::Entry entry;
  opt::Rows<NetworkOptions> sizes; ///< sizes of NetworkOptions that it takes beside those of all
  opt::OwnOptions own;
  std::function<std::unique_ptr<Network>(const NetworkOptions &)> make;
};

/// An architecture with options of its own. sizes: rows of NetworkOptions that it takes beside those of all. make(o, own) makes the network.
template <typename Own, typename Make> ArchitectureEntry define_architecture(opt::Entry entry, const opt::Rows<NetworkOptions> &sizes, const opt::Rows<Own> &own, Make make) {
  entry.options = opt::optionsOf(sizes);
  for (const opt::Row<Own> &row : own)
    entry.options.push_back(row);
  return {std::move(entry), sizes, opt::OwnOptions::of(own), [make](const NetworkOptions &o) { return make(o, own_options<Own>(o.own)); }};
}

/// Heads the function, in namespace mf, that gives the entry; `name` is the file's name without its extension, and that of the key's value.
#define MF_DEFINE_ARCHITECTURE(name) ArchitectureEntry architecture_##name()
#define MF_ENTRY(name) ArchitectureEntry architecture_##name();
#include "generated/architectures.inc"
#undef MF_ENTRY

/// All of them; Architecture is the index.
const std::vector<ArchitectureEntry> &architectures();

/// Rows of NetworkOptions that every architecture takes.
const opt::Rows<NetworkOptions> &network_options();
/// The row of NetworkOptions::width.
opt::Row<NetworkOptions> width_option();
/// The options of an architecture from the values of the section [model].
NetworkOptions read_network_options(Architecture architecture, const opt::Values &model);

/// Throws mf::Error where a sinusoidal embedding cannot have this size.
void check_sinusoids(int64_t size);

} // namespace mf
