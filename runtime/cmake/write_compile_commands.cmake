# cmake -DFROM=<compile_commands.json> -DOBJECTS=<folder> -DTO=<file> -P write_compile_commands.cmake
#
# Writes the lines of FROM that name objects in a folder which ends with OBJECTS to TO, unless TO has them already: CMake
# writes compile_commands.json anew each time that it runs, and for all targets of a project.
file(READ "${FROM}" commands)
string(REGEX REPLACE "([][+.*^$?|()\\])" "\\\\\\1" objects "${OBJECTS}")
string(REGEX MATCHALL "\n[^\n]*[/ \"]${objects}/[^\n]*" own "${commands}")
if(EXISTS "${TO}")
  file(READ "${TO}" former)
  if(former STREQUAL own)
    return()
  endif()
endif()
file(WRITE "${TO}" "${own}")
