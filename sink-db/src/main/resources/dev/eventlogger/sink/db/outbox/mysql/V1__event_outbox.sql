-- Bytes and not text, so that no character set is in the way of the transaction.
CREATE TABLE IF NOT EXISTS ${table} (
  id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  logs TEXT NOT NULL,
  event LONGBLOB NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE ${collation};
