-- Bytes and not text, so that no character set is in the way of the transaction.
CREATE TABLE IF NOT EXISTS ${table} (
  id UUID NOT NULL PRIMARY KEY,
  logs VARCHAR NOT NULL,
  event VARBINARY NOT NULL
);
