package dev.eventlogger.viewer;

/** Explore, of events that are kept in Elasticsearch. */
@Kept.In(InElasticsearch.class)
class ExploreOnElasticsearchIT extends ExploreIT {}
