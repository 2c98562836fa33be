package dev.eventlogger.viewer;

/** Steps and sessions, of events that are kept in PostgreSQL. */
@Kept.In(InPostgres.class)
class StepsOnPostgresIT extends StepsIT {}
