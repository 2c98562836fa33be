package dev.eventlogger.query;

/**
 * Statistics of the numbers of a field; see {@link UsageQuery#measure}.
 *
 * @param count how many numbers
 * @param mean their arithmetic mean
 * @param median the 50th percentile, interpolated linearly, like {@code PERCENTILE_CONT} of
 *     SQL:2016
 * @param percentile95 the 95th, likewise
 */
public record Measure(long count, double mean, double median, double percentile95) {}
