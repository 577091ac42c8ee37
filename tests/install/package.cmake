# A user's project: a program on the compiler, one on the runtime.
cmake_minimum_required(VERSION 3.22)
project(user LANGUAGES C CXX)
find_package(mfcc 0.2 REQUIRED)
add_executable(compile compile.cpp)
target_link_libraries(compile PRIVATE mfcc::compiler)
add_executable(embed embed.c)
target_link_libraries(embed PRIVATE mfcc::runtime)
