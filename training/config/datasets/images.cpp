// Images of one's own in a .npz file, grey or in colour.
#include "options/Needs.h"
#include "training/config/Datasets.h"

namespace mf {

MF_DEFINE_DATASET(images) {
  opt::Entry entry{.order = 25, .title = "images", .about = "images: a .npz file in --data, x of uint8 [N, height, width, channels] and label,", .traits = {opt::trait::image, opt::trait::folder}};
  return {.entry = entry,
          .rows = {opt::row("height", &DatasetOptions::height, {1, 4096}, "Height of the images in the file, in pixels."),
                   opt::row("width", &DatasetOptions::width, {1, 4096}, "Their width."),
                   opt::row("channels", &DatasetOptions::channels, {1, 3}, "1: grey; 3: colour.")},
          .signal = [](const DatasetOptions &o) { return Signal{o.height, o.width, o.channels}; }};
}

} // namespace mf
