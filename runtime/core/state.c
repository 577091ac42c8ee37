/* State: access by name, and checkpoints, which hold the program's states, not those of a session. */
#include "runtime/core/internal.h"
#include "runtime/core/safetensors.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int64_t mf_state_count(const mf_program *p) { return p->artifact->num_states; }

const mf_array_desc *mf_state_info(const mf_program *p, int64_t state) {
  return state >= 0 && state < p->artifact->num_states ? &p->artifact->states[state].array : NULL;
}

int64_t mf_state_find(const mf_program *p, const char *name) {
  for (int64_t i = 0; i < p->artifact->num_states; ++i)
    if (!strcmp(p->artifact->states[i].array.name, name))
      return i;
  mf_fail(MF_ERROR_NAME, "no state named '%s' among %lld states", name, (long long)p->artifact->num_states);
  return -1;
}

static mf_status check_state(const mf_program *p, int64_t state, int64_t bytes) {
  const mf_array_desc *info = mf_state_info(p, state);
  if (!info)
    return mf_fail(MF_ERROR_NAME, "expected a state number below %lld, got %lld", (long long)p->artifact->num_states,
                   (long long)state);
  if (bytes != info->bytes)
    return mf_fail(MF_ERROR_ARRAY, "state '%s': expected %lld bytes, got %lld", info->name, (long long)info->bytes,
                   (long long)bytes);
  return MF_OK;
}

/* The session's own states need no lock: it is used by one thread at a time. */
static int is_shared(const mf_program *p, int64_t state) { return p->artifact->states[state].region == MF_REGION_PROGRAM; }

mf_status mf_session_get(mf_session *session, int64_t state, void *out_data, int64_t bytes) {
  mf_program *p = session->program;
  mf_status status = check_state(p, state, bytes);
  if (status)
    return status;
  if (is_shared(p, state))
    pthread_rwlock_rdlock(&p->lock);
  status = p->device->download(p->device, out_data, mf_state_memory(session, state), bytes);
  if (is_shared(p, state))
    pthread_rwlock_unlock(&p->lock);
  return status;
}

mf_status mf_session_set(mf_session *session, int64_t state, const void *data, int64_t bytes) {
  mf_program *p = session->program;
  mf_status status = check_state(p, state, bytes);
  if (status)
    return status;
  if (is_shared(p, state))
    pthread_rwlock_wrlock(&p->lock);
  status = p->device->upload(p->device, mf_state_memory(session, state), data, bytes);
  if (is_shared(p, state))
    pthread_rwlock_unlock(&p->lock);
  return status;
}

mf_status mf_state_get(const mf_program *p, int64_t state, void *out_data, int64_t bytes) {
  return mf_session_get((mf_session *)&p->own, state, out_data, bytes);
}

mf_status mf_state_set(mf_program *p, int64_t state, const void *data, int64_t bytes) {
  return mf_session_set(&p->own, state, data, bytes);
}

/* -- Saving ------------------------------------------------------------------------------------- */

static mf_status write_failed(const char *path) {
  return mf_fail(MF_ERROR_FILE, "%s: cannot be written: %s", path, strerror(errno));
}

static void put_string(FILE *out, const char *text) {
  fputc('"', out);
  for (; *text; ++text) {
    unsigned char c = (unsigned char)*text;
    if (c == '"' || c == '\\')
      fprintf(out, "\\%c", c);
    else if (c < 0x20)
      fprintf(out, "\\u%04x", c);
    else
      fputc(c, out);
  }
  fputc('"', out);
}

static void put_metadata(FILE *out, const mf_program *p, const mf_metadata *metadata, int32_t count) {
  fputs("{\"__metadata__\":{\"format\":\"mfcc\"", out);
  for (int32_t i = 0; i < count; ++i) {
    fputc(',', out);
    put_string(out, metadata[i].key);
    fputc(':', out);
    put_string(out, metadata[i].value);
  }
  for (int64_t i = 0; i < p->artifact->num_states; ++i) {
    if (!is_shared(p, i))
      continue;
    char key[600];
    snprintf(key, sizeof key, "role:%s", p->artifact->states[i].array.name);
    fputc(',', out);
    put_string(out, key);
    fputc(':', out);
    put_string(out, p->artifact->states[i].array.role);
  }
  fputc('}', out);
}

