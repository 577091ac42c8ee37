/* The addresses of a loaded object. */
#include "runtime/core/image.h"
#include <link.h>
#include <string.h>

typedef struct search {
  const char *address;
  mf_image image;
} search;

static int visit(struct dl_phdr_info *info, size_t size, void *data) {
  search *s = data;
  mf_image found = {0};
  int holds = 0;
  for (int i = 0; i < info->dlpi_phnum && found.count < mf_max_segments; ++i) {
    const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
    if (segment->p_type != PT_LOAD || !(segment->p_flags & PF_R))
      continue;
    const char *begin = (const char *)info->dlpi_addr + segment->p_vaddr, *end = begin + segment->p_memsz;
    holds |= s->address >= begin && s->address < end;
    found.segments[found.count].begin = begin;
    found.segments[found.count].end = end;
    found.segments[found.count++].executable = (segment->p_flags & PF_X) != 0;
  }
  if (holds)
    s->image = found;
  return holds;
}

mf_image mf_image_find(const void *address) {
  search s = {address, {0}};
  dl_iterate_phdr(visit, &s);
  return s.image;
}

/* The segment that holds the address, or -1. */
static int segment_of(const mf_image *image, const void *address) {
  for (int i = 0; i < image->count; ++i)
    if ((const char *)address >= image->segments[i].begin && (const char *)address < image->segments[i].end)
      return i;
  return -1;
}

int mf_image_holds(const mf_image *image, const void *data, int64_t count, size_t size, size_t alignment) {
  if (count <= 0)
    return count == 0;
  if (!data || (uintptr_t)data % alignment)
    return 0;
  if (!image->count)
    return 1;
  int segment = segment_of(image, data);
  return segment >= 0 && (uint64_t)count <= (uint64_t)(image->segments[segment].end - (const char *)data) / size;
}

int mf_image_holds_text(const mf_image *image, const char *text) {
  if (!text || !image->count)
    return text != NULL;
  int segment = segment_of(image, text);
  return segment >= 0 && memchr(text, 0, (size_t)(image->segments[segment].end - text));
}

int mf_image_holds_code(const mf_image *image, const void *function) {
  if (!function || !image->count)
    return function != NULL;
  int segment = segment_of(image, function);
  return segment >= 0 && image->segments[segment].executable;
}
