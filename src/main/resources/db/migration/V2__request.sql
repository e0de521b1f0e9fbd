-- Requests that were carried out and may be sent again, oldest first by row.
CREATE TABLE request (
  row        INTEGER PRIMARY KEY,
  key        TEXT    NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,  -- milliseconds since 1970
  content    BLOB    NOT NULL
);

PRAGMA user_version = 2;
