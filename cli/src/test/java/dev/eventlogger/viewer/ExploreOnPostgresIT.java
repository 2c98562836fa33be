package dev.eventlogger.viewer;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Explore, of events that are kept in PostgreSQL. */
@EnabledIfSystemProperty(named = "eventlogger.long", matches = "true")
@Kept.In(InPostgres.class)
class ExploreOnPostgresIT extends ExploreIT {}
