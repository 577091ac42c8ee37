// Where this library stands, and what was installed beside it.
#pragma once
#include "compiler/api/Session.h"

namespace mf::compiler {

/// The shared object or program that holds this function, as an absolute path; "" where the system does not say.
std::string ownFile();

/// The folder of the headers that DSL sources include: mf/mf.h, models/ ... Throws CompileError where it is not there.
std::string includeFolder(const SessionOptions &options);

/// The folder of standalone/. Throws CompileError where it is not there.
std::string dataFolder(const SessionOptions &options);

} // namespace mf::compiler
