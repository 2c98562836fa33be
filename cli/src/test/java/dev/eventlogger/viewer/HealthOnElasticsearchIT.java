package dev.eventlogger.viewer;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Health, for events stored in Elasticsearch. */
@EnabledIfSystemProperty(named = "eventlogger.long", matches = "true")
@Kept.In(InElasticsearch.class)
class HealthOnElasticsearchIT extends HealthIT {}
