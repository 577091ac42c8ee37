/* The structs that generated code fills and the runtime reads: one constant descriptor in each
 * artifact (*.mfa, an ELF shared object), exported as the symbol `mf_artifact`. No parsing at load.
 * C11, no includes but the standard integers. Change it only together with MF_ABI_VERSION. */
#ifndef MF_ABI_H
#define MF_ABI_H
#include <stdint.h>

#define MF_ABI_MAGIC 0x5452415f43464d00ull /* "\0MFC_ART" as a little-endian word */
#define MF_ABI_VERSION 1
#define MF_ARTIFACT_SYMBOL "mf_artifact"

/* Element types. An i1 array holds one byte an element, 0 or 1. */
enum { MF_F32 = 0, MF_F64 = 1, MF_BF16 = 2, MF_I32 = 3, MF_I64 = 4, MF_I1 = 5 };

/* A named array: an argument, a result or a piece of state. Row-major, contiguous. */
typedef struct mf_array_desc {
  const char *name;     /* "x", "blocks.0.dense.weight" */
  const char *role;     /* argument: "data" or "seed"; state: "parameter", "optimizer", "ema", "counter", "key"; result: "value" */
  int32_t dtype;        /* MF_F32 ... */
  int32_t rank;
  const int64_t *shape; /* [rank] */
  int64_t bytes;
} mf_array_desc;

/* Where a buffer of a launch lives. */
enum { MF_ARENA = 0, MF_ARGUMENT = 1, MF_RESULT = 2, MF_STATE = 3, MF_CONSTANT = 4 };
typedef struct mf_buffer_ref {
  int32_t space;        /* MF_ARENA ... */
  int32_t index;        /* argument, result, state or constant number; 0 in the arena */
  int64_t offset;       /* bytes from the start of that array or of the arena; arena offsets are multiples of 64 */
} mf_buffer_ref;

/* Runs blocks [begin, end) of the kernel's linear grid (last grid dimension fastest).
 * buffers: one pointer a kernel argument, 64-byte aligned for arena and state.
 * scratch: scratch_bytes of this thread's own memory, 64-byte aligned; NULL if scratch_bytes is 0. */
typedef void (*mf_cpu_kernel)(void *const *buffers, int64_t begin, int64_t end, void *scratch);

typedef struct mf_kernel_desc {
  const char *name;     /* "k12_row" */
  const char *kind;     /* "loop", "row", "column", "contraction" */
  const char *source;   /* "model.cpp:41" the user's line, or "" */
  mf_cpu_kernel cpu;    /* NULL where the artifact has no CPU code */
  int64_t blocks;       /* number of blocks */
  int64_t scratch_bytes;
  int64_t flops[3];     /* a launch: primal, tangent, gradient */
  int64_t bytes_read, bytes_written;
} mf_kernel_desc;

/* One step of a plan. MF_STEP_LOOP repeats the following `body` steps. */
enum { MF_STEP_LAUNCH = 0, MF_STEP_LOOP = 1 };
typedef struct mf_step_desc {
  int32_t type;
  int32_t kernel;             /* launch: index into kernels */
  int32_t num_buffers;
  int32_t body;               /* loop: number of steps that follow and are repeated */
  const mf_buffer_ref *buffers;
  int64_t trips;              /* loop: constant trip count, or -1: the i32 at `count` is read when the loop starts */
  mf_buffer_ref counter;      /* loop: i32 that receives 0, 1, 2 ... before each trip */
  mf_buffer_ref count;
} mf_step_desc;

typedef struct mf_entry_desc {
  const char *name;
  int32_t num_arguments, num_results;
  const mf_array_desc *arguments, *results;
  int64_t num_steps;
  const mf_step_desc *steps;
  int64_t arena_bytes;
} mf_entry_desc;

typedef struct mf_artifact_desc {
  uint64_t magic;
  uint32_t abi_version;
  uint32_t reserved;
  const char *producer;       /* "mfcc 0.1" */
  const char *cpu;            /* "x86-64-v3", "x86-64-v4" or "x86-64": what the CPU code needs; checked at load */
  const char *metadata;       /* JSON object text: what was compiled (program name, source, options) */
  int64_t num_states;
  const mf_array_desc *states;
  int64_t num_constants;
  const void *const *constants;
  int64_t num_kernels;
  const mf_kernel_desc *kernels;
  int64_t num_entries;
  const mf_entry_desc *entries;
  const char *ptx;            /* PTX text of the CUDA kernels, or NULL */
} mf_artifact_desc;

#endif
