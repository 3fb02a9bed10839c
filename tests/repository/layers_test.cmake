# Shows that cmake/check_layers.cmake can fail: each case is a tree with one forbidden include, next to a tree that
# keeps to the ladder.
#   cmake -DROOT=<checkout> -DSCRATCH=<folder> -P layers_test.cmake
cmake_minimum_required(VERSION 3.25)

function(check_tree file include expected)
  file(REMOVE_RECURSE "${SCRATCH}")
  file(WRITE "${SCRATCH}/core/base/error.h" "#include <string>\n")
  file(WRITE "${SCRATCH}/core/nn/linear.h" "#include <ATen/core/Tensor.h>\n#include \"base/error.h\"\n")
  file(WRITE "${SCRATCH}/core/base/platform_linux.cpp" "#include <sys/mman.h>\n")
  file(APPEND "${SCRATCH}/${file}" "${include}\n")
  execute_process(
    COMMAND "${CMAKE_COMMAND}" "-DROOT=${SCRATCH}" -P "${ROOT}/cmake/check_layers.cmake"
    RESULT_VARIABLE status
    OUTPUT_VARIABLE output
    ERROR_VARIABLE output)
  if(expected STREQUAL "passes" AND NOT status EQUAL 0)
    message(SEND_ERROR "${include} in ${file} should pass, but:\n${output}")
  elseif(NOT expected STREQUAL "passes" AND (status EQUAL 0 OR NOT output MATCHES "${expected}"))
    message(SEND_ERROR "${include} in ${file} should be refused with '${expected}', but:\n${output}")
  endif()
endfunction()

check_tree("core/models/qwen3.cpp" "#include \"nn/linear.h\"" "passes")
check_tree("core/pipeline/session.cpp" "#include \"models/qwen3.h\"" "passes")
check_tree("app/cli/engine.cpp" "#include \"pipeline/inference_module.h\"" "passes")
check_tree("tests/core/nn/linear_test.cpp" "#include <ATen/ATen.h>" "passes")
check_tree("app/main_window.cpp" "#include <QtWidgets/QWidget>" "passes")

check_tree("core/base/error.h" "#include \"nn/linear.h\"" "core/base/error.h includes \"nn/linear.h\": .*stands below")
check_tree("core/nn/linear.cpp" "#include \"models/qwen3.h\"" "stands below it and may include only: base;tensor_io")
check_tree("core/models/qwen3.cpp" "#include \"diffusion/schedule.h\"" "stands below")
check_tree("core/diffusion/schedule.cpp" "  #  include \"tensor_io/weights.h\"" "stands below")
check_tree("core/text/bpe.cpp" "#include \"bpe.h\"" "spell it from core/")
check_tree("core/text/bpe.cpp" "#include <c10/util/Exception.h>" "torch stays within")
check_tree("core/text/bpe.cpp" "#include \"ATen/ATen.h\"" "torch stays within")
check_tree("app/cli/engine.cpp" "#include <ATen/ATen.h>" "torch stays within")
check_tree("core/nn/linear.cpp" "#include <torch/torch.h>" "compile times")
check_tree("core/pipeline/inference_session.h" "#include <ATen/ATen.h>" "door is free of torch")
check_tree("core/pipeline/inference_session.h" "#include \"text/bpe.h\"" "door knows only")
check_tree("app/cli/engine.cpp" "#include \"pipeline/text_to_image.h\"" "a program may include")
check_tree("app/cli/engine.cpp" "#include <QString>" "there is no Qt")
check_tree("core/base/error.cpp" "#include <QtCore/QString>" "there is no Qt")
check_tree("tests/mixed_test.cpp" "#include <QImage>\n#include <ATen/ATen.h>" "both a Qt and a torch header")
check_tree("core/image_io/png.cpp" "#include <unistd.h>" "operating-system calls")
check_tree("app/cli/engine.cpp" "#include <sys/stat.h>" "operating-system calls")
check_tree("core/plugins/plugin.h" "#include <string>" "core/plugins is not on the ladder")
file(REMOVE_RECURSE "${SCRATCH}")
