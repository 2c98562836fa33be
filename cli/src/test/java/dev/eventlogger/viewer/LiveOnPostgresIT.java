package dev.eventlogger.viewer;

/** Live, of events that are kept in PostgreSQL. */
@Kept.In(InPostgres.class)
class LiveOnPostgresIT extends LiveIT {}
