ALTER TABLE directory ADD COLUMN changed_at INTEGER;

PRAGMA user_version = 2;
