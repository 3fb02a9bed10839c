# Shows by what the built files ask the loader for that zaohua-cli runs on a machine without Qt, and starts without
# mapping libtorch: only the module that it opens later names libtorch.
#   cmake -DPROGRAM=<zaohua-cli> -DMODULE=<libzaohua_inference.so> -P link_test.cmake
cmake_minimum_required(VERSION 3.25)

function(read_needed file variable)
  execute_process(COMMAND ldd "${file}" OUTPUT_VARIABLE needed COMMAND_ERROR_IS_FATAL ANY)
  set(${variable} "${needed}" PARENT_SCOPE)
endfunction()

read_needed("${PROGRAM}" needed_by_program)
if(NOT needed_by_program MATCHES "libstdc")
  message(FATAL_ERROR "ldd did not list the libraries of ${PROGRAM}:\n${needed_by_program}")
endif()
if(needed_by_program MATCHES "libQt|libtorch|libc10|libcuda|libX11|libwayland")
  message(FATAL_ERROR "zaohua-cli must need neither Qt nor libtorch to start, but:\n${needed_by_program}")
endif()

read_needed("${MODULE}" needed_by_module)
if(NOT needed_by_module MATCHES "libtorch_cpu")
  message(FATAL_ERROR "The module should be what names libtorch, but:\n${needed_by_module}")
endif()
if(needed_by_module MATCHES "libQt|libtorch_cuda|libtorch_python")
  message(FATAL_ERROR "The module must load without Qt, CUDA and Python, but:\n${needed_by_module}")
endif()