/* The header as text in memory, padded with spaces so that the data starts at a multiple of 64. */
static char *make_header(const mf_program *p, const mf_metadata *metadata, int32_t count, size_t *out_size) {
  char *text = NULL;
  FILE *out = open_memstream(&text, out_size);
  if (!out)
    return NULL;
  put_metadata(out, p, metadata, count);
  int64_t at = 0;
  for (int64_t i = 0; i < p->artifact->num_states; ++i) {
    const mf_array_desc *state = &p->artifact->states[i].array;
    if (!is_shared(p, i))
      continue;
    fputc(',', out);
    put_string(out, state->name);
    fprintf(out, ":{\"dtype\":\"%s\",\"shape\":[", mf_safetensors_dtype(state->dtype));
    for (int32_t j = 0; j < state->rank; ++j)
      fprintf(out, "%s%lld", j ? "," : "", (long long)state->shape[j]);
    fprintf(out, "],\"data_offsets\":[%lld,%lld]}", (long long)at, (long long)(at + state->bytes));
    at += state->bytes;
  }
  fputc('}', out);
  for (long end = ftell(out); (end + 8) % 64; ++end)
    fputc(' ', out);
  if (fclose(out)) {
    free(text);
    return NULL;
  }
  return text;
}

static int write_all(int file, const void *data, size_t bytes) {
  const char *at = data;
  while (bytes) {
    ssize_t done = write(file, at, bytes);
    if (done < 0 && errno == EINTR)
      continue;
    if (done < 0)
      return -1;
    at += done;
    bytes -= (size_t)done;
  }
  return 0;
}

/* The bytes of a state in host memory: where it lives, or a copy in *copy, which the caller frees. */
static mf_status host_bytes(const mf_program *p, int64_t state, const char *path, void **copy, void **out_data) {
  int64_t bytes = p->artifact->states[state].array.bytes;
  *copy = NULL;
  *out_data = p->device->host_view(p->device, mf_state_memory(&p->own, state));
  if (*out_data)
    return MF_OK;
  *copy = *out_data = malloc((size_t)bytes + 1);
  return *copy ? MF_OK : mf_fail(MF_ERROR_MEMORY, "%s: no memory for a copy of %lld bytes", path, (long long)bytes);
}

/* Header and states, then fsync. */
static mf_status write_states(const mf_program *p, const char *path, int file, const char *header, size_t size) {
  uint64_t length = size;
  if (write_all(file, &length, sizeof length) || write_all(file, header, size))
    return write_failed(path);
  mf_status status = MF_OK;
  for (int64_t i = 0; i < p->artifact->num_states && !status; ++i) {
    int64_t bytes = p->artifact->states[i].array.bytes;
    void *copy, *data;
    if (!is_shared(p, i))
      continue;
    status = host_bytes(p, i, path, &copy, &data);
    if (!status && copy)
      status = p->device->download(p->device, copy, mf_state_memory(&p->own, i), bytes);
    if (!status && write_all(file, data, (size_t)bytes))
      status = write_failed(path);
    free(copy);
  }
  if (!status && fsync(file))
    status = write_failed(path);
  return status;
}

/* Makes the rename itself last. A file system that cannot sync a folder is no reason to fail. */
static void sync_folder(const char *path) {
  char folder[4096];
  snprintf(folder, sizeof folder, "%s", path);
  char *slash = strrchr(folder, '/');
  if (slash)
    slash[slash == folder] = 0;
  else
    strcpy(folder, ".");
  int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file >= 0) {
    fsync(file);
    close(file);
  }
}

mf_status mf_state_save(const mf_program *p, const char *path, const mf_metadata *metadata, int32_t num_metadata) {
  char beside[4096];
  if (snprintf(beside, sizeof beside, "%s.tmp%ld", path, (long)getpid()) >= (int)sizeof beside)
    return mf_fail(MF_ERROR_FILE, "%s: the name is too long", path);
  /* the rename would replace a device by a file */
  struct stat info;
  if (!stat(path, &info) && !S_ISREG(info.st_mode))
    return mf_fail(MF_ERROR_FILE, "%s: cannot be written: it is not a file", path);
  size_t size = 0;
  char *header = make_header(p, metadata, num_metadata, &size);
  if (!header)
    return mf_fail(MF_ERROR_MEMORY, "%s: no memory for the header", path);
  int file = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) {
    free(header);
    return write_failed(path);
  }
  pthread_rwlock_rdlock((pthread_rwlock_t *)&p->lock);
  mf_status status = write_states(p, path, file, header, size);
  pthread_rwlock_unlock((pthread_rwlock_t *)&p->lock);
  free(header);
  if (close(file) && !status)
    status = write_failed(path);
  if (!status && rename(beside, path))
    status = write_failed(path);
  if (status)
    unlink(beside);
  else
    sync_folder(path);
  return status;
}

