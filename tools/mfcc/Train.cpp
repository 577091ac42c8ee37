//===- Train.cpp - mfcc train -----------------------------------------------------------------------===//
#include "tools/mfcc/Commands.h"
#include "tools/mfcc/Source.h"
#include "training/Trainer.h"
#include "training/UserError.h"

namespace mf::tool {
void addTrain(CLI::App &) {}
} // namespace mf::tool
