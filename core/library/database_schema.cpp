// SPDX-License-Identifier: Apache-2.0
#include "library/database_schema.h"

namespace zaohua {

namespace {

// Rows of `pictures` are short, so that filters run through few pages: the request and the text to search in lie in
// tables of their own. (job, job_index) is unique: no picture of a job is there twice.
MigrationStep pictures() {
  return {
      "CREATE TABLE pictures ("
      " id INTEGER PRIMARY KEY AUTOINCREMENT,"
      " path TEXT NOT NULL UNIQUE,"
      " sort_name TEXT NOT NULL,"
      " file INTEGER NOT NULL,"
      " file_size INTEGER NOT NULL,"
      " modified_ms INTEGER NOT NULL,"
      " created_ms INTEGER NOT NULL,"
      " width INTEGER NOT NULL,"
      " height INTEGER NOT NULL,"
      " favourite INTEGER NOT NULL,"
      " imported INTEGER NOT NULL,"
      " model TEXT NOT NULL,"
      " job TEXT,"
      " job_index INTEGER)",
      // The list as it is shown most is read from this index alone.
      "CREATE INDEX pictures_by_time ON pictures(created_ms, id, favourite, file)",
      "CREATE INDEX pictures_by_name ON pictures(sort_name, id, created_ms, favourite, file)",
      "CREATE INDEX pictures_by_model ON pictures(model)",
      "CREATE UNIQUE INDEX pictures_by_job ON pictures(job, job_index) WHERE job IS NOT NULL",

      "CREATE TABLE picture_requests ("
      " picture INTEGER PRIMARY KEY REFERENCES pictures(id) ON DELETE CASCADE,"
      " request TEXT NOT NULL)",

      "CREATE TABLE picture_albums ("
      " album TEXT NOT NULL,"
      " picture INTEGER NOT NULL REFERENCES pictures(id) ON DELETE CASCADE,"
      " PRIMARY KEY (album, picture)) WITHOUT ROWID",
      "CREATE INDEX picture_albums_by_picture ON picture_albums(picture)",
  };
}

// The text is folded before it comes here (gallery_text.h). The trigram index answers words of three characters and
// more, shorter ones are looked for in the text itself.
MigrationStep pictureSearch() {
  return {
      "CREATE TABLE picture_texts ("
      " picture INTEGER PRIMARY KEY REFERENCES pictures(id) ON DELETE CASCADE,"
      " text TEXT NOT NULL)",
      "CREATE VIRTUAL TABLE picture_search USING fts5("
      " text, content='picture_texts', content_rowid='picture', tokenize='trigram case_sensitive 1')",
      // Fewer and smaller merges at a time: the window waits for each insert.
      "INSERT INTO picture_search(picture_search, rank) VALUES ('automerge', 8)",
      "INSERT INTO picture_search(picture_search, rank) VALUES ('crisismerge', 64)",
      "CREATE TRIGGER picture_texts_inserted AFTER INSERT ON picture_texts BEGIN"
      " INSERT INTO picture_search(rowid, text) VALUES (new.picture, new.text);"
      " END",
      "CREATE TRIGGER picture_texts_deleted AFTER DELETE ON picture_texts BEGIN"
      " INSERT INTO picture_search(picture_search, rowid, text) VALUES ('delete', old.picture, old.text);"
      " END",
      "CREATE TRIGGER picture_texts_updated AFTER UPDATE ON picture_texts BEGIN"
      " INSERT INTO picture_search(picture_search, rowid, text) VALUES ('delete', old.picture, old.text);"
      " INSERT INTO picture_search(rowid, text) VALUES (new.picture, new.text);"
      " END",
  };
}

MigrationStep jobsAndPrompts() {
  return {
      "CREATE TABLE jobs ("
      " id TEXT PRIMARY KEY,"
      " position INTEGER NOT NULL,"
      " request TEXT NOT NULL,"
      " folder TEXT NOT NULL,"
      " format TEXT NOT NULL,"
      " model TEXT NOT NULL,"
      " state TEXT NOT NULL,"
      " interrupted INTEGER NOT NULL,"
      " kept INTEGER NOT NULL,"  // bit k: picture k is in the gallery
      " error TEXT NOT NULL,"
      " submitted_ms INTEGER NOT NULL)",
      "CREATE TABLE prompts ("
      " id INTEGER PRIMARY KEY AUTOINCREMENT,"  // grows with time
      " prompt TEXT NOT NULL UNIQUE,"
      " negative_prompt TEXT NOT NULL,"
      " folded TEXT NOT NULL)",
  };
}

}  // namespace

const std::vector<MigrationStep>& librarySchema() {
  static const std::vector<MigrationStep> steps = {pictures() + pictureSearch() + jobsAndPrompts()};
  return steps;
}

}  // namespace zaohua
