// Digits that the project draws itself.
#include "options/Needs.h"
#include "training/config/Datasets.h"

namespace mf {

MF_DEFINE_DATASET(digits) {
  opt::Entry entry{.order = 10, .title = "drawn digits", .about = "digits are drawn by the project.", .traits = {opt::trait::image}, .defaults = {{"tokenization.hop", 28}}}; // a row of pixels
  return {.entry = entry,
          .rows = {opt::row("size", &DatasetOptions::size, {1, 1e9}, "How many digits are drawn.", {.place = 10})},
          .signal = [](const DatasetOptions &) { return Signal{28, 28, 1}; }};
}

} // namespace mf
