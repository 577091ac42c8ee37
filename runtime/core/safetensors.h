/* The header of a safetensors file: 8 bytes of length, JSON, then the tensors' bytes. */
#ifndef MF_RUNTIME_SAFETENSORS_H
#define MF_RUNTIME_SAFETENSORS_H
#include "runtime/core/internal.h"

enum { mf_max_tensor_rank = 16 };
/* Larger headers are refused, as the reference implementation does. */
#define MF_MAX_HEADER_BYTES 100000000ull

typedef struct mf_tensor {
  char *name;
  int32_t dtype; /* MF_F32 ..., or -1: a type that the runtime does not have */
  int32_t rank;
  int64_t shape[mf_max_tensor_rank];
  int64_t begin, end; /* bytes from the start of the data */
} mf_tensor;

typedef struct mf_tensor_file {
  mf_tensor *tensors; /* sorted by name */
  int64_t count, capacity;
  char **metadata; /* key, value, key, value ... */
  int64_t metadata_count, metadata_capacity; /* pairs */
} mf_tensor_file;

/* Parses and checks a header: strict JSON, no name twice, offsets that fill data_bytes without gap or overlap.
 * Reads nothing outside [json, json + size). The caller frees out_file, also after a failure. */
mf_status mf_safetensors_parse(const char *path, const char *json, size_t size, uint64_t data_bytes,
                               mf_tensor_file *out_file);
void mf_safetensors_free(mf_tensor_file *file);

/* The tensor of that name, or NULL. */
const mf_tensor *mf_safetensors_find(const mf_tensor_file *file, const char *name);

/* "F32", "BF16", "BOOL" ... */
const char *mf_safetensors_dtype(int32_t dtype);

#endif
