-- Onboarding: who walks which track, how far, what they answered, what they asked in vain; what moderators set for it.

-- One person on one track. `press` is the newest interaction that changed the row: ids of interactions grow with time.
CREATE TABLE onboarding_walks (
  server BIGINT NOT NULL,
  person BIGINT NOT NULL,
  track TEXT NOT NULL,
  started BIGINT NOT NULL,
  opened BIGINT NOT NULL,
  finished BIGINT,
  gone_from BIGINT NOT NULL DEFAULT 0,
  role_refused BIGINT NOT NULL DEFAULT 0,
  press BIGINT NOT NULL,
  PRIMARY KEY (server, person, track)
);
CREATE INDEX onboarding_walks_of_person ON onboarding_walks (person);

-- What was said of a step; a step that was only shown has no mark yet.
CREATE TABLE onboarding_steps (
  server BIGINT NOT NULL,
  person BIGINT NOT NULL,
  track TEXT NOT NULL,
  step TEXT NOT NULL,
  mark TEXT,
  shown BIGINT,
  marked BIGINT,
  spent BIGINT,
  press BIGINT NOT NULL,
  PRIMARY KEY (server, person, track, step)
);
CREATE INDEX onboarding_steps_of_person ON onboarding_steps (person);

-- The first answer to a check, and how many there were.
CREATE TABLE onboarding_answers (
  server BIGINT NOT NULL,
  person BIGINT NOT NULL,
  track TEXT NOT NULL,
  step TEXT NOT NULL,
  first_right BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  press BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (server, person, track, step)
);
CREATE INDEX onboarding_answers_of_person ON onboarding_answers (person);

-- Questions of a step that got no answer; texts are scrubbed before they come here.
CREATE TABLE onboarding_gaps (
  question BIGINT NOT NULL PRIMARY KEY,
  server BIGINT NOT NULL,
  person BIGINT NOT NULL,
  track TEXT NOT NULL,
  step TEXT NOT NULL,
  text TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX onboarding_gaps_of_server ON onboarding_gaps (server, at);
CREATE INDEX onboarding_gaps_of_person ON onboarding_gaps (person);

-- What a newcomer chose in a server: `remind` is when the next reminder is due, `left_at` when they left the server.
CREATE TABLE onboarding_people (
  server BIGINT NOT NULL,
  person BIGINT NOT NULL,
  welcomed BIGINT,
  hidden BIGINT NOT NULL DEFAULT 0,
  remind BIGINT,
  left_at BIGINT,
  PRIMARY KEY (server, person)
);
CREATE INDEX onboarding_people_of_person ON onboarding_people (person);
CREATE INDEX onboarding_reminders ON onboarding_people (remind);

-- What moderators set.
CREATE TABLE onboarding_servers (
  server BIGINT NOT NULL PRIMARY KEY,
  welcome TEXT,
  channel BIGINT,
  forget_days BIGINT
);

CREATE TABLE onboarding_roles (
  server BIGINT NOT NULL,
  track TEXT NOT NULL,
  role BIGINT NOT NULL,
  PRIMARY KEY (server, track)
);

-- A track for a person or for everybody with a role: `target` is the id of either.
CREATE TABLE onboarding_assignments (
  server BIGINT NOT NULL,
  kind TEXT NOT NULL,
  target BIGINT NOT NULL,
  track TEXT NOT NULL,
  author BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (server, kind, target)
);
