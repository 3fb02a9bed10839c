# No file that git tracks may be larger than 17 MB (a clone over a slow line must stay bearable) but the one named below,
# and every source file says under which licence it is.
#   cmake -DROOT=<checkout> -P files_test.cmake
cmake_minimum_required(VERSION 3.25)

set(limit 17000000)
# Without it a fresh clone could not make its first picture offline.
set(large_file resources/models/demo/transformer/diffusion_pytorch_model.safetensors)
set(large_file_limit 45000000)

execute_process(
  COMMAND git -c safe.directory=* -c core.quotePath=false ls-files
  WORKING_DIRECTORY "${ROOT}"
  RESULT_VARIABLE status
  OUTPUT_VARIABLE listing
  ERROR_QUIET)
if(status EQUAL 0)
  string(REGEX MATCHALL "[^\n]+" files "${listing}")
else()
  # An unpacked archive, or a machine without git: everything but what is made here.
  file(GLOB_RECURSE files RELATIVE "${ROOT}" "${ROOT}/*")
  list(FILTER files EXCLUDE REGEX "^(build|outputs|\\.git|\\.cache)/")
endif()
list(LENGTH files count)
if(count EQUAL 0)
  message(FATAL_ERROR "There are no files under '${ROOT}'.")
endif()

foreach(name IN LISTS files)
  if(NOT EXISTS "${ROOT}/${name}")
    continue()
  endif()
  file(SIZE "${ROOT}/${name}" size)
  set(may_have ${limit})
  if(name STREQUAL large_file)
    set(may_have ${large_file_limit})
  endif()
  if(size GREATER may_have)
    message(SEND_ERROR "${name} has ${size} bytes, and a tracked file may have ${may_have}.")
  endif()
  if(name MATCHES "^(core|app|ui|tests|tools)/.*\\.(h|cpp|cu|cuh|py|sh)$")
    file(READ "${ROOT}/${name}" head LIMIT 200)
    if(NOT head MATCHES "SPDX-License-Identifier: Apache-2.0")
      message(SEND_ERROR "${name} does not say its licence: // SPDX-License-Identifier: Apache-2.0")
    endif()
  endif()
endforeach()
