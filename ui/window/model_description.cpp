// SPDX-License-Identifier: Apache-2.0
#include "ui/window/model_description.h"

#include <QLocale>
#include <algorithm>
#include <array>

#include "ui/common/error_text.h"
#include "ui/common/theme.h"
#include "ui/window/model_chip.h"
#include "ui/window/model_dialog.h"

namespace zaohua {

namespace {

constexpr const char* publisher = "https://huggingface.co/Tongyi-MAI/Z-Image-Turbo";
constexpr const char* publisherInChina = "https://modelscope.cn/models/Tongyi-MAI/Z-Image-Turbo";
constexpr int mostProblems = 3;  // of one part: the rest says nothing new

QString parameterText(std::uint64_t parameters) {
  constexpr double billion = 1e9;
  constexpr double million = 1e6;
  const auto count = static_cast<double>(parameters);
  const QString number = count >= billion ? QLocale().toString(count / billion, 'f', 2) + "B"
                                          : QLocale().toString(count / million, 'f', 1) + "M";
  return ModelDialog::tr("%1 parameters").arg(number);
}

struct Part {
  const char* folder;
  const char* title;
};

// In the order in which a picture passes them.
constexpr std::array<Part, 5> parts = {{
    {"tokenizer", QT_TRANSLATE_NOOP("zaohua::ModelDialog", "Tokenizer (cuts the prompt into pieces)")},
    {"text_encoder", QT_TRANSLATE_NOOP("zaohua::ModelDialog", "Text encoder (reads the prompt)")},
    {"scheduler", QT_TRANSLATE_NOOP("zaohua::ModelDialog", "Scheduler (plans the steps)")},
    {"transformer", QT_TRANSLATE_NOOP("zaohua::ModelDialog", "Transformer (makes the picture)")},
    {"vae", QT_TRANSLATE_NOOP("zaohua::ModelDialog", "Autoencoder (turns it into pixels)")},
}};

// A problem names its part, or a file in its folder.
bool isAbout(const Error& problem, const std::string& part) {
  return std::ranges::any_of(problem.arguments, [&part](const std::string& argument) {
    return argument == part || argument.ends_with('/' + part) || argument.find('/' + part + '/') != std::string::npos;
  });
}

std::vector<Error> takeProblemsOf(const std::string& part, std::vector<Error>& problems) {
  const auto others = std::stable_partition(problems.begin(), problems.end(),
                                            [&part](const Error& problem) { return !isAbout(problem, part); });
  std::vector<Error> own(others, problems.end());
  problems.erase(others, problems.end());
  return own;
}

QString problemLines(const std::vector<Error>& problems, const ThemeColors& colors) {
  QStringList lines;
  for (std::size_t i = 0; i < problems.size() && i < mostProblems; ++i) {
    lines.append(
        QString("<b style=\"color:%1\">✕</b> %2").arg(colors.problem.name(), errorText(problems[i]).toHtmlEscaped()));
  }
  if (problems.size() > mostProblems)
    lines.append(ModelDialog::tr("And %n more problems.", "", static_cast<int>(problems.size()) - mostProblems));
  return lines.join("<br>");
}

// Only what is known: of a damaged part that may be nothing.
QString sizeLine(const ComponentInspection& component) {
  QStringList facts;
  if (component.parameters > 0)
    facts.append(parameterText(component.parameters));
  if (!component.dtype.empty())
    facts.append(QString::fromStdString(component.dtype).toHtmlEscaped());
  if (component.bytes > 0)
    facts.append(memoryText(static_cast<double>(component.bytes)));
  return facts.join(" · ");
}

QString paragraph(const QString& title, const QStringList& lines) {
  QStringList texts = lines;
  texts.removeAll(QString());
  if (texts.isEmpty())
    return {};
  return QString("<p><b>%1</b><br>%2</p>").arg(title.toHtmlEscaped(), texts.join("<br>"));
}

QString whereToGetIt() {
  return "<p>" +
         ModelDialog::tr("Download the whole model from %1 or %2 and put all of its folders here.")
             .arg(QString("<a href=\"%1\">Hugging Face</a>").arg(publisher),
                  QString("<a href=\"%1\">ModelScope</a>").arg(publisherInChina)) +
         "</p>";
}

}  // namespace

QString modelDescription(const InspectedModel& model, const ThemeColors& colors) {
  std::vector<Error> problems = model.inspection.problems;
  if (model.error)
    problems.push_back(*model.error);
  const bool isWhole = problems.empty();
  std::vector<ComponentInspection> components = model.inspection.components;
  QString text;
  for (const Part& part : parts) {
    QStringList lines = {problemLines(takeProblemsOf(part.folder, problems), colors)};
    const auto component = std::ranges::find(components, part.folder, &ComponentInspection::name);
    if (component != components.end()) {
      lines.append(sizeLine(*component));
      components.erase(component);
    }
    text += paragraph(ModelDialog::tr(part.title), lines);
  }
  // A part that is not known has its folder's own name.
  for (const ComponentInspection& component : components)
    text += paragraph(QString::fromStdString(component.name), {sizeLine(component)});
  if (!problems.empty())
    text.prepend("<p>" + problemLines(problems, colors) + "</p>");
  return isWhole ? text : text + whereToGetIt();
}

}  // namespace zaohua
