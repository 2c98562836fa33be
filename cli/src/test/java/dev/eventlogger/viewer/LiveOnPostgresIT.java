package dev.eventlogger.viewer;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Live, for events stored in PostgreSQL. */
@EnabledIfSystemProperty(named = "eventlogger.long", matches = "true")
@Kept.In(InPostgres.class)
class LiveOnPostgresIT extends LiveIT {}
