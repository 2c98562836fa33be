package dev.eventlogger.viewer;

/** The pages of analysis, for events stored in PostgreSQL. */
@Kept.In(InPostgres.class)
class AnalysisOnPostgresIT extends AnalysisIT {}
