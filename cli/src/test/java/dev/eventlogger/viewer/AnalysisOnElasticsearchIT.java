package dev.eventlogger.viewer;

/** The pages of analysis, for events stored in Elasticsearch. */
@Kept.In(InElasticsearch.class)
class AnalysisOnElasticsearchIT extends AnalysisIT {}
