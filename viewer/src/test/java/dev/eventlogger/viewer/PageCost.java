package dev.eventlogger.viewer;

import java.util.List;

/**
 * What it took to show a page.
 *
 * @param files with those in the cache
 * @param bytes as they came, of all files
 * @param questions to the server
 * @param paintMillis until something was there
 * @param firstDataMillis until the first answer about events was there
 * @param dataMillis until the last one was
 */
record PageCost(
    long files,
    long bytes,
    long questions,
    long paintMillis,
    long firstDataMillis,
    long dataMillis) {

  private static final String SCRIPT =
      """
      const all = performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'));
      const files = all.filter(e => !e.name.includes('/api/'));
      const answers = all.filter(e => e.name.includes('/api/log/')).map(e => e.responseEnd);
      return [files.length, files.reduce((n, e) => n + e.encodedBodySize, 0), all.length - files.length,
        performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
        Math.min(Infinity, ...answers), Math.max(0, ...answers)].map(Math.round);
      """;

  /** Of the page that a browser has just shown. */
  static PageCost of(Browser browser) {
    List<Long> figures =
        ((List<?>) browser.script(SCRIPT))
            .stream().map(figure -> ((Number) figure).longValue()).toList();
    return new PageCost(
        figures.get(0),
        figures.get(1),
        figures.get(2),
        figures.get(3),
        figures.get(4),
        figures.get(5));
  }

  @Override
  public String toString() {
    return files
        + " files of "
        + bytes
        + " B, "
        + questions
        + " questions, first paint after "
        + paintMillis
        + " ms, first data after "
        + firstDataMillis
        + " ms, all data after "
        + dataMillis
        + " ms";
  }
}
