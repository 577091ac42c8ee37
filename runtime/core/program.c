/* Programs: loading, listing, calling. */
#include "runtime/core/internal.h"
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static mf_status allocate_memory(mf_program *p, const char *path) {
  const mf_artifact_desc *a = p->artifact;
  for (int64_t i = 0; i < a->num_entries; ++i)
    if (a->entries[i].arena_bytes > p->arena_bytes)
      p->arena_bytes = a->entries[i].arena_bytes;
  p->arena = p->device->allocate(p->device, p->arena_bytes);
  if (!p->arena)
    return mf_fail(MF_ERROR_MEMORY, "%s: no memory for an arena of %lld bytes", path, (long long)p->arena_bytes);
  p->states = calloc((size_t)a->num_states + 1, sizeof *p->states);
  if (!p->states)
    return mf_fail(MF_ERROR_MEMORY, "%s: no memory for %lld states", path, (long long)a->num_states);
  for (int64_t i = 0; i < a->num_states; ++i) {
    p->states[i] = p->device->allocate(p->device, a->states[i].bytes);
    if (!p->states[i])
      return mf_fail(MF_ERROR_MEMORY, "%s: no memory for state '%s' of %lld bytes", path, a->states[i].name,
                     (long long)a->states[i].bytes);
  }
  return MF_OK;
}

/* Takes over library, also on failure. */
static mf_status create(const char *path, const mf_artifact_desc *artifact, void *library, const char *device,
                        mf_program **out_program) {
  *out_program = NULL;
  mf_program *p = calloc(1, sizeof *p);
  if (!p) {
    if (library)
      dlclose(library);
    return mf_fail(MF_ERROR_MEMORY, "%s: no memory for a program", path);
  }
  p->artifact = artifact;
  p->library = library;
  mf_status status = mf_artifact_check(path, artifact);
  if (!status)
    status = mf_device_open(device, path, artifact, &p->device);
  if (!status)
    status = allocate_memory(p, path);
  if (status) {
    mf_program_free(p);
    return status;
  }
  *out_program = p;
  return MF_OK;
}

mf_status mf_program_create(const mf_artifact_desc *artifact, const char *device, mf_program **out_program) {
  return create("this executable", artifact, NULL, device, out_program);
}

/* Maps the file and checks it as ELF. */
static mf_status check_file(const char *path) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return mf_fail(MF_ERROR_FILE, "%s: cannot be opened: %s", path, strerror(errno));
  struct stat info;
  if (fstat(file, &info) || !S_ISREG(info.st_mode)) {
    close(file);
    return mf_fail(MF_ERROR_FILE, "%s: expected an artifact, got something that is not a file", path);
  }
  size_t size = (size_t)info.st_size;
  if (!size) {
    close(file);
    return mf_fail(MF_ERROR_FORMAT, "%s: not an mfcc artifact: the file is empty", path);
  }
  void *image = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
  close(file);
  if (image == MAP_FAILED)
    return mf_fail(MF_ERROR_FILE, "%s: cannot be read: %s", path, strerror(errno));
  mf_status status = mf_elf_check(path, image, size);
  munmap(image, size);
  return status;
}

mf_status mf_program_load(const char *path, const char *device, mf_program **out_program) {
  *out_program = NULL;
  mf_status status = check_file(path);
  if (status)
    return status;
  /* dlopen looks for a name without a slash in the library path only. */
  char *full = realpath(path, NULL);
  if (!full)
    return mf_fail(MF_ERROR_FILE, "%s: cannot be opened: %s", path, strerror(errno));
  void *library = dlopen(full, RTLD_NOW | RTLD_LOCAL);
  free(full);
  if (!library)
    return mf_fail(MF_ERROR_FORMAT, "%s: cannot be loaded: %s", path, dlerror());
  const mf_artifact_desc *artifact = dlsym(library, MF_ARTIFACT_SYMBOL);
  if (!artifact) {
    dlclose(library);
    return mf_fail(MF_ERROR_FORMAT, "%s: not an mfcc artifact: no symbol '%s'", path, MF_ARTIFACT_SYMBOL);
  }
  return create(path, artifact, library, device, out_program);
}

void mf_program_free(mf_program *p) {
  if (!p)
    return;
  if (p->device) {
    for (int64_t i = 0; p->states && i < p->artifact->num_states; ++i)
      if (p->states[i])
        p->device->release(p->device, p->states[i], p->artifact->states[i].bytes);
    if (p->arena)
      p->device->release(p->device, p->arena, p->arena_bytes);
    p->device->close(p->device);
  }
  free(p->states);
  free(p->times);
  if (p->library)
    dlclose(p->library);
  free(p);
}

void mf_program_set_threads(mf_program *p, int32_t threads) { p->threads = threads > 0 ? threads : 0; }

int32_t mf_program_threads(const mf_program *p) {
  return p->threads ? p->threads : p->device->default_threads(p->device);
}

const mf_artifact_desc *mf_program_artifact(const mf_program *p) { return p->artifact; }
const char *mf_program_metadata(const mf_program *p) { return p->artifact->metadata; }
int64_t mf_program_arena_bytes(const mf_program *p) { return p->arena_bytes; }
int32_t mf_entry_count(const mf_program *p) { return (int32_t)p->artifact->num_entries; }

