// mf-config-page: prints docs/configuration.md.
#include "compiler/config/Configuration.h"
#include <cstdio>

int main() {
  std::fputs(mf::configSchema().page().c_str(), stdout);
  return 0;
}
