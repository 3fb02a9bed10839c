// SPDX-License-Identifier: Apache-2.0
#include "library/job_rows.h"

#include <array>
#include <bit>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/generation_json.h"
#include "base/json_reader.h"
#include "base/log.h"
#include "library/database.h"

namespace zaohua {

namespace {

constexpr std::array<std::pair<JobState, const char*>, 4> stateNames = {{{JobState::waiting, "waiting"},
                                                                         {JobState::paused, "paused"},
                                                                         {JobState::running, "running"},
                                                                         {JobState::failed, "failed"}}};

QString stateName(JobState state) {
  for (const auto& [value, name] : stateNames) {
    if (value == state)
      return name;
  }
  return {};
}

// One that a newer version wrote is left to the person.
JobState stateOf(const QString& text) {
  for (const auto& [value, name] : stateNames) {
    if (text == name)
      return value;
  }
  return JobState::paused;
}

QString notNull(const QString& text) {
  return text.isNull() ? QString("") : text;
}

QString errorToText(const Error& error) {
  if (error.sentence.empty())
    return "";
  const nlohmann::json object = {{"code", errorCodeName(error.code)},
                                 {"sentence", error.sentence},
                                 {"arguments", error.arguments},
                                 {"detail", error.detail}};
  return QString::fromStdString(object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

ErrorCode errorCodeOf(std::string_view name) {
  for (int code = 0; code <= static_cast<int>(ErrorCode::internal); ++code) {
    if (errorCodeName(static_cast<ErrorCode>(code)) == name)
      return static_cast<ErrorCode>(code);
  }
  return ErrorCode::internal;
}

std::string textIn(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Error errorOf(const QString& text) {
  Error error;
  const Result<nlohmann::json> object = parseJson(text.toStdString(), {}, "error");
  if (!object || !object->is_object())
    return error;
  error.code = errorCodeOf(textIn(*object, "code"));
  error.sentence = textIn(*object, "sentence");
  error.detail = textIn(*object, "detail");
  const nlohmann::json arguments = object->value("arguments", nlohmann::json::array());
  for (const nlohmann::json& argument : arguments) {
    if (argument.is_string())
      error.arguments.push_back(argument.get<std::string>());
  }
  return error;
}

// A request that cannot be read any more makes a failed job that says so, not a lost one.
QueuedJob jobOf(const QSqlQuery& row) {
  QueuedJob job;
  job.id = row.value(0).toString();
  job.output = {.folder = row.value(2).toString(), .format = row.value(3).toString(), .model = row.value(4).toString()};
  job.state = stateOf(row.value(5).toString());
  job.interrupted = row.value(6).toBool();
  job.kept = row.value(7).toUInt();
  job.done = std::popcount(job.kept);
  if (const QString error = row.value(8).toString(); !error.isEmpty())
    job.error = errorOf(error);
  job.submittedAt = QDateTime::fromMSecsSinceEpoch(row.value(9).toLongLong());
  Result<GenerationRequest> request = requestFromText(row.value(1).toString().toStdString(), job.id.toStdString());
  if (request) {
    job.request = std::move(*request);
  } else {
    job.state = JobState::failed;
    job.error = request.error();
  }
  return job;
}

}  // namespace

std::vector<QueuedJob> readJobs(Database& database) {
  std::vector<QueuedJob> jobs;
  std::ignore = database.read(
      "SELECT id, request, folder, format, model, state, interrupted, kept, error, submitted_ms FROM jobs"
      " ORDER BY position",
      {}, [&jobs](const QSqlQuery& row) { jobs.push_back(jobOf(row)); });
  return jobs;
}

Result<void> insertJob(Database& database, const QueuedJob& job, qint64 position) {
  return database.run(
      "INSERT INTO jobs(id, position, request, folder, format, model, state, interrupted, kept, error, submitted_ms)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {job.id, position, QString::fromStdString(requestToText(job.request)), notNull(job.output.folder),
       notNull(job.output.format), notNull(job.output.model), stateName(job.state), job.interrupted, job.kept,
       errorToText(job.error), job.submittedAt.toMSecsSinceEpoch()});
}

Result<void> updateJob(Database& database, const QueuedJob& job) {
  return database.run("UPDATE jobs SET state = ?, interrupted = ?, kept = ?, error = ? WHERE id = ?",
                      {stateName(job.state), job.interrupted, job.kept, errorToText(job.error), job.id});
}

quint32 pictureBit(int index) {
  return quint32{1} << static_cast<unsigned>(index);
}

quint32 picturesInGallery(Database& database, const QString& id) {
  quint32 kept = 0;
  std::ignore = database.read("SELECT job_index FROM pictures WHERE job = ?", {id}, [&kept](const QSqlQuery& row) {
    const int index = row.value(0).toInt();
    if (index >= 0 && index < RequestLimits::maxCount)
      kept |= pictureBit(index);
  });
  return kept;
}

}  // namespace zaohua
