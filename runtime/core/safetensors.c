#include "runtime/core/safetensors.h"
#include "runtime/core/json.h"
#include <stdlib.h>
#include <string.h>

static const char *const dtype_names[] = {"F32", "F64", "BF16", "I32", "I64", "BOOL"};

const char *mf_safetensors_dtype(int32_t dtype) { return dtype_names[dtype]; }

static int32_t dtype_of(const char *name) {
  for (int32_t i = MF_F32; i <= MF_I1; ++i)
    if (!strcmp(dtype_names[i], name))
      return i;
  return -1;
}

void mf_safetensors_free(mf_tensor_file *file) {
  for (int64_t i = 0; i < file->count; ++i)
    free(file->tensors[i].name);
  for (int64_t i = 0; i < 2 * file->metadata_count; ++i)
    free(file->metadata[i]);
  free(file->tensors);
  free(file->metadata);
  memset(file, 0, sizeof *file);
}

/* Makes room for one more element; returns the array, or NULL and leaves the old one. */
static void *grow(void *array, int64_t count, int64_t *capacity, size_t size) {
  if (count < *capacity)
    return array;
  int64_t wanted = *capacity ? *capacity * 2 : 16;
  void *more = realloc(array, (size_t)wanted * size);
  if (more)
    *capacity = wanted;
  return more;
}

/* {"key": "value", ...} */
static void read_metadata(mf_json *json, mf_tensor_file *file) {
  if (!mf_json_expect(json, '{') || mf_json_accept(json, '}'))
    return;
  do {
    char **more = grow(file->metadata, file->metadata_count, &file->metadata_capacity, 2 * sizeof *more);
    if (!more) {
      json->error = "less metadata than memory holds";
      return;
    }
    file->metadata = more;
    char *key = mf_json_string(json);
    mf_json_expect(json, ':');
    char *value = key ? mf_json_string(json) : NULL;
    if (!key || !value || json->error) {
      free(key);
      free(value);
      return;
    }
    more[2 * file->metadata_count] = key;
    more[2 * file->metadata_count + 1] = value;
    file->metadata_count++;
  } while (mf_json_accept(json, ','));
  mf_json_expect(json, '}');
}

static void read_shape(mf_json *json, mf_tensor *tensor) {
  if (!mf_json_expect(json, '[') || mf_json_accept(json, ']'))
    return;
  do {
    int64_t extent = mf_json_integer(json);
    if (json->error)
      return;
    if (tensor->rank == mf_max_tensor_rank) {
      json->error = "a shape of at most 16 axes";
      return;
    }
    tensor->shape[tensor->rank++] = extent;
  } while (mf_json_accept(json, ','));
  mf_json_expect(json, ']');
}

static void read_offsets(mf_json *json, mf_tensor *tensor) {
  mf_json_expect(json, '[');
  tensor->begin = mf_json_integer(json);
  mf_json_expect(json, ',');
  tensor->end = mf_json_integer(json);
  mf_json_expect(json, ']');
}

/* {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, in any order, each once. */
static void read_tensor(mf_json *json, mf_tensor *tensor) {
  int seen = 0;
  if (!mf_json_expect(json, '{'))
    return;
  do {
    char *key = mf_json_string(json);
    if (!key)
      return;
    int field = !strcmp(key, "dtype") ? 1 : !strcmp(key, "shape") ? 2 : !strcmp(key, "data_offsets") ? 4 : 0;
    free(key);
    if (!field || (seen & field)) {
      json->error = "'dtype', 'shape' and 'data_offsets', each once";
      return;
    }
    seen |= field;
    mf_json_expect(json, ':');
    if (field == 1) {
      char *dtype = mf_json_string(json);
      tensor->dtype = dtype ? dtype_of(dtype) : -1;
      free(dtype);
    } else if (field == 2) {
      read_shape(json, tensor);
    } else {
      read_offsets(json, tensor);
    }
  } while (mf_json_accept(json, ','));
  if (mf_json_expect(json, '}') && seen != 7)
    json->error = "'dtype', 'shape' and 'data_offsets'";
}

