-- Times are in UTC. Text and not JSON, which in MySQL rewrites numbers and the order of members.
CREATE TABLE IF NOT EXISTS ${table} (
  id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  created_at DATETIME(6) NOT NULL,
  duration_ms DECIMAL(28, 6),
  uid VARCHAR(500),
  event_type VARCHAR(20),
  name VARCHAR(200) NOT NULL,
  level VARCHAR(20) NOT NULL,
  subject VARCHAR(500),
  message LONGTEXT,
  schema_id LONGTEXT,
  schema_version LONGTEXT,
  context LONGTEXT,
  event_data LONGTEXT NOT NULL,
  INDEX ${index_created_at} (created_at, id),
  INDEX ${index_uid} (uid, created_at),
  INDEX ${index_type} (event_type, created_at),
  INDEX ${index_name} (name, created_at),
  INDEX ${index_subject} (subject, created_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE ${collation};
CREATE TABLE IF NOT EXISTS ${lease} (
  name VARCHAR(20) NOT NULL PRIMARY KEY,
  holder VARCHAR(36) NOT NULL,
  expires_at DATETIME(6) NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE ${collation};
