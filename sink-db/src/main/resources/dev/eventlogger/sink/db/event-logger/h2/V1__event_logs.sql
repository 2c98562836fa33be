CREATE TABLE IF NOT EXISTS ${table} (
  id UUID NOT NULL PRIMARY KEY,
  created_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  duration_ms DECIMAL(28, 6),
  uid VARCHAR(500),
  event_type VARCHAR(20),
  name VARCHAR(200) NOT NULL,
  level VARCHAR(20) NOT NULL,
  subject VARCHAR(500),
  message VARCHAR,
  schema_id VARCHAR,
  schema_version VARCHAR,
  context VARCHAR,
  event_data VARCHAR NOT NULL
);
-- With what is counted by most, so that events of a time are counted without their rows.
CREATE INDEX IF NOT EXISTS ${index_created_at} ON ${table}
  (created_at, id, uid, event_type, name, level);
CREATE INDEX IF NOT EXISTS ${index_uid} ON ${table} (uid, created_at);
CREATE INDEX IF NOT EXISTS ${index_type} ON ${table} (event_type, created_at);
CREATE INDEX IF NOT EXISTS ${index_name} ON ${table} (name, created_at);
CREATE INDEX IF NOT EXISTS ${index_subject} ON ${table} (subject, created_at);
CREATE TABLE IF NOT EXISTS ${lease} (
  name VARCHAR(20) NOT NULL PRIMARY KEY,
  holder VARCHAR(36) NOT NULL,
  expires_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
