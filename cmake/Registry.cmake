# mf_registry(NAME FOLDER): the .cpp files of the folder are a registry's entries. Sets NAME_sources, and writes the list
# generated/NAME.inc with a line MF_ENTRY(x) for each file x.cpp: a file more is an entry more, and no list has to be changed.
set(MF_GENERATED ${CMAKE_BINARY_DIR}/generated)
function(mf_registry name folder)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp)
  set(list "")
  foreach(file ${sources})
    get_filename_component(entry ${file} NAME_WE)
    string(APPEND list "MF_ENTRY(${entry})\n")
  endforeach()
  file(CONFIGURE OUTPUT ${MF_GENERATED}/${name}.inc CONTENT "${list}")
  set(${name}_sources ${sources} PARENT_SCOPE)
endfunction()
