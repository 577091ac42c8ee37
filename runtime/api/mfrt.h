/* mfrt: loads and runs what mfcc compiled. C11; also compiles as C++20.
 *
 *   mf_program *program;
 *   if (mf_program_load("digits.mfa", NULL, &program) || mf_state_load(program, "weights.safetensors", 0))
 *     { puts(mf_last_error()); return 1; }
 *   int32_t entry = mf_entry_find(program, "sample");
 *   mf_entry_call(program, entry, arguments, num_arguments, results, num_results);
 *
 * A program owns its state (weights, optimizer slots, counters, the random key), one arena that all its
 * entries share, and its threads' scratch memory. The caller owns arguments and results.
 * Session state (role "session": caches) and the arena belong to a session. A program has one of its own, in which
 * mf_entry_call runs; further sessions share its weights.
 *
 * Threads: a program is used by one thread at a time, and so is each of its sessions; several programs are independent of
 *          each other, and the sessions of a program may be used at the same time. A session's call that writes the
 *          program's states waits for the calls of other sessions, and they for it; others run at once.
 * Errors:  every function that can fail returns an mf_status; the text of the last failure of the calling
 *          thread is mf_last_error(). A failed call leaves the program usable; only mf_entry_call and
 *          mf_entry_scan change state, and only once all their arguments have passed the checks.
 * Strings: returned strings and descriptors belong to the program and live until mf_program_free.
 * Results: the same bits whatever the number of threads. Entries round to nearest and flush subnormal f32 to zero
 *          (but where a kernel computes in f64, too), whatever the caller's floating-point mode, which is as before
 *          after the call.
 */
#ifndef MF_MFRT_H
#define MF_MFRT_H
#include "runtime/abi/mf_abi.h"
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif
#define MF_API __attribute__((visibility("default")))

/* What kind of failure; mf_last_error() says which one, with the value expected and the value got. */
typedef enum mf_status {
  MF_OK = 0,
  MF_ERROR_FILE = 1,         /* cannot be opened, read or written (also: disk full) */
  MF_ERROR_FORMAT = 2,       /* foreign, truncated or malformed file */
  MF_ERROR_INCOMPATIBLE = 3, /* other ABI version, other CPU, no such device */
  MF_ERROR_NAME = 4,         /* no entry or state of that name */
  MF_ERROR_ARRAY = 5,        /* wrong number, type, shape or size of arrays */
  MF_ERROR_MEMORY = 6        /* out of memory */
} mf_status;

typedef struct mf_program mf_program;
typedef struct mf_session mf_session;

/* An array of the caller's: row-major, contiguous, aligned to its element. Host memory. */
typedef struct mf_array {
  void *data;           /* [bytes], not NULL unless bytes is 0 */
  int32_t dtype;        /* MF_F32 ... */
  int32_t rank;
  const int64_t *shape; /* [rank], NULL allowed for rank 0 */
  int64_t bytes;        /* product of shape times mf_dtype_bytes(dtype) */
} mf_array;

/* -- Errors and types --------------------------------------------------------------------------- */

/* The text of this thread's last failure, "" before the first. Overwritten by the next one. */
MF_API const char *mf_last_error(void);

/* Bytes of one element; 0 where dtype is none of MF_F32 ... MF_I1. */
MF_API int64_t mf_dtype_bytes(int32_t dtype);

/* "f32", "f64", "bf16", "i32", "i64", "i1", or "?". */
MF_API const char *mf_dtype_name(int32_t dtype);

/* -- Programs ----------------------------------------------------------------------------------- */

/* Loads an artifact (*.mfa).
 *   path         a file made by mfcc; checked (format, ABI version, CPU level) before any of its code runs
 *   device       "cpu", or NULL for the same; "null": checks plans and launches nothing
 *   out_program  receives the program; NULL on failure. State starts as zeros: call `init`, or mf_state_load and
 *                (where the program has session states) `reset`
 * Allocates: state, arena (the largest of the entries), 64-byte aligned.
 * Errors: MF_ERROR_FILE, MF_ERROR_FORMAT, MF_ERROR_INCOMPATIBLE, MF_ERROR_MEMORY. */
