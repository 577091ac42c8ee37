// Needs.h: what rows may need of other keys.
#pragma once
#include "options/Option.h"

namespace mf::opt {

/// Traits that entries may have.
namespace trait {
inline const char *const flow = "flow";     ///< a method that trains a velocity field and is sampled by steps
inline const char *const image = "image";   ///< data: an example is an image
inline const char *const sound = "sound";   ///< data: an example is a sound
inline const char *const folder = "folder"; ///< data: read from a folder that the user names
} // namespace trait

/// Needs that several rows have.
namespace needs {
inline Need flow() { return {.key = "method.name", .trait = trait::flow}; }
inline Need image() { return {.key = "dataset.name", .trait = trait::image}; }
inline Need sound() { return {.key = "dataset.name", .trait = trait::sound}; }
inline Need classes() { return {.key = "method.condition", .values = {"class"}}; }
inline Need latent() { return {.key = "method.condition", .values = {"latent"}}; }
inline Need conditioned() { return {.key = "method.condition", .values = {"class", "latent"}}; }
} // namespace needs

} // namespace mf::opt
