// The classifier that judges generated examples of a data set: trained once, then read from the cache.
#pragma once
#include "models/classifier/classifier.h"
#include "training/metrics/Classifier.h"

namespace mf::tool {

/// $XDG_CACHE_HOME/mfcc; ~/.cache/mfcc where it is not set; "" where there is no home: then nothing is kept.
std::string cacheFolder();

/// The classifier of a data set with labels. It is found in the cache under a hash of the data set's contents, of the model and of mfcc's version; what is
/// not there or damaged is made anew (half a minute, announced on stderr) and kept where the folder can be written. Throws UserError.
metrics::Classifier openClassifier(const Dataset &train, const ClassifierOptions &options, int threads);

} // namespace mf::tool
