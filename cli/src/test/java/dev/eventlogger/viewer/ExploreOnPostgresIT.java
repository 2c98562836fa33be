package dev.eventlogger.viewer;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Explore, for events stored in PostgreSQL. */
@EnabledIfSystemProperty(named = "eventlogger.long", matches = "true")
@Kept.In(InPostgres.class)
class ExploreOnPostgresIT extends ExploreIT {}
