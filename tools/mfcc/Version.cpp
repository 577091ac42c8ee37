#include "tools/mfcc/Version.h"
#include "compiler/api/Session.h"
#include "generated/Commit.h"

namespace mf::tool {

std::string versionText() {
  std::string commit = MFCC_COMMIT;
  return std::string("mfcc ") + compiler::Session::version() + " (" + (commit.empty() ? "" : "commit " + commit + "; ") + compiler::Session::about() + ")";
}

} // namespace mf::tool
