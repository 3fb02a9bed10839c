# Fails if a source file is not laid out by .clang-format. To lay them out: clang-format-14 -i FILES
#   cmake -DROOT=<checkout> -DCLANG_FORMAT=<clang-format 14> -P format_test.cmake
cmake_minimum_required(VERSION 3.25)

foreach(top IN ITEMS core app ui tests)
  foreach(kind IN ITEMS h cpp cu cuh)
    file(GLOB_RECURSE found "${ROOT}/${top}/*.${kind}")
    list(APPEND files ${found})
  endforeach()
endforeach()
execute_process(COMMAND "${CLANG_FORMAT}" --dry-run -Werror ${files} RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "Some files are not formatted; the messages above name them.")
endif()
