# Qt for what may use it: core/engine, core/library, ui and app. Included once; needs project_options.
find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets Concurrent Sql Svg Network DBus LinguistTools)

# The headers that nearly every such file reads, compiled once for each set of Qt modules.
set(zaohua_qt_core_headers <QAbstractListModel> <QHash> <QImage> <QObject> <QString> <QStringList> <functional> <memory>
                           <optional> <string> <vector> <nlohmann/json.hpp> <tl/expected.hpp>)
set(zaohua_qt_widget_headers ${zaohua_qt_core_headers} <QApplication> <QBoxLayout> <QLabel> <QPainter> <QPushButton>
                             <QToolButton> <QWidget>)

# zaohua_qt_library(NAME SOURCES … LIBRARIES … [WIDGETS]): a static library of ours that uses Qt.
function(zaohua_qt_library name)
  cmake_parse_arguments(ARG "WIDGETS" "" "SOURCES;LIBRARIES" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
  target_link_libraries(${name} PUBLIC zaohua_options ${ARG_LIBRARIES} Qt6::Core Qt6::Gui)
  if(ARG_WIDGETS)
    target_link_libraries(${name} PUBLIC Qt6::Widgets)
    target_include_directories(${name} PUBLIC "${CMAKE_SOURCE_DIR}")
    target_precompile_headers(${name} PRIVATE ${zaohua_qt_widget_headers})
  else()
    target_precompile_headers(${name} PRIVATE ${zaohua_qt_core_headers})
  endif()
endfunction()
