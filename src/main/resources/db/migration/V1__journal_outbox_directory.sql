-- Calls get a small number so that the rows of the calls of one hour lie next to each other.
CREATE TABLE call (
  number      INTEGER PRIMARY KEY,
  call_id     TEXT    NOT NULL UNIQUE,
  epoch       INTEGER NOT NULL,
  finished_at INTEGER           -- milliseconds since 1970; absent while the call goes on
);
CREATE INDEX call_finished ON call (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX call_unfinished ON call (number) WHERE finished_at IS NULL;

-- Appended at the end only: a transaction touches one page of it, however many calls are in it.
CREATE TABLE journal (
  row      INTEGER PRIMARY KEY,
  call     INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  entry    BLOB    NOT NULL
);
CREATE UNIQUE INDEX journal_of_call ON journal (call, sequence);

CREATE TABLE outbox (
  row        INTEGER PRIMARY KEY,
  event_id   TEXT    NOT NULL UNIQUE,
  lane       TEXT    NOT NULL,
  created_at INTEGER NOT NULL,  -- milliseconds since 1970
  content    BLOB    NOT NULL
);

CREATE TABLE directory (
  kind    TEXT NOT NULL,
  key     TEXT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (kind, key)
) WITHOUT ROWID;

PRAGMA user_version = 1;
