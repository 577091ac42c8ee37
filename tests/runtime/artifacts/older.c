/* The beginning of a descriptor of ABI version 1: nothing behind its version may be read. */
#include <stdint.h>
#include <stdlib.h>
__attribute__((constructor)) static void run(void) { setenv("MF_TEST_CONSTRUCTOR", "has run", 1); }
const struct {
  uint64_t magic;
  uint32_t abi_version, reserved;
} mf_artifact = {0x5452415f43464d00ull, 1, 0};
