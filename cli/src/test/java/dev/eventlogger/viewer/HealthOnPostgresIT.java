package dev.eventlogger.viewer;

/** Health, of events that are kept in PostgreSQL. */
@Kept.In(InPostgres.class)
class HealthOnPostgresIT extends HealthIT {}
