# Links Clang's archives by hand: CMake's own clangTooling target pulls in the shared LLVM. Left dynamic: libc, libstdc++,
# zlib and zstd.
function(goray_link_static_clang target)
  set(clang_libraries
    clangTooling clangFrontend clangDriver clangSerialization clangParse clangSema clangAPINotes clangAnalysis clangEdit
    clangASTMatchers clangAST clangToolingCore clangRewrite clangSupport clangLex clangBasic)
  find_program(GORAY_LLVM_CONFIG NAMES llvm-config-19 llvm-config HINTS "${LLVM_TOOLS_BINARY_DIR}" REQUIRED)
  execute_process(
    COMMAND "${GORAY_LLVM_CONFIG}" --link-static --libs support option frontendopenmp targetparser object profiledata windowsdriver
    OUTPUT_VARIABLE llvm_libraries OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  separate_arguments(llvm_libraries)
  list(TRANSFORM clang_libraries PREPEND "${LLVM_LIBRARY_DIR}/lib")
  list(TRANSFORM clang_libraries APPEND ".a")
  target_link_directories(${target} PUBLIC "${LLVM_LIBRARY_DIR}")
  target_link_libraries(${target} PUBLIC ${clang_libraries} ${llvm_libraries} z zstd ${CMAKE_DL_LIBS})
  target_link_options(${target} PUBLIC LINKER:--gc-sections)
endfunction()
