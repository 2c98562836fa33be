CREATE TABLE IF NOT EXISTS ${lease} (
  name varchar(20) NOT NULL PRIMARY KEY,
  holder varchar(36) NOT NULL,
  expires_at timestamptz(6) NOT NULL
);
