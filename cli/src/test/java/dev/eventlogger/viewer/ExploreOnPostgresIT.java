package dev.eventlogger.viewer;

/** Explore, of events that are kept in PostgreSQL. */
@Kept.In(InPostgres.class)
class ExploreOnPostgresIT extends ExploreIT {}
