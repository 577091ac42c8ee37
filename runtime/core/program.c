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

static void note_write(void *data, const mf_buffer_ref *ref, int64_t bytes, int32_t access) {
  mf_program *p = ((void **)data)[0];
  unsigned char *writes = ((void **)data)[1];
  *writes |= ref->space == MF_STATE && (access & MF_WRITE) && p->artifact->states[ref->index].region == MF_REGION_PROGRAM;
}

/* What all sessions share: the states of the program, and which entries write them. */
static mf_status allocate_shared(mf_program *p, const char *path) {
  const mf_artifact_desc *a = p->artifact;
  p->writes = calloc((size_t)a->num_entries + 1, 1);
  if (!p->writes)
    return mf_fail(MF_ERROR_MEMORY, "%s: no memory for %lld entries", path, (long long)a->num_entries);
  for (int64_t i = 0; i < a->num_entries; ++i) {
    const mf_entry_desc *entry = &a->entries[i];
    void *data[] = {p, &p->writes[i]};
    for (int64_t j = 0; j < entry->num_steps; ++j)
      mf_visit_buffers(a, &entry->steps[j], note_write, data);
    if (entry->arena_bytes > p->arena_bytes)
      p->arena_bytes = entry->arena_bytes;
  }
  int64_t bytes = a->region_bytes[MF_REGION_PROGRAM];
  p->states = p->device->allocate(p->device, bytes);
  if (!p->states)
    return mf_fail(MF_ERROR_MEMORY, "%s: no memory for %lld states of %lld bytes", path, (long long)a->num_states, (long long)bytes);
  p->has_lock = !pthread_rwlock_init(&p->lock, NULL);
  return p->has_lock ? MF_OK : mf_fail(MF_ERROR_MEMORY, "%s: no memory for a lock", path);
}

/* Takes over library, also on failure. */
static mf_status create(const char *path, const mf_artifact_desc *artifact, void *library, const char *device,
                        mf_program **out_program) {
  /* a linked descriptor may name whatever its program has */
  mf_image image = library ? mf_image_find(artifact) : (mf_image){0};
  *out_program = NULL;
  mf_program *p = calloc(1, sizeof *p);
  if (!p) {
    if (library)
      dlclose(library);
    return mf_fail(MF_ERROR_MEMORY, "%s: no memory for a program", path);
  }
  p->artifact = artifact;
  p->library = library;
  mf_status status = mf_artifact_check(path, artifact, &image);
  if (!status)
    status = mf_device_open(device, path, artifact, &p->device);
  if (!status)
    status = allocate_shared(p, path);
  if (!status)
    status = mf_session_open(p, path, &p->own);
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
  mf_session_close(&p->own);
  if (p->states)
    p->device->release(p->device, p->states, p->artifact->region_bytes[MF_REGION_PROGRAM]);
  if (p->device)
    p->device->close(p->device);
  if (p->has_lock)
    pthread_rwlock_destroy(&p->lock);
  free(p->writes);
  if (p->library)
    dlclose(p->library);
  free(p);
}

void mf_program_set_threads(mf_program *p, int32_t threads) { mf_session_set_threads(&p->own, threads); }

int32_t mf_program_threads(const mf_program *p) {
  return p->own.threads ? p->own.threads : p->device->default_threads(p->device);
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
