# Fails if a source file includes what its place does not allow:
#   cmake -DROOT=<checkout> -P cmake/check_layers.cmake
# This is the one place where the ladder is written down for a machine; ARCHITECTURE.md draws it for people.
cmake_minimum_required(VERSION 3.25)

# A folder of core/, a colon, and the folders whose headers it may include besides its own.
set(ladder
    "base:"
    "text: base"
    "image_io: base"
    "tensor_io: base"
    "nn: base tensor_io"
    "models: base tensor_io nn"
    "diffusion: base"
    "memory: base tensor_io"
    "pipeline: base text image_io tensor_io nn models diffusion memory"
    "engine: base"
    "library: base image_io")

# What stands above the engine knows its torch-free door, never what is behind it.
set(door pipeline/inference_session.h pipeline/inference_module.h pipeline/kernel_profile.h pipeline/model_inspection.h)
set(above_the_door engine)

# Of core/, zaohua-cli may include these folders and the door; the window's widgets and program may include those.
set(cli_may_include base text image_io)
set(window_may_include base text image_io engine library)

set(folders_with_torch tensor_io nn models diffusion memory pipeline)
set(folders_with_qt engine library)
set(torch_header "^(ATen|c10|torch|caffe2)/")
set(qt_header "^(Q[A-Z][A-Za-z0-9]*|Qt[A-Z][A-Za-z0-9]*/.*|q[a-z]+\\.h)$")
set(system_header "^((sys|linux|asm|arpa|net|netinet)/.*|(dirent|dlfcn|fcntl|grp|poll|pthread|pwd|sched|signal|termios|\
unistd|wait|windows)\\.h)$")

set(problems 0)
macro(problem text)
  message(NOTICE "${path} includes ${spelled}: ${text}")
  math(EXPR problems "${problems} + 1")
endmacro()

# Sets `folder` to the folder of core/ that the file stands in (empty elsewhere), `allowed` to what it may include, and
# `on_ladder`.
macro(find_rung)
  set(folder "")
  set(allowed "")
  set(on_ladder TRUE)
  if(path MATCHES "^core/([^/]+)/")
    set(folder "${CMAKE_MATCH_1}")
    set(on_ladder FALSE)
    foreach(rung IN LISTS ladder)
      if(rung MATCHES "^${folder}:(.*)$")
        string(REGEX MATCHALL "[a-z_]+" allowed "${CMAKE_MATCH_1}")
        set(on_ladder TRUE)
      endif()
    endforeach()
  endif()
endmacro()

# The rules for what we wrote ourselves: the ladder, and that a header is spelled from core/.
macro(check_own_header)
  string(REGEX MATCH "^[^/]+" named_folder "${header}")
  if(NOT header MATCHES "/")
    problem("spell it from core/, as in \"base/error.h\".")
  elseif(path IN_LIST door_paths)
    if(NOT named_folder STREQUAL "base" AND NOT header IN_LIST door)
      problem("the engine's door knows only core/base.")
    endif()
  elseif(path MATCHES "^app/cli/")
    if(NOT EXISTS "${ROOT}/app/${header}"
       AND NOT named_folder IN_LIST cli_may_include
       AND NOT header IN_LIST door)
      problem("zaohua-cli may include ${cli_may_include} and the engine's door.")
    endif()
  elseif(path MATCHES "^ui/([^/]+)/")
    set(room "${CMAKE_MATCH_1}")
    if(header MATCHES "^ui/([^/]+)/")
      if(NOT CMAKE_MATCH_1 STREQUAL room
         AND NOT CMAKE_MATCH_1 STREQUAL "common"
         AND NOT room STREQUAL "window")
        problem("a folder of ui/ includes only ui/common; ui/window puts them together.")
      endif()
    elseif(NOT named_folder IN_LIST window_may_include AND NOT header IN_LIST door)
      problem("ui/ may include ${window_may_include} and the engine's door.")
    endif()
  elseif(path MATCHES "^app/")
    if(NOT EXISTS "${ROOT}/app/${header}"
       AND NOT header MATCHES "^ui/(window|common)/"
       AND NOT named_folder IN_LIST window_may_include
       AND NOT header IN_LIST door)
      problem("the window's program may include ui/window, ui/common, ${window_may_include} and the engine's door.")
    endif()
  elseif(folder IN_LIST above_the_door AND header IN_LIST door)
    # Its way to the models.
  elseif(NOT named_folder STREQUAL folder AND NOT named_folder IN_LIST allowed)
    problem("core/${folder} stands below it and may include only: ${allowed}.")
  endif()
endmacro()

macro(check_foreign_header)
  if(header MATCHES "${torch_header}")
    set(has_torch TRUE)
    if(header STREQUAL "torch/torch.h")
      problem("it more than doubles compile times; include <ATen/ATen.h> or a header below it.")
    elseif(path IN_LIST door_paths)
      problem("the engine's door is free of torch.")
    elseif(path MATCHES "^(core|app|ui)/" AND NOT folder IN_LIST folders_with_torch)
      problem("torch stays within ${folders_with_torch}.")
    endif()
  elseif(header MATCHES "${qt_header}")
    set(has_qt TRUE)
    if((path MATCHES "^core/" AND NOT folder IN_LIST folders_with_qt) OR path MATCHES "^app/cli")
      problem("this part runs where there is no Qt.")
    endif()
  elseif(header MATCHES "${system_header}")
    if(path MATCHES "^(core|app|ui)/" AND NOT path MATCHES "^core/base/platform_[a-z_]+\\.cpp$")
      problem("operating-system calls live in core/base/platform_*.cpp.")
    endif()
  endif()
endmacro()

list(TRANSFORM door PREPEND "core/" OUTPUT_VARIABLE door_paths)
set(kinds h hpp inc cpp cc cu cuh)
foreach(top IN ITEMS core app ui tests)
  foreach(kind IN LISTS kinds)
    file(GLOB_RECURSE found RELATIVE "${ROOT}" "${ROOT}/${top}/*.${kind}")
    list(APPEND paths ${found})
  endforeach()
endforeach()
list(SORT paths)

foreach(path IN LISTS paths)
  set(has_torch FALSE)
  set(has_qt FALSE)
  find_rung()
  if(NOT on_ladder)
    message(NOTICE "${path}: core/${folder} is not on the ladder; add it to cmake/check_layers.cmake.")
    math(EXPR problems "${problems} + 1")
    continue()
  endif()
  file(STRINGS "${ROOT}/${path}" lines REGEX "^[ \t]*#[ \t]*include[ \t]*[<\"]")
  foreach(line IN LISTS lines)
    string(REGEX MATCH "[<\"]([^>\"]+)[>\"]" spelled "${line}")
    set(header "${CMAKE_MATCH_1}")
    check_foreign_header()
    if(spelled MATCHES "^\"" AND NOT header MATCHES "${torch_header}" AND path MATCHES "^(core|ui|app)/")
      check_own_header()
    endif()
  endforeach()
  if(has_torch AND has_qt)
    message(NOTICE "${path} includes both a Qt and a torch header: their macros break each other.")
    math(EXPR problems "${problems} + 1")
  endif()
endforeach()

list(LENGTH paths count)
if(count EQUAL 0)
  message(FATAL_ERROR "There are no source files under '${ROOT}'.")
elseif(problems GREATER 0)
  message(FATAL_ERROR "${problems} includes break the ladder.")
endif()
message(STATUS "${count} files keep to the ladder.")
