// classifier.h: the network whose features judge generated examples (docs/metrics.md). It is trained on the data set itself, in half a minute.
//
//   train_step(x f32 [batch, D], label i32 [batch]) -> loss, accuracy
//   classify(x f32 [rows, D])                       -> logits [rows, classes], features [rows, features]     (averaged weights)
//
// Convolutions of stride 2 on the picture, a dense layer to the features, a dense layer to the logits. A sound is made a picture first: the logarithm of its
// power in bands that are spaced evenly in the logarithm of 700 Hz + frequency (mel), a row every half window.
#pragma once
#include "models/tokenization/tokenization.h"

namespace mf {

struct ClassifierOptions {
  SignalShape signal;
  int64_t sample_rate = 0;       ///< of a sound, Hz; 0: an image
  int64_t classes = 10;
  int64_t features = 64;
  int64_t batch = 100;           ///< rows of train_step
  int64_t rows = 250;            ///< rows of classify
  int64_t steps = 1800;          ///< the schedule's length
};

void build_classifier(Program &program, const ClassifierOptions &o);

} // namespace mf
