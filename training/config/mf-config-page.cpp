// mf-config-page: prints docs/configuration.md.
#include "training/config/Config.h"
#include <cstdio>

int main() {
  std::fputs(mf::configurationPage().c_str(), stdout);
  return 0;
}
