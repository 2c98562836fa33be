package dev.eventlogger.viewer;

/** Charts, of events that are kept in Elasticsearch. */
@Kept.In(InElasticsearch.class)
class ChartsOnElasticsearchIT extends ChartsIT {}
