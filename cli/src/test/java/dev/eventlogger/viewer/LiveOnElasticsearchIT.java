package dev.eventlogger.viewer;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Live, for events stored in Elasticsearch. */
@EnabledIfSystemProperty(named = "eventlogger.long", matches = "true")
@Kept.In(InElasticsearch.class)
class LiveOnElasticsearchIT extends LiveIT {}
