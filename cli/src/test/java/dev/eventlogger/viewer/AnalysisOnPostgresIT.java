package dev.eventlogger.viewer;

/** The pages of analysis, of events that are kept in PostgreSQL. */
@Kept.In(InPostgres.class)
class AnalysisOnPostgresIT extends AnalysisIT {}
