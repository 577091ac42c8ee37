// reference_program.h: the program that computes what a file of tests/references/arrays holds.
#pragma once
#include "models/program/program.h"
#include <nlohmann/json.hpp>

namespace mf::test {

/// Sizes and constants from the JSON text `options` of a reference file.
ProgramOptions reference_options(const nlohmann::json &options);

/// Entries, with arguments and results named as the keys of the file:
///   gradients(input/x, input/label, draw/...) -> loss, raw_mse, grad/<parameter>...;   encode(input/x) -> check/digits
///   sample/<name>(draw/eps, input/label or check/digits or check/latent) -> sample/<name>;  the autoencoder's sample/reconstruction(input/x)
/// `options` is the JSON text of the file.
void build_reference_program(Program &program, const nlohmann::json &options);

/// For optimizer files: update(grad/<parameter>...) -> lr, norm; applies one step to the states of those shapes.
void build_optimizer_program(Program &program, const nlohmann::json &options);

} // namespace mf::test
