/* The structs that generated code fills and the runtime reads: one constant descriptor in each
 * artifact (*.mfa, an ELF shared object), exported as the symbol `mf_artifact`. No parsing at load: the loader
 * checks every index, size and offset of it once (runtime/core/artifact.c), and nothing behind checks again.
 * C11, no includes but the standard integers. Change it only together with MF_ABI_VERSION. */
#ifndef MF_ABI_H
#define MF_ABI_H
#include <stdint.h>

#define MF_ABI_MAGIC 0x5452415f43464d00ull /* "\0MFC_ART" as a little-endian word */
#define MF_ABI_VERSION 2
#define MF_ARTIFACT_SYMBOL "mf_artifact"

/* Element types. An i1 array holds one byte an element, 0 or 1. */
enum { MF_F32 = 0, MF_F64 = 1, MF_BF16 = 2, MF_I32 = 3, MF_I64 = 4, MF_I1 = 5 };

/* A named array: an argument, a result or a piece of state. Row-major, contiguous. */
typedef struct mf_array_desc {
  const char *name;     /* "x", "blocks.0.dense.weight" */
  const char *role;     /* what it is for, a word in lower case. Argument: "data", "seed" ...; result: "value" ...;
                         * state: "parameter", "optimizer", "ema", "counter", "key" or "session" */
  int32_t dtype;        /* MF_F32 ... */
  int32_t rank;
  const int64_t *shape; /* [rank] */
  int64_t bytes;
} mf_array_desc;

/* The pieces of memory that hold states. A program has one of the first kind, each of its sessions one of the other. */
enum { MF_REGION_PROGRAM = 0, MF_REGION_SESSION = 1, MF_NUM_REGIONS = 2 };

/* A state and where it lies. States of a region do not overlap. */
typedef struct mf_state_desc {
  mf_array_desc array;
  int32_t region;       /* MF_REGION_SESSION where the role is "session", else MF_REGION_PROGRAM */
  int32_t reserved;
  int64_t offset;       /* bytes from the start of the region, a multiple of the element size */
} mf_state_desc;

/* Read-only data, 64-byte aligned. */
typedef struct mf_constant_desc {
  const void *data;
  int64_t bytes;
  int32_t dtype;
  int32_t reserved;
} mf_constant_desc;

/* Where a buffer of a launch lives. It lies within what it names; one that begins in a state may reach over the states
 * behind it in the region, if they are of its type. */
enum { MF_ARENA = 0, MF_ARGUMENT = 1, MF_RESULT = 2, MF_STATE = 3, MF_CONSTANT = 4 };
typedef struct mf_buffer_ref {
  int32_t space;        /* MF_ARENA ... */
  int32_t index;        /* argument, result, state or constant number; 0 in the arena */
  int64_t offset;       /* bytes from the start of that array or of the arena, a multiple of the element size */
} mf_buffer_ref;

/* What a kernel does with a buffer; both, one or (0) neither. A buffer that a kernel writes is no argument or constant,
 * and shares no memory with another buffer of the launch unless the two are the same memory and it writes one alone. */
enum { MF_READ = 1, MF_WRITE = 2 };
typedef struct mf_kernel_buffer {
  int32_t dtype;        /* MF_F32 ... */
  int32_t access;       /* MF_READ | MF_WRITE */
  int64_t bytes;
} mf_kernel_buffer;

/* Runs blocks [begin, end) of the kernel's linear grid (last grid dimension fastest).
 * buffers: one pointer a kernel argument, aligned to its element.
 * scratch: scratch_bytes of this thread's own memory, 64-byte aligned; NULL if scratch_bytes is 0. */
typedef void (*mf_cpu_kernel)(void *const *buffers, int64_t begin, int64_t end, void *scratch);

typedef struct mf_cpu_code {
  mf_cpu_kernel run;    /* NULL where the artifact has no CPU code */
  int64_t blocks;       /* they are independent: how many threads share them never changes a bit */
  int64_t scratch_bytes;
  int64_t nanoseconds;  /* roughly, of a launch by one thread: whether more threads are worth their while */
} mf_cpu_code;

/* A launch of the function `name` of the artifact's PTX: blocks x 1 x 1 blocks of threads x 1 x 1 threads. */
typedef struct mf_gpu_code {
  int64_t blocks;       /* 0 where the artifact has no PTX of the kernel */
  int32_t threads;
  int32_t shared_bytes; /* to ask for at the launch, beside what the PTX declares */
} mf_gpu_code;

typedef struct mf_kernel_desc {
  const char *name;     /* "k12_row" */
  const char *kind;     /* "loop", "row", "column", "contraction" */
  const char *source;   /* "model.cpp:41" the user's line, or "" */
  int32_t num_buffers;
  int32_t reserved;
  const mf_kernel_buffer *buffers; /* [num_buffers] */
  mf_cpu_code cpu;
  mf_gpu_code gpu;
  int64_t flops[3];     /* a launch: primal, tangent, gradient */
  int64_t bytes_read, bytes_written;
} mf_kernel_desc;

/* One step of a plan. MF_STEP_LOOP repeats the following `body` steps. */
enum { MF_STEP_LAUNCH = 0, MF_STEP_LOOP = 1 };
typedef struct mf_step_desc {
  int32_t type;
  int32_t kernel;             /* launch: index into kernels */
  int32_t num_buffers;        /* launch: the kernel's */
  int32_t body;               /* loop: number of steps that follow and are repeated */
  const mf_buffer_ref *buffers;
  int64_t trips;              /* loop: constant trip count, or -1: the i32 at `count` is read when the loop starts */
  mf_buffer_ref counter;      /* loop: i32 that receives 0, 1, 2 ... before each trip; no argument or constant */
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
  const mf_state_desc *states;
  int64_t region_bytes[MF_NUM_REGIONS];
  int64_t num_constants;
  const mf_constant_desc *constants;
  int64_t num_kernels;
  const mf_kernel_desc *kernels;
  int64_t num_entries;
  const mf_entry_desc *entries;
  const char *ptx;            /* PTX text of the CUDA kernels, or NULL */
} mf_artifact_desc;

#endif
