CREATE TABLE directory (
  kind TEXT NOT NULL,
  key  TEXT NOT NULL
);

PRAGMA user_version = 1;