MF_API mf_status mf_program_load(const char *path, const char *device, mf_program **out_program);

/* The same for a descriptor linked into this executable. `artifact` must outlive the program. */
MF_API mf_status mf_program_create(const mf_artifact_desc *artifact, const char *device, mf_program **out_program);

/* Frees everything the program owns; its sessions must have been freed. Nullable: program. */
MF_API void mf_program_free(mf_program *program);

/* Number of CPU threads; 0 or less: OMP_NUM_THREADS where that is a number from 1 up, else all cores that the process may use. */
MF_API void mf_program_set_threads(mf_program *program, int32_t threads);
MF_API int32_t mf_program_threads(const mf_program *program);

/* The artifact's own descriptor: producer, cpu, kernels, constants. Read only. */
MF_API const mf_artifact_desc *mf_program_artifact(const mf_program *program);

/* JSON object text that the compiler stored: program name, source, options. Never NULL. */
MF_API const char *mf_program_metadata(const mf_program *program);

/* Bytes of the arena: the largest arena of all entries. */
MF_API int64_t mf_program_arena_bytes(const mf_program *program);

/* -- Entries ------------------------------------------------------------------------------------ */

MF_API int32_t mf_entry_count(const mf_program *program);

/* Name, arguments, results and plan of entry 0 <= entry < mf_entry_count; NULL outside. */
MF_API const mf_entry_desc *mf_entry_info(const mf_program *program, int32_t entry);

/* The entry of that name, or -1 (then mf_last_error names the entries there are). */
MF_API int32_t mf_entry_find(const mf_program *program, const char *name);

/* Runs an entry to its end.
 *   arguments  [num_arguments] in the order of mf_entry_info(...)->arguments; read only
 *   results    [num_results]   in the order of ...->results; written
 * Overlap of results with arguments or with each other: not allowed. Allocates: never after the first call
 * with a given number of threads. Errors: MF_ERROR_NAME (entry), MF_ERROR_ARRAY (names the array, expected
 * and got), MF_ERROR_MEMORY; nothing has run then. */
MF_API mf_status mf_entry_call(mf_program *program, int32_t entry, const mf_array *arguments, int32_t num_arguments,
                               const mf_array *results, int32_t num_results);

/* Where NaN or infinity first appeared in a scanned call. An infinity can be meant (a mask); it is
 * reported beside the first NaN. */
typedef struct mf_scan_hit {
  int32_t found;          /* 1: the other fields hold */
  int32_t kernel;         /* index into mf_program_artifact()->kernels, or -1: an argument or state had it before */
  int64_t step;           /* index into the entry's steps, or -1 */
  const char *name;       /* kernel's, argument's or state's name */
  const char *source;     /* "model.cpp:41", or "" */
} mf_scan_hit;
typedef struct mf_scan {
  mf_scan_hit nan, infinity;
} mf_scan;

/* As mf_entry_call, but after every launch looks for NaN and infinity in the buffers that it wrote, and stops after the
 * first launch that wrote a NaN. Slow: it reads after every launch what that wrote. States changed so far stay
 * changed; results are unspecified when a NaN was found.
 *   out_scan  what was found; MF_OK is returned whether or not anything was */
MF_API mf_status mf_entry_scan(mf_program *program, int32_t entry, const mf_array *arguments, int32_t num_arguments,
                               const mf_array *results, int32_t num_results, mf_scan *out_scan);

/* -- Sessions ----------------------------------------------------------------------------------- */

/* A further session of the program: its own session states (zeros: call `reset`), arena and scratch memory; the other
 * states are the program's. It runs with the program's number of threads.
 * Errors: MF_ERROR_MEMORY. */
MF_API mf_status mf_session_create(mf_program *program, mf_session **out_session);

/* Frees what the session owns, before its program is freed. Nullable: session. */
MF_API void mf_session_free(mf_session *session);

/* As mf_program_set_threads, for the calls of this session. */
MF_API void mf_session_set_threads(mf_session *session, int32_t threads);

