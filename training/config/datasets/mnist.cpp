// MNIST, or grey images in its format.
#include "options/Needs.h"
#include "training/config/Datasets.h"

namespace mf {

MF_DEFINE_DATASET(mnist) {
  opt::Entry entry{.order = 20, .title = "MNIST digits", .about = "mnist: a folder of IDX files in --data,", .traits = {opt::trait::image, opt::trait::folder}, .defaults = {{"tokenization.hop", 28}}, .benchmark = true};
  return {.entry = entry,
          .rows = {opt::row("height", &DatasetOptions::height, {1, 4096}, "Height of the images in the IDX files, in pixels."),
                   opt::row("width", &DatasetOptions::width, {1, 4096}, "Their width.")},
          .substitute = "digits",
          .signal = [](const DatasetOptions &o) { return Signal{o.height, o.width, 1}; }};
}

} // namespace mf
