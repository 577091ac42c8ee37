/* The part of JSON that a safetensors header needs: objects, arrays, strings, whole numbers. Strict. */
#ifndef MF_RUNTIME_JSON_H
#define MF_RUNTIME_JSON_H
#include <stddef.h>
#include <stdint.h>

/* The first failure sets error; everything after it fails too, so that callers may test once. */
typedef struct mf_json {
  const char *at, *end;
  const char *begin;
  const char *error; /* what was expected, or NULL */
} mf_json;

/* Skips white space; 1 and steps over c if it is next. */
int mf_json_accept(mf_json *json, char c);

/* As accept, but sets the error if c is not next. */
int mf_json_expect(mf_json *json, char c);

/* Reads a string; returns it as UTF-8, zero-terminated, to be freed, or NULL on failure. A zero character in
 * the string is refused: names are C strings. */
char *mf_json_string(mf_json *json);

/* Reads a whole number 0 <= n <= 2^63 - 1; -1 on failure. */
int64_t mf_json_integer(mf_json *json);

/* Sets the error unless nothing but spaces is left. */
int mf_json_finish(mf_json *json);

#endif
