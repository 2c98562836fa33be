-- Bytes and not text, so that no character set is in the way of the transaction.
CREATE TABLE IF NOT EXISTS ${table} (
  id uuid NOT NULL PRIMARY KEY,
  logs text COLLATE "C" NOT NULL,
  event bytea NOT NULL
);
