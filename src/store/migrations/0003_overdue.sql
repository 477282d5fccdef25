-- What a server was reminded of: something that is due to be checked again, and since when. Once checked, it is due another day, and another row.
CREATE TABLE overdue_told (
  server BIGINT NOT NULL,
  item TEXT NOT NULL,
  since TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (server, item, since)
);