const mf_entry_desc *mf_entry_info(const mf_program *p, int32_t entry) {
  return entry >= 0 && entry < p->artifact->num_entries ? &p->artifact->entries[entry] : NULL;
}

int32_t mf_entry_find(const mf_program *p, const char *name) {
  char names[512] = "";
  size_t used = 0;
  for (int32_t i = 0; i < p->artifact->num_entries; ++i) {
    const char *have = p->artifact->entries[i].name;
    if (!strcmp(have, name))
      return i;
    if (used < sizeof names)
      used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", i ? ", " : "", have);
  }
  mf_fail(MF_ERROR_NAME, "no entry named '%s'; the entries are: %s", name, names);
  return -1;
}

/* Checks one array of the caller's against its descriptor. */
static mf_status check_array(const mf_entry_desc *entry, const char *what, const mf_array_desc *expected,
                             const mf_array *got) {
  int same = got->dtype == expected->dtype && got->rank == expected->rank && (!got->rank || got->shape);
  for (int32_t i = 0; same && i < expected->rank; ++i)
    same = got->shape[i] == expected->shape[i];
  if (!same) {
    char left[160], right[160];
    int32_t rank = got->shape && got->rank > 0 && got->rank <= 16 ? got->rank : 0;
    return mf_fail(MF_ERROR_ARRAY, "%s: %s '%s': expected %s, got %s", entry->name, what, expected->name,
                   mf_array_text(left, sizeof left, expected->dtype, expected->rank, expected->shape),
                   mf_array_text(right, sizeof right, got->dtype, rank, got->shape));
  }
  if (got->bytes != expected->bytes)
    return mf_fail(MF_ERROR_ARRAY, "%s: %s '%s': expected %lld bytes, got %lld", entry->name, what, expected->name,
                   (long long)expected->bytes, (long long)got->bytes);
  if (expected->bytes && (!got->data || (uintptr_t)got->data % (uintptr_t)mf_dtype_bytes(expected->dtype)))
    return mf_fail(MF_ERROR_ARRAY, "%s: %s '%s': expected a pointer aligned to %lld bytes, got %p", entry->name, what,
                   expected->name, (long long)mf_dtype_bytes(expected->dtype), got->data);
  return MF_OK;
}

/* Checks all arrays and collects their pointers. */
static mf_status collect(const mf_entry_desc *entry, const char *what, const mf_array_desc *expected, int32_t count,
                         const mf_array *got, int32_t got_count, void **out_pointers) {
  if (got_count != count)
    return mf_fail(MF_ERROR_ARRAY, "%s: expected %d %ss, got %d", entry->name, count, what, got_count);
  for (int32_t i = 0; i < count; ++i) {
    mf_status status = check_array(entry, what, &expected[i], &got[i]);
    if (status)
      return status;
    out_pointers[i] = got[i].data;
  }
  return MF_OK;
}

static mf_status call(mf_program *p, int32_t index, const mf_array *arguments, int32_t num_arguments,
                      const mf_array *results, int32_t num_results, mf_scan *scan) {
  const mf_entry_desc *entry = mf_entry_info(p, index);
  if (!entry)
    return mf_fail(MF_ERROR_NAME, "expected an entry number below %lld, got %d", (long long)p->artifact->num_entries,
                   index);
  void *local[32];
  size_t count = (size_t)entry->num_arguments + (size_t)entry->num_results;
  void **pointers = count <= 32 ? local : calloc(count, sizeof *pointers);
  if (!pointers)
    return mf_fail(MF_ERROR_MEMORY, "%s: no memory for %zu pointers", entry->name, count);
  void **outputs = pointers + entry->num_arguments;
  mf_status status =
      collect(entry, "argument", entry->arguments, entry->num_arguments, arguments, num_arguments, pointers);
  if (!status)
    status = collect(entry, "result", entry->results, entry->num_results, results, num_results, outputs);
  if (!status) {
    mf_run run = {.artifact = p->artifact, .entry = entry, .arena = p->arena, .arena_bytes = p->arena_bytes,
                  .states = p->states, .arguments = pointers, .results = outputs, .threads = p->threads,
                  .times = p->times, .scan = scan};
    status = p->device->run(p->device, &run);
  }
  if (pointers != local)
    free(pointers);
  return status;
}

mf_status mf_entry_call(mf_program *p, int32_t entry, const mf_array *arguments, int32_t num_arguments,
                        const mf_array *results, int32_t num_results) {
  return call(p, entry, arguments, num_arguments, results, num_results, NULL);
}

mf_status mf_entry_scan(mf_program *p, int32_t entry, const mf_array *arguments, int32_t num_arguments,
                        const mf_array *results, int32_t num_results, mf_scan *out_scan) {
  memset(out_scan, 0, sizeof *out_scan);
  return call(p, entry, arguments, num_arguments, results, num_results, out_scan);
}

mf_status mf_profile_enable(mf_program *p, int32_t on) {
  free(p->times);
  p->times = NULL;
  if (!on)
    return MF_OK;
  p->times = calloc((size_t)p->artifact->num_kernels + 1, sizeof *p->times);
  return p->times ? MF_OK : mf_fail(MF_ERROR_MEMORY, "no memory for a profile");
}

mf_kernel_time mf_profile_kernel(const mf_program *p, int64_t kernel) {
  mf_kernel_time none = {0, 0};
  return p->times && kernel >= 0 && kernel < p->artifact->num_kernels ? p->times[kernel] : none;
}
