package dev.eventlogger.viewer;

/** The pages of analysis, of events that are kept in Elasticsearch. */
@Kept.In(InElasticsearch.class)
class AnalysisOnElasticsearchIT extends AnalysisIT {}
