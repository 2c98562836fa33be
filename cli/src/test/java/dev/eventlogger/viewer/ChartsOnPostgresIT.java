package dev.eventlogger.viewer;

/** Charts, of events that are kept in PostgreSQL. */
@Kept.In(InPostgres.class)
class ChartsOnPostgresIT extends ChartsIT {}
