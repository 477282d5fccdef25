-- The same file runs on SQLite and on PostgreSQL: only what both understand. Times are milliseconds since 1970 (UTC), ids are
-- Discord's, yes and no are 1 and 0, server 0 is a direct conversation.

-- Grows with every change of what is kept in memory, so that other processes notice.
CREATE TABLE revision (
  name TEXT NOT NULL PRIMARY KEY,
  number BIGINT NOT NULL
);

CREATE TABLE servers (
  server BIGINT NOT NULL PRIMARY KEY,
  review_channel BIGINT,
  feedback_by TEXT,
  log_days BIGINT
);

CREATE TABLE channels (
  channel BIGINT NOT NULL PRIMARY KEY,
  server BIGINT NOT NULL,
  mode TEXT,
  addressed DOUBLE PRECISION,
  unaddressed DOUBLE PRECISION
);

CREATE TABLE people (
  person BIGINT NOT NULL PRIMARY KEY,
  view TEXT,
  opted_out BIGINT NOT NULL DEFAULT 0
);

-- The question log; texts are scrubbed before they come here.
CREATE TABLE questions (
  question BIGINT NOT NULL PRIMARY KEY,
  server BIGINT NOT NULL,
  channel BIGINT NOT NULL,
  person BIGINT NOT NULL,
  text TEXT NOT NULL,
  decision TEXT NOT NULL,
  reply TEXT,
  confidence DOUBLE PRECISION NOT NULL,
  addressed BIGINT NOT NULL,
  said BIGINT NOT NULL,
  settled BIGINT NOT NULL DEFAULT 0,
  at BIGINT NOT NULL
);
CREATE INDEX questions_of_server ON questions (server, at);
CREATE INDEX questions_of_person ON questions (person);

-- One opinion for each reply and person: the last.
CREATE TABLE feedback (
  reply_message BIGINT NOT NULL,
  person BIGINT NOT NULL,
  server BIGINT NOT NULL,
  channel BIGINT NOT NULL,
  reply TEXT,
  helpful BIGINT NOT NULL,
  press BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (reply_message, person)
);
CREATE INDEX feedback_of_server ON feedback (server, at);
CREATE INDEX feedback_of_person ON feedback (person);

-- What people chose where Docent asked back.
CREATE TABLE choices (
  question BIGINT NOT NULL,
  person BIGINT NOT NULL,
  server BIGINT NOT NULL,
  channel BIGINT NOT NULL,
  text TEXT NOT NULL,
  chosen TEXT NOT NULL,
  press BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (question, person)
);
CREATE INDEX choices_of_server ON choices (server, at);
CREATE INDEX choices_of_person ON choices (person);

-- What moderators said of replies in shadow mode: the last verdict on each.
CREATE TABLE verdicts (
  question BIGINT NOT NULL PRIMARY KEY,
  server BIGINT NOT NULL,
  channel BIGINT NOT NULL,
  person BIGINT NOT NULL,
  text TEXT NOT NULL,
  decision TEXT NOT NULL,
  reply TEXT,
  confidence DOUBLE PRECISION NOT NULL,
  addressed BIGINT NOT NULL,
  verdict TEXT NOT NULL,
  judge BIGINT NOT NULL,
  press BIGINT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX verdicts_of_channel ON verdicts (server, channel);
CREATE INDEX verdicts_of_person ON verdicts (person);

-- What moderators taught: every change with its author. The latest change of an entry is what it is now.
CREATE TABLE teachings (
  change_id BIGINT NOT NULL PRIMARY KEY,
  taught BIGINT NOT NULL,
  server BIGINT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  author BIGINT NOT NULL,
  origin TEXT,
  at BIGINT NOT NULL
);
CREATE INDEX teachings_of_server ON teachings (server, change_id);

-- Which reply belongs to which question.
CREATE TABLE links (
  question BIGINT NOT NULL PRIMARY KEY,
  reply_message BIGINT NOT NULL,
  server BIGINT NOT NULL,
  channel BIGINT NOT NULL,
  person BIGINT NOT NULL,
  addressed BIGINT NOT NULL,
  reply TEXT,
  fingerprint BIGINT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX links_by_age ON links (at);
