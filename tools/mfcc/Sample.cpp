//===- Sample.cpp - mfcc sample ---------------------------------------------------------------------===//
#include "tools/mfcc/Commands.h"

namespace mf::tool {
void addSample(CLI::App &) {}
} // namespace mf::tool
