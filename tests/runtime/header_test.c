/* The public header compiles as C11, first and alone. */
#include "runtime/api/mfrt.h"
const char *(*mf_header_test)(void) = mf_last_error;
