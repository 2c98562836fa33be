package dev.eventlogger.viewer;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Charts, for events stored in Elasticsearch. */
@EnabledIfSystemProperty(named = "eventlogger.long", matches = "true")
@Kept.In(InElasticsearch.class)
class ChartsOnElasticsearchIT extends ChartsIT {}
