// How long a launch takes one core, roughly: enough to tell what is worth a second thread.
#pragma once
#include "codegen/cpu/Target.h"
#include "dialect/mft/Mft.h"

namespace mf::codegen {

/// Nanoseconds of a launch by one thread. Depends on the kernel and the target alone, never on the machine.
int64_t estimateNanoseconds(tile::KernelOp kernel, const CpuTarget &target);

} // namespace mf::codegen