/* -- Loading ------------------------------------------------------------------------------------ */

/* A file, or bytes in memory. */
typedef struct source {
  const char *path;
  int file; /* -1: memory */
  const char *bytes;
  uint64_t size;
  uint64_t data; /* where the tensors' bytes start */
  mf_tensor_file header;
} source;

static mf_status read_at(const source *s, void *out, size_t bytes, uint64_t offset) {
  char *at = out;
  if (s->bytes && (offset > s->size || bytes > s->size - offset))
    return mf_fail(MF_ERROR_FORMAT, "%s: truncated safetensors: it ends at byte %llu", s->path, (unsigned long long)s->size);
  if (s->bytes) {
    memcpy(out, s->bytes + offset, bytes);
    return MF_OK;
  }
  while (bytes) {
    ssize_t done = pread(s->file, at, bytes, (off_t)offset);
    if (done < 0 && errno == EINTR)
      continue;
    if (done < 0)
      return mf_fail(MF_ERROR_FILE, "%s: cannot be read: %s", s->path, strerror(errno));
    if (!done)
      return mf_fail(MF_ERROR_FORMAT, "%s: truncated safetensors: the file ends at byte %llu", s->path,
                     (unsigned long long)offset);
    at += done;
    offset += (uint64_t)done;
    bytes -= (size_t)done;
  }
  return MF_OK;
}

static mf_status read_header(source *s) {
  uint64_t size = s->size, length = 0;
  if (size < 8)
    return mf_fail(MF_ERROR_FORMAT, "%s: not a safetensors file: expected at least 8 bytes, got %llu", s->path,
                   (unsigned long long)size);
  mf_status status = read_at(s, &length, sizeof length, 0);
  if (status)
    return status;
  if (length > size - 8 || length > MF_MAX_HEADER_BYTES)
    return mf_fail(MF_ERROR_FORMAT, "%s: truncated or foreign safetensors: the header has %llu bytes, the file %llu", s->path,
                   (unsigned long long)length, (unsigned long long)size);
  char *text = malloc((size_t)length + 1);
  if (!text)
    return mf_fail(MF_ERROR_MEMORY, "%s: no memory for a header of %llu bytes", s->path, (unsigned long long)length);
  status = read_at(s, text, (size_t)length, 8);
  s->data = 8 + length;
  if (!status)
    status = mf_safetensors_parse(s->path, text, (size_t)length, size - s->data, &s->header);
  free(text);
  return status;
}

/* Opens and parses; the caller calls close_source in any case. */
static mf_status open_source(source *s, const char *path) {
  memset(s, 0, sizeof *s);
  s->path = path;
  s->file = open(path, O_RDONLY | O_CLOEXEC);
  if (s->file < 0)
    return mf_fail(MF_ERROR_FILE, "%s: cannot be opened: %s", path, strerror(errno));
  struct stat info;
  if (fstat(s->file, &info) || !S_ISREG(info.st_mode))
    return mf_fail(MF_ERROR_FILE, "%s: expected a safetensors file, got something that is not a file", s->path);
  s->size = (uint64_t)info.st_size;
  return read_header(s);
}

static void close_source(source *s) {
  if (s->file >= 0)
    close(s->file);
  mf_safetensors_free(&s->header);
}

static mf_status check_tensor(const source *s, const mf_array_desc *state) {
  const mf_tensor *tensor = mf_safetensors_find(&s->header, state->name);
  char left[160], right[160];
  mf_array_text(left, sizeof left, state->dtype, state->rank, state->shape);
  if (!tensor)
    return mf_fail(MF_ERROR_ARRAY, "%s: not a checkpoint of this model: no '%s', expected %s", s->path, state->name, left);
  int same = tensor->dtype == state->dtype && tensor->rank == state->rank;
  for (int32_t i = 0; same && i < state->rank; ++i)
    same = tensor->shape[i] == state->shape[i];
  if (same)
    return MF_OK;
  return mf_fail(MF_ERROR_ARRAY, "%s: not a checkpoint of this model: '%s': expected %s, got %s", s->path, state->name, left,
                 mf_array_text(right, sizeof right, tensor->dtype, tensor->rank, tensor->shape));
}

/* Names the first tensor that the program does not have. */
static mf_status check_extra(const mf_program *p, const source *s) {
  for (int64_t i = 0; i < s->header.count; ++i)
    if (mf_state_find(p, s->header.tensors[i].name) < 0)
      return mf_fail(MF_ERROR_ARRAY, "%s: not a checkpoint of this model: it has '%.200s', which the program has not", s->path,
                     s->header.tensors[i].name);
  return MF_OK;
}