/* As mf_entry_call, with the session's states. */
MF_API mf_status mf_session_call(mf_session *session, int32_t entry, const mf_array *arguments, int32_t num_arguments,
                                 const mf_array *results, int32_t num_results);

/* As mf_state_get and mf_state_set; session states are those of this session. */
MF_API mf_status mf_session_get(mf_session *session, int64_t state, void *out_data, int64_t bytes);
MF_API mf_status mf_session_set(mf_session *session, int64_t state, const void *data, int64_t bytes);

/* -- State -------------------------------------------------------------------------------------- */

MF_API int64_t mf_state_count(const mf_program *program);

/* Name, role, type and shape of state 0 <= state < mf_state_count; NULL outside. */
MF_API const mf_array_desc *mf_state_info(const mf_program *program, int64_t state);

/* The state of that name, or -1 (then mf_last_error says so). */
MF_API int64_t mf_state_find(const mf_program *program, const char *name);

/* Copies a state out of or into the program (of session states, its own session's). bytes must be the state's.
 * Errors: MF_ERROR_NAME (state), MF_ERROR_ARRAY (bytes). */
MF_API mf_status mf_state_get(const mf_program *program, int64_t state, void *out_data, int64_t bytes);
MF_API mf_status mf_state_set(mf_program *program, int64_t state, const void *data, int64_t bytes);

/* One line of a checkpoint's metadata. */
typedef struct mf_metadata {
  const char *key, *value;
} mf_metadata;

/* Writes every state but session states to a safetensors file; names are keys, roles are kept in the metadata as "role:NAME".
 * Atomic: written beside (path + ".tmp" + process id), synced, renamed; on failure an older file at path is untouched.
 *   metadata  [num_metadata] strings kept in the file's __metadata__; NULL allowed where num_metadata is 0
 * Errors: MF_ERROR_FILE (also: disk full). */
MF_API mf_status mf_state_save(const mf_program *program, const char *path, const mf_metadata *metadata,
                               int32_t num_metadata);

/* Reads every state but session states from a safetensors file (F32 F64 BF16 I32 I64 BOOL). All or nothing: the whole
 * header is checked before a state changes.
 *   allow_extra  0: tensors that the program does not have are an error; 1: they are skipped
 * Errors: MF_ERROR_FILE, MF_ERROR_FORMAT, MF_ERROR_ARRAY (names the first state that is missing or differs). */
MF_API mf_status mf_state_load(mf_program *program, const char *path, int32_t allow_extra);

/* The same, but asks for and reads only what the plan of `entry` touches and leaves all other states as they are: a
 * sampler starts without waiting for the optimizer's slots, and a file that holds only weights is enough for it. */
MF_API mf_status mf_state_load_for(mf_program *program, const char *path, int32_t allow_extra, int32_t entry);

/* The same as mf_state_load, from the bytes of such a file. `name` opens the error text. */
MF_API mf_status mf_state_load_memory(mf_program *program, const char *name, const void *data, size_t size, int32_t allow_extra);

/* Reads one metadata value of a safetensors file.
 *   out_value  [capacity] receives the text, zero-terminated
 * Errors: MF_ERROR_FILE, MF_ERROR_FORMAT, MF_ERROR_NAME (no such key), MF_ERROR_MEMORY (capacity too small). */
MF_API mf_status mf_state_metadata(const char *path, const char *key, char *out_value, size_t capacity);

/* -- Profile ------------------------------------------------------------------------------------ */

typedef struct mf_kernel_time {
  int64_t launches;
  int64_t nanoseconds; /* wall time, waiting at the end of the launch included */
} mf_kernel_time;

/* Starts (on = 1, from zero) or stops (0) the timing of every launch of the program's own session. Costs two clock
 * reads a launch. */
MF_API mf_status mf_profile_enable(mf_program *program, int32_t on);

/* What kernel 0 <= kernel < mf_program_artifact()->num_kernels took since the profile was enabled; zeros if off. */
MF_API mf_kernel_time mf_profile_kernel(const mf_program *program, int64_t kernel);

#ifdef __cplusplus
}
#endif
#endif
