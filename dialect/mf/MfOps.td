// All ops of the dialect mf, one file a family.
#ifndef MF_OPS
#define MF_OPS
include "dialect/mf/Elementwise.td"
include "dialect/mf/Shape.td"
include "dialect/mf/Reduction.td"
include "dialect/mf/Contraction.td"
include "dialect/mf/Random.td"
include "dialect/mf/Composite.td"
include "dialect/mf/Fused.td"
include "dialect/mf/Program.td"
#endif
