package dev.eventlogger.query;

import static java.util.Objects.requireNonNullElse;

import org.jspecify.annotations.Nullable;

/**
 * A question for events, one page at a time.
 *
 * <p>The next page is the same query after {@link EventPage#next()}. A page starts after the last
 * event of the one before, so events that come or go meanwhile cause none to be repeated or left
 * out.
 *
 * @param filter which events
 * @param sort in which order; null for the latest first
 * @param limit the most events of a page, 1 to 10,000
 * @param after where to continue; null for the first page
 */
public record EventQuery(EventFilter filter, Sort sort, int limit, @Nullable String after) {

  /** The largest page. */
  public static final int MOST = 10_000;

  /** The default size of a page. */
  public static final int DEFAULT_LIMIT = 100;

  public EventQuery {
    sort = requireNonNullElse(sort, Sort.LATEST_FIRST);
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit: must be from 1 to " + MOST + ", not " + limit);
    }
    if (after != null) {
      PageKey.parse(after, sort);
    }
  }

  /** The question for the latest 100 events that the filter selects. */
  public static EventQuery of(EventFilter filter) {
    return new EventQuery(filter, Sort.LATEST_FIRST, DEFAULT_LIMIT, null);
  }

  /** The same question for the page after another. */
  public EventQuery after(@Nullable String next) {
    return new EventQuery(filter, sort, limit, next);
  }

  /** The place in the order of the last event of the page before; null for the first page. */
  public @Nullable PageKey afterKey() {
    return after == null ? null : PageKey.parse(after, sort);
  }
}