/* Finds out whether an entry uses a state. */
typedef struct use {
  const mf_artifact_desc *artifact;
  mf_extent state;
  int found;
} use;

static void note_use(void *data, const mf_buffer_ref *ref, int64_t bytes, int32_t access) {
  use *u = data;
  mf_extent extent = mf_extent_of(u->artifact, ref, bytes);
  u->found |= mf_extents_overlap(&extent, &u->state);
}

static int entry_uses(const mf_program *p, const mf_entry_desc *entry, int64_t state) {
  mf_buffer_ref whole = {MF_STATE, (int32_t)state, 0};
  use u = {p->artifact, mf_extent_of(p->artifact, &whole, p->artifact->states[state].array.bytes), 0};
  for (int64_t i = 0; i < entry->num_steps && !u.found; ++i)
    mf_visit_buffers(p->artifact, &entry->steps[i], note_use, &u);
  return u.found;
}

static mf_status read_states(mf_program *p, const source *s, const mf_entry_desc *entry) {
  mf_status status = MF_OK;
  for (int64_t i = 0; i < p->artifact->num_states && !status; ++i) {
    if (!is_shared(p, i) || (entry && !entry_uses(p, entry, i)))
      continue;
    const mf_array_desc *state = &p->artifact->states[i].array;
    const mf_tensor *tensor = mf_safetensors_find(&s->header, state->name);
    void *copy, *data;
    status = host_bytes(p, i, s->path, &copy, &data);
    if (!status)
      status = read_at(s, data, (size_t)state->bytes, s->data + (uint64_t)tensor->begin);
    if (!status && copy)
      status = p->device->upload(p->device, mf_state_memory(&p->own, i), copy, state->bytes);
    free(copy);
  }
  return status;
}

/* Of a source that has been opened with this status. Closes it. */
static mf_status load(mf_program *p, source *s, mf_status status, int32_t allow_extra, const mf_entry_desc *entry) {
  int64_t expected = 0;
  for (int64_t i = 0; i < p->artifact->num_states && !status; ++i) {
    if (!is_shared(p, i))
      continue;
    ++expected;
    if (!entry || entry_uses(p, entry, i))
      status = check_tensor(s, &p->artifact->states[i].array);
  }
  if (!status && !allow_extra && s->header.count != expected)
    status = check_extra(p, s);
  if (!status) {
    pthread_rwlock_wrlock(&p->lock);
    status = read_states(p, s, entry);
    pthread_rwlock_unlock(&p->lock);
  }
  close_source(s);
  return status;
}

static mf_status load_file(mf_program *p, const char *path, int32_t allow_extra, const mf_entry_desc *entry) {
  source s;
  mf_status status = open_source(&s, path);
  return load(p, &s, status, allow_extra, entry);
}

mf_status mf_state_load(mf_program *p, const char *path, int32_t allow_extra) { return load_file(p, path, allow_extra, NULL); }

mf_status mf_state_load_memory(mf_program *p, const char *name, const void *data, size_t size, int32_t allow_extra) {
  source s = {.path = name, .file = -1, .bytes = data, .size = size};
  mf_status status = read_header(&s);
  return load(p, &s, status, allow_extra, NULL);
}

mf_status mf_state_load_for(mf_program *p, const char *path, int32_t allow_extra, int32_t entry) {
  const mf_entry_desc *info = mf_entry_info(p, entry);
  if (!info)
    return mf_fail(MF_ERROR_NAME, "expected an entry number below %lld, got %d", (long long)p->artifact->num_entries, entry);
  return load_file(p, path, allow_extra, info);
}

mf_status mf_state_metadata(const char *path, const char *key, char *out_value, size_t capacity) {
  source s;
  mf_status status = open_source(&s, path);
  const char *found = NULL;
  for (int64_t i = 0; i < s.header.metadata_count && !status; ++i)
    if (!strcmp(s.header.metadata[2 * i], key))
      found = s.header.metadata[2 * i + 1];
  if (!status && !found)
    status = mf_fail(MF_ERROR_NAME, "%s: no metadata '%s'", path, key);
  if (!status && (size_t)snprintf(out_value, capacity, "%s", found) >= capacity)
    status = mf_fail(MF_ERROR_MEMORY, "%s: metadata '%s' is longer than %zu bytes", path, key, capacity);
  close_source(&s);
  return status;
}
