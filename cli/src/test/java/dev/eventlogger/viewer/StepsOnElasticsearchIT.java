package dev.eventlogger.viewer;

/** Steps and sessions, of events that are kept in Elasticsearch. */
@Kept.In(InElasticsearch.class)
class StepsOnElasticsearchIT extends StepsIT {}
