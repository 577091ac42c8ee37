#include "training/data/Audio.h"
#include "training/data/Voices.h"

namespace mf {

MF_OPEN_DATASET(audio) {
  if (options.folder.empty())
    return std::make_unique<Voices>(options);
  return std::make_unique<Audio>(options);
}

} // namespace mf
