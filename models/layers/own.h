// own.h: the options that an architecture, a method or a tokenization has in a struct of its own.
#pragma once
#include "mf/mf.h"
#include <any>

namespace mf {

/// The struct that is in `own`, a default one where nothing is. Throws mf::Error where there is another.
template <typename S> S own_options(const std::any &own) {
  if (!own.has_value())
    return {};
  if (const S *options = std::any_cast<S>(&own))
    return *options;
  throw Error("options: what is in `own` belongs to another architecture, method or tokenization than the one that is chosen");
}

} // namespace mf
