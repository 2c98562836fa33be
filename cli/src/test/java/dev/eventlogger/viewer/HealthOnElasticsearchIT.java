package dev.eventlogger.viewer;

/** Health, of events that are kept in Elasticsearch. */
@Kept.In(InElasticsearch.class)
class HealthOnElasticsearchIT extends HealthIT {}
