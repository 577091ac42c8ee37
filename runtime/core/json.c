#include "runtime/core/json.h"
#include <stdlib.h>
#include <string.h>

static int fail(mf_json *json, const char *expected) {
  if (!json->error)
    json->error = expected;
  return 0;
}

static void skip_space(mf_json *json) {
  while (json->at < json->end && (*json->at == ' ' || *json->at == '\n' || *json->at == '\r' || *json->at == '\t'))
    ++json->at;
}

int mf_json_accept(mf_json *json, char c) {
  if (json->error)
    return 0;
  skip_space(json);
  if (json->at >= json->end || *json->at != c)
    return 0;
  ++json->at;
  return 1;
}

int mf_json_expect(mf_json *json, char c) {
  if (mf_json_accept(json, c))
    return 1;
  switch (c) {
  case '{': return fail(json, "'{'");
  case '}': return fail(json, "'}' or ','");
  case '[': return fail(json, "'['");
  case ']': return fail(json, "']' or ','");
  case ':': return fail(json, "':'");
  default: return fail(json, "','");
  }
}

/* Four hexadecimal digits; -1 on failure. */
static int32_t read_hex(mf_json *json) {
  int32_t value = 0;
  if (json->end - json->at < 4)
    return -1;
  for (int i = 0; i < 4; ++i) {
    char c = *json->at++;
    int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    if (digit < 0)
      return -1;
    value = value * 16 + digit;
  }
  return value;
}

static char *put_utf8(char *out, uint32_t code) {
  if (code < 0x80) {
    *out++ = (char)code;
  } else if (code < 0x800) {
    *out++ = (char)(0xc0 | code >> 6);
    *out++ = (char)(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    *out++ = (char)(0xe0 | code >> 12);
    *out++ = (char)(0x80 | (code >> 6 & 0x3f));
    *out++ = (char)(0x80 | (code & 0x3f));
  } else {
    *out++ = (char)(0xf0 | code >> 18);
    *out++ = (char)(0x80 | (code >> 12 & 0x3f));
    *out++ = (char)(0x80 | (code >> 6 & 0x3f));
    *out++ = (char)(0x80 | (code & 0x3f));
  }
  return out;
}

/* \uXXXX, after the u; two of them where the first is a high surrogate. 0 on failure. */
static uint32_t read_unicode(mf_json *json) {
  int32_t high = read_hex(json);
  if (high < 0xd800 || high > 0xdfff)
    return high > 0 ? (uint32_t)high : 0;
  if (high > 0xdbff || json->end - json->at < 6 || json->at[0] != '\\' || json->at[1] != 'u')
    return 0;
  json->at += 2;
  int32_t low = read_hex(json);
  if (low < 0xdc00 || low > 0xdfff)
    return 0;
  return 0x10000u + ((uint32_t)(high - 0xd800) << 10) + (uint32_t)(low - 0xdc00);
}

/* What follows a backslash. NULL on failure. */
static char *read_escape(mf_json *json, char *out) {
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  if (json->at >= json->end)
    return NULL;
  char c = *json->at++;
  if (c == 'u') {
    uint32_t code = read_unicode(json);
    return code ? put_utf8(out, code) : NULL;
  }
  const char *found = c ? strchr(from, c) : NULL;
  if (!found)
    return NULL;
  *out++ = to[found - from];
  return out;
}

char *mf_json_string(mf_json *json) {
  skip_space(json);
  if (json->error || json->at >= json->end || *json->at != '"') {
    fail(json, "a string");
    return NULL;
  }
  const char *close = ++json->at;
  while (close < json->end && *close != '"')
    close += *close == '\\' ? 2 : 1;
  if (close >= json->end) {
    fail(json, "'\"' at the end of a string");
    return NULL;
  }
  /* an escape is never shorter than the bytes it stands for */
  char *text = malloc((size_t)(close - json->at) + 1), *out = text;
  if (!text) {
    fail(json, "less text than memory holds");
    return NULL;
  }
  while (out && *json->at != '"') {
    unsigned char c = (unsigned char)*json->at++;
    if (c == '\\')
      out = read_escape(json, out);
    else if (c < 0x20)
      out = NULL;
    else
      *out++ = (char)c;
    if (json->at > close)
      out = NULL;
  }
  if (!out) {
    free(text);
    fail(json, "a well-formed string");
    return NULL;
  }
  ++json->at;
  *out = 0;
  return text;
}

int64_t mf_json_integer(mf_json *json) {
  skip_space(json);
  const char *start = json->at;
  int64_t value = 0;
  while (!json->error && json->at < json->end && *json->at >= '0' && *json->at <= '9') {
    if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, *json->at - '0', &value)) {
      fail(json, "a smaller number");
      return -1;
    }
    ++json->at;
  }
  if (json->at == start || (json->at - start > 1 && *start == '0')) {
    fail(json, "a whole number");
    return -1;
  }
  return value;
}

int mf_json_finish(mf_json *json) {
  skip_space(json);
  if (json->at < json->end)
    fail(json, "nothing after the last '}'");
  return !json->error;
}
