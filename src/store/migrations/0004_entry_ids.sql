-- Which id each taught entry has, from when it was learned first, and also after it was removed: what refers to an id must never lead to another entry.
CREATE TABLE entry_ids (
  taught BIGINT NOT NULL PRIMARY KEY,
  server BIGINT NOT NULL,
  entry TEXT NOT NULL,
  UNIQUE (server, entry)
);
