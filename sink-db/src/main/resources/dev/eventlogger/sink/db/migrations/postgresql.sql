CREATE TABLE IF NOT EXISTS ${migrations} (
  version integer NOT NULL PRIMARY KEY,
  description varchar(200) NOT NULL,
  applied_at timestamptz(6) NOT NULL
);
