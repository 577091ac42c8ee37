/* Which addresses a loaded artifact may name. */
#ifndef MF_RUNTIME_IMAGE_H
#define MF_RUNTIME_IMAGE_H
#include <stddef.h>
#include <stdint.h>

enum { mf_max_segments = 16 };

/* The segments of one loaded object. count 0: unknown, as for a descriptor that the program itself made. */
typedef struct mf_image {
  int count;
  struct {
    const char *begin, *end;
    int executable;
  } segments[mf_max_segments];
} mf_image;

/* The segments of the object that holds `address`. */
mf_image mf_image_find(const void *address);

/* Whether `count` items of `size` bytes at `data`, aligned to `alignment`, lie in one segment. Of an unknown image:
 * whether `data` is not NULL. No items: yes. */
int mf_image_holds(const mf_image *image, const void *data, int64_t count, size_t size, size_t alignment);

/* The same for a string with its end, and for a function's code. */
int mf_image_holds_text(const mf_image *image, const char *text);
int mf_image_holds_code(const mf_image *image, const void *function);

#endif
