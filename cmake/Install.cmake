# cmake --install BUILD --prefix P, or make install PREFIX=P: the programs, both libraries, headers, and what find_package and pkg-config read.
# Nothing that is installed names the source tree or the prefix: it may be moved.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# -- Programs and libraries ------------------------------------------------------------------------
set_target_properties(mfrt PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR} EXPORT_NAME runtime)
set_target_properties(mfrt_static PROPERTIES EXPORT_NAME runtime_static)
set_target_properties(MfCompiler PROPERTIES EXPORT_NAME compiler)
foreach(target mfrt mfrt_static MfCompiler)
  target_include_directories(${target} INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/mfcc>)
endforeach()
target_compile_features(MfCompiler INTERFACE cxx_std_20)

# beside the libraries of the project only LLVM's folder: the loader knows the system's own
file(RELATIVE_PATH to_libraries /${CMAKE_INSTALL_BINDIR} /${CMAKE_INSTALL_LIBDIR})
set_target_properties(mfcc mf-opt PROPERTIES INSTALL_RPATH "$ORIGIN/${to_libraries};${LLVM_LIBRARY_DIR}")
set_target_properties(MfCompiler PROPERTIES INSTALL_RPATH "$ORIGIN;${LLVM_LIBRARY_DIR}")
install(TARGETS mfcc mf-opt MfCompiler mfrt mfrt_static EXPORT mfccTargets
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})

# -- Headers, and the sources that an executable is linked with ------------------------------------
set(headers ${CMAKE_INSTALL_INCLUDEDIR}/mfcc)
install(DIRECTORY dsl/include/mf DESTINATION ${headers})
install(DIRECTORY models options DESTINATION ${headers} FILES_MATCHING PATTERN "*.h")
install(DIRECTORY ${MF_GENERATED} DESTINATION ${headers} FILES_MATCHING PATTERN "*.inc")
install(DIRECTORY compiler/api DESTINATION ${headers}/compiler)
install(DIRECTORY runtime/abi runtime/api DESTINATION ${headers}/runtime)
install(FILES training/config/Config.h DESTINATION ${headers}/training/config)
set(standalone ${CMAKE_INSTALL_DATADIR}/mfcc/standalone)
install(DIRECTORY runtime DESTINATION ${standalone} FILES_MATCHING PATTERN "*.[ch]")
install(FILES compiler/standalone/main.c DESTINATION ${standalone})
install(FILES ${CMAKE_BINARY_DIR}/share/man/man1/mfcc.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
foreach(file bash-completion/completions/mfcc zsh/site-functions/_mfcc)
  get_filename_component(folder ${file} DIRECTORY)
  install(FILES ${CMAKE_BINARY_DIR}/share/${file} DESTINATION ${CMAKE_INSTALL_DATADIR}/${folder})
endforeach()
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

# -- find_package(mfcc), pkg-config ------------------------------------------------------------------
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/mfcc)
install(EXPORT mfccTargets NAMESPACE mfcc:: DESTINATION ${package})
configure_package_config_file(cmake/mfccConfig.cmake.in ${CMAKE_BINARY_DIR}/cmake/mfccConfig.cmake INSTALL_DESTINATION ${package})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/cmake/mfccConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/cmake/mfccConfig.cmake ${CMAKE_BINARY_DIR}/cmake/mfccConfigVersion.cmake DESTINATION ${package})

set(pkgconfig ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH to_prefix /${pkgconfig} /)
string(REGEX REPLACE "/$" "" to_prefix "${to_prefix}")
foreach(name mfrt mfcc)
  configure_file(cmake/${name}.pc.in ${CMAKE_BINARY_DIR}/cmake/${name}.pc @ONLY)
  install(FILES ${CMAKE_BINARY_DIR}/cmake/${name}.pc DESTINATION ${pkgconfig})
endforeach()
