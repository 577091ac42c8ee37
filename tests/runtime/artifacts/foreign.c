/* A shared object that is no artifact. Loading it would print; it must be refused before. */
#include <stdio.h>
__attribute__((constructor)) static void run(void) { puts("the constructor of a foreign library has run"); }
int mf_artifact_of_another_name = 1;
