-- json and not jsonb, which rewrites numbers and forgets the order of members.
CREATE TABLE IF NOT EXISTS ${table} (
  id uuid NOT NULL PRIMARY KEY,
  created_at timestamptz(6) NOT NULL,
  duration_ms numeric(28, 6),
  uid varchar(500) COLLATE "C",
  event_type varchar(20) COLLATE "C",
  name varchar(200) COLLATE "C" NOT NULL,
  level varchar(20) COLLATE "C" NOT NULL,
  subject varchar(500) COLLATE "C",
  message text COLLATE "C",
  schema_id text COLLATE "C",
  schema_version text COLLATE "C",
  context json,
  event_data json NOT NULL
);
-- What is counted by most is in the index itself, so that events of a time are counted without
-- their rows, except for those that came since the last VACUUM.
CREATE INDEX IF NOT EXISTS ${index_created_at} ON ${table} (created_at, id)
  INCLUDE (uid, event_type, name, level);
-- Which is therefore to come after 2 percent of new rows, not 20; PostgreSQL 12 has no such setting.
DO $$ BEGIN
  ALTER TABLE ${table} SET (autovacuum_vacuum_insert_scale_factor = 0.02); EXCEPTION
  WHEN invalid_parameter_value OR wrong_object_type THEN NULL; END $$;
CREATE INDEX IF NOT EXISTS ${index_uid} ON ${table} (uid, created_at);
CREATE INDEX IF NOT EXISTS ${index_type} ON ${table} (event_type, created_at);
CREATE INDEX IF NOT EXISTS ${index_name} ON ${table} (name, created_at);
CREATE INDEX IF NOT EXISTS ${index_subject} ON ${table} (subject, created_at);
CREATE TABLE IF NOT EXISTS ${lease} (
  name varchar(20) NOT NULL PRIMARY KEY,
  holder varchar(36) NOT NULL,
  expires_at timestamptz(6) NOT NULL
);
