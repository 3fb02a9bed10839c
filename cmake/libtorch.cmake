# libtorch comes from the pinned PyPI wheel, unpacked by scripts/setup with the wheel's own layout (torch/lib beside
# nvidia/cu13/lib), because its libraries find each other by relative paths. find_package(Torch) is not used: it
# demands a CUDA toolkit even where nothing of it is needed (docs/decisions/0002-libtorch-from-the-wheel.md).
set(ZAOHUA_LIBTORCH_VERSION 2.11.0)
if(NOT "$ENV{XDG_CACHE_HOME}" STREQUAL "")
  set(_cache "$ENV{XDG_CACHE_HOME}")
else()
  set(_cache "$ENV{HOME}/.cache")
endif()
set(ZAOHUA_LIBTORCH
    "${_cache}/zaohua/toolchain/libtorch-${ZAOHUA_LIBTORCH_VERSION}"
    CACHE PATH "Folder that holds torch/lib, torch/include and nvidia/cu13/lib")
if(NOT EXISTS "${ZAOHUA_LIBTORCH}/torch/lib/libtorch_cpu.so")
  message(FATAL_ERROR "libtorch is not in ${ZAOHUA_LIBTORCH}. Run scripts/setup, which puts it there.")
endif()

set(_torch "${ZAOHUA_LIBTORCH}/torch")
add_library(zaohua_libtorch INTERFACE)
target_include_directories(zaohua_libtorch SYSTEM INTERFACE "${_torch}/include")
# g++ 12 sees uninitialised optionals inside torch's headers once they are inlined into our code.
target_compile_options(zaohua_libtorch INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
# at::parallel_for is a template that runs serially without OpenMP. The library behind it is the one that comes with
# libtorch: both have the name libgomp.so.1, and libtorch's folder is searched first.
target_compile_options(zaohua_libtorch INTERFACE -fopenmp)
target_link_libraries(zaohua_libtorch INTERFACE "${_torch}/lib/libgomp.so.1")
# What only libtorch's CUDA libraries have is found when they are opened; the module that uses them says so.
target_link_options(
  zaohua_libtorch
  INTERFACE
  "LINKER:--unresolved-symbols=ignore-$<IF:$<BOOL:$<TARGET_PROPERTY:ZAOHUA_USES_TORCH_CUDA>>,all,in-shared-libs>"
  "LINKER:-rpath,${_torch}/lib" "LINKER:-rpath,${ZAOHUA_LIBTORCH}/nvidia/cu13/lib")
target_link_libraries(zaohua_libtorch INTERFACE "${_torch}/lib/libc10.so" "${_torch}/lib/libtorch_cpu.so")

# A library of ours that computes with tensors. The first one precompiles ATen's headers (4 s a file otherwise), the
# others reuse them.
function(zaohua_torch_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC zaohua_options zaohua_libtorch ${ARG_LIBRARIES})
  zaohua_precompile_torch(${name})
endfunction()

function(zaohua_precompile_torch name)
  target_compile_options(${name} PRIVATE -Winvalid-pch -fpch-preprocess)
  if(NOT TARGET zaohua_torch_pch)
    file(WRITE "${CMAKE_BINARY_DIR}/torch_pch.cpp" "")
    add_library(zaohua_torch_pch OBJECT "${CMAKE_BINARY_DIR}/torch_pch.cpp")
    target_link_libraries(zaohua_torch_pch PRIVATE zaohua_options zaohua_libtorch nlohmann_json::nlohmann_json
                                                   tl::expected)
    target_compile_options(zaohua_torch_pch PRIVATE -Winvalid-pch -fpch-preprocess)
    target_precompile_headers(zaohua_torch_pch PRIVATE <ATen/ATen.h> <nlohmann/json.hpp> <string> <vector> <map>)
  endif()
  target_precompile_headers(${name} REUSE_FROM zaohua_torch_pch)
endfunction()
