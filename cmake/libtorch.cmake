# libtorch comes from the pinned PyPI wheel, unpacked by scripts/setup with the wheel's own layout (torch/lib beside
# nvidia/cu13/lib), because its libraries find each other by relative paths. find_package(Torch) is not used: it
# demands a CUDA toolkit even where nothing of it is needed (docs/decisions/0002-libtorch-from-the-wheel.md).
set(ZAOHUA_LIBTORCH_VERSION 2.11.0)
if(DEFINED ENV{XDG_CACHE_HOME})
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
# The compile definition keeps ATen's generated headers from pulling every operator into every file.
target_compile_definitions(zaohua_libtorch INTERFACE AT_PER_OPERATOR_HEADERS)
target_link_options(zaohua_libtorch INTERFACE "LINKER:--unresolved-symbols=ignore-in-shared-libs"
                    "LINKER:-rpath,${_torch}/lib" "LINKER:-rpath,${ZAOHUA_LIBTORCH}/nvidia/cu13/lib")
target_link_libraries(zaohua_libtorch INTERFACE "${_torch}/lib/libc10.so" "${_torch}/lib/libtorch_cpu.so")