static void read_members(mf_json *json, mf_tensor_file *file) {
  if (!mf_json_expect(json, '{') || mf_json_accept(json, '}'))
    return;
  do {
    char *name = mf_json_string(json);
    if (!name)
      return;
    mf_json_expect(json, ':');
    if (!strcmp(name, "__metadata__")) {
      free(name);
      read_metadata(json, file);
      continue;
    }
    mf_tensor *more = grow(file->tensors, file->count, &file->capacity, sizeof *more);
    if (!more) {
      free(name);
      json->error = "fewer tensors than memory holds";
      return;
    }
    file->tensors = more;
    mf_tensor *tensor = &more[file->count++];
    memset(tensor, 0, sizeof *tensor);
    tensor->name = name;
    read_tensor(json, tensor);
  } while (!json->error && mf_json_accept(json, ','));
  mf_json_expect(json, '}');
}

static int by_offset(const void *left, const void *right) {
  const mf_tensor *a = left, *b = right;
  if (a->begin != b->begin)
    return a->begin < b->begin ? -1 : 1;
  return a->end < b->end ? -1 : a->end > b->end;
}

static int by_name(const void *left, const void *right) {
  return strcmp(((const mf_tensor *)left)->name, ((const mf_tensor *)right)->name);
}

/* The tensors must tile the data: no gap in which something could hide, no overlap. */
static mf_status check_layout(const char *path, mf_tensor_file *file, uint64_t data_bytes) {
  int64_t at = 0;
  if (file->count)
    qsort(file->tensors, (size_t)file->count, sizeof *file->tensors, by_offset);
  for (int64_t i = 0; i < file->count; ++i) {
    const mf_tensor *t = &file->tensors[i];
    if (t->begin != at || t->end < t->begin)
      return mf_fail(MF_ERROR_FORMAT, "%s: malformed safetensors: '%.200s': expected data from byte %lld, got [%lld, %lld)",
                     path, t->name, (long long)at, (long long)t->begin, (long long)t->end);
    if (t->dtype >= 0 && mf_array_bytes(t->dtype, t->rank, t->shape) != t->end - t->begin)
      return mf_fail(MF_ERROR_FORMAT, "%s: malformed safetensors: '%.200s': the shape and %lld bytes of data do not agree",
                     path, t->name, (long long)(t->end - t->begin));
    at = t->end;
  }
  if ((uint64_t)at != data_bytes)
    return mf_fail(MF_ERROR_FORMAT, "%s: truncated or malformed safetensors: expected %lld bytes of data, got %llu", path,
                   (long long)at, (unsigned long long)data_bytes);
  if (file->count)
    qsort(file->tensors, (size_t)file->count, sizeof *file->tensors, by_name);
  for (int64_t i = 1; i < file->count; ++i)
    if (!strcmp(file->tensors[i - 1].name, file->tensors[i].name))
      return mf_fail(MF_ERROR_FORMAT, "%s: malformed safetensors: two tensors named '%.200s'", path, file->tensors[i].name);
  return MF_OK;
}

mf_status mf_safetensors_parse(const char *path, const char *text, size_t size, uint64_t data_bytes,
                               mf_tensor_file *out_file) {
  memset(out_file, 0, sizeof *out_file);
  mf_json json = {.at = text, .begin = text, .end = text + size};
  read_members(&json, out_file);
  if (!json.error)
    mf_json_finish(&json);
  if (json.error)
    return mf_fail(MF_ERROR_FORMAT, "%s: malformed safetensors header: byte %lld: expected %s", path,
                   (long long)(json.at - json.begin), json.error);
  return check_layout(path, out_file, data_bytes);
}

const mf_tensor *mf_safetensors_find(const mf_tensor_file *file, const char *name) {
  mf_tensor key = {.name = (char *)name};
  return file->count ? bsearch(&key, file->tensors, (size_t)file->count, sizeof key, by_name) : NULL;
}
