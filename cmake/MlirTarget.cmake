add_library(mlir_prefix OBJECT ${CMAKE_SOURCE_DIR}/cmake/MlirPrefix.cpp)
target_precompile_headers(mlir_prefix PRIVATE ${CMAKE_SOURCE_DIR}/cmake/MlirPrefix.h)

# mf_mlir_library(NAME sources...): a static library that includes MLIR headers.
function(mf_mlir_library name)
  add_library(${name} STATIC ${ARGN})
  target_precompile_headers(${name} REUSE_FROM mlir_prefix)
endfunction()

# mf_mlir_executable(NAME sources...): linked to the SHARED MLIR and LLVM only; mixing in their
# static archives would duplicate type ids.
function(mf_mlir_executable name)
  add_executable(${name} ${ARGN})
  set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
  target_compile_options(${name} PRIVATE -fPIC)
  target_precompile_headers(${name} REUSE_FROM mlir_prefix)
  target_link_libraries(${name} PRIVATE MLIR LLVM)
  set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
endfunction()
