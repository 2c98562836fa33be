package dev.eventlogger.viewer;

/** Live, of events that are kept in Elasticsearch. */
@Kept.In(InElasticsearch.class)
class LiveOnElasticsearchIT extends LiveIT {}
