# One interface target carries what every translation unit of ours is compiled with.
add_library(zaohua_options INTERFACE)
target_compile_features(zaohua_options INTERFACE cxx_std_20)
target_include_directories(zaohua_options INTERFACE "${CMAKE_SOURCE_DIR}/core")
target_compile_definitions(zaohua_options INTERFACE QT_NO_KEYWORDS ZAOHUA_VERSION="${PROJECT_VERSION}")
target_compile_options(
  zaohua_options
  INTERFACE -Wall
            -Wextra
            -Wpedantic
            -Wshadow
            -Wnon-virtual-dtor
            -Woverloaded-virtual
            -Wcast-align
            -Wconversion
            -Wsign-conversion
            -Wdouble-promotion
            -Wformat=2
            -Werror
            # g++ 12 imagines overlapping strings in every operator+ (GCC bug 105651).
            $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
            -fvisibility=hidden
            -fvisibility-inlines-hidden)
# A library is looked for beside the program first, so that a build tree and an installed tree both run as they are.
set(CMAKE_BUILD_RPATH_USE_ORIGIN ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

find_program(ZAOHUA_CCACHE ccache)
if(ZAOHUA_CCACHE)
  # Precompiled headers are cached only if ccache may overlook the macros and times inside them.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${ZAOHUA_CCACHE}")
endif()

if(ZAOHUA_SANITIZE STREQUAL "address")
  add_compile_options(-fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=address,undefined)
elseif(ZAOHUA_SANITIZE STREQUAL "thread")
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
  add_link_options(-fsanitize=thread)
endif()

if(ZAOHUA_TIDY)
  find_program(ZAOHUA_CLANG_TIDY NAMES clang-tidy clang-tidy-14 REQUIRED)
  set(CMAKE_CXX_CLANG_TIDY "${ZAOHUA_CLANG_TIDY}")
endif()

find_package(Threads REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(spdlog REQUIRED)
find_package(tl-expected REQUIRED)
