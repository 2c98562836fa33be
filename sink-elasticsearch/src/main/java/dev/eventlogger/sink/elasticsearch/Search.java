package dev.eventlogger.sink.elasticsearch;

import static java.util.Objects.requireNonNull;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.search.Hit;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.Timestamps;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.PageKey;
import dev.eventlogger.query.Sort;
import dev.eventlogger.query.StoreException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pages through the server's hits in some order, and returns the events among them that are asked
 * for. For one thread.
 */
final class Search {

  private static final int LARGEST_CHUNK = 500;

  private final Scope scope;
  private final Candidates candidates;
  private final EventFilter filter;
  private final List<SortOptions> sort;
  private List<FieldValue> after;
  private int chunk = LARGEST_CHUNK;
  private boolean isOver;

  /**
   * Asks for nothing yet.
   *
   * @param after the event to continue after; null to begin with the first
   */
  Search(
      Scope scope, Candidates candidates, EventFilter filter, Sort sort, @Nullable PageKey after) {
    this.scope = scope;
    this.candidates = candidates;
    this.filter = filter;
    this.sort = sort(sort);
    this.after = after == null ? List.of() : after(after, sort);
  }

  /** Whether there are no more events. */
  boolean isOver() {
    return isOver;
  }

  /**
   * Some of the following events, perhaps none.
   *
   * @param wanted how many are needed; with a filter that is not exact, more are examined
   */
  List<Event> next(int wanted) {
    int size = candidates.isExact() ? Math.min(wanted, chunk) : chunk;
    List<Hit<Source>> hits = hits(size);
    isOver = hits.size() < Math.min(size, chunk);
    List<Event> events = new ArrayList<>();
    for (Hit<Source> hit : hits) {
      after = hit.sort();
      if (hit.source() != null && isAskedFor(hit.source().event())) {
        events.add(hit.source().event());
      }
    }
    return events;
  }

  private boolean isAskedFor(Event event) {
    try {
      return filter.matches(event);
    } catch (IllegalArgumentException e) {
      return false; // not an event, but a document that somebody else wrote
    }
  }

  private List<Hit<Source>> hits(int size) {
    int asked = Math.min(size, chunk);
    try {
      return ask(asked);
    } catch (StoreException e) {
      if (asked == 1 || !(e.getCause() instanceof AnswerTooLongException)) {
        throw e;
      }
      chunk = asked / 2;
      return hits(chunk);
    }
  }

  private List<Hit<Source>> ask(int size) {
    SearchRequest body =
        SearchRequest.of(
            search -> {
              search
                  .query(candidates.query())
                  .size(size)
                  .sort(sort)
                  .trackTotalHits(t -> t.enabled(false));
              return after.isEmpty() ? search : search.searchAfter(after);
            });
    return WholeSearch.ask(scope, body, Source.class)
        .map(answer -> answer.hits().hits())
        .orElse(List.of());
  }

  private static List<SortOptions> sort(Sort sort) {
    SortOrder order = sort.ascending() ? SortOrder.Asc : SortOrder.Desc;
    SortOptions byId = byField(FilterQuery.field(Field.Part.ID), order, null);
    if (sort.field().part() == Field.Part.ID) {
      return List.of(byId);
    }
    String format =
        sort.field().part() == Field.Part.CREATED_AT ? "strict_date_optional_time_nanos" : null;
    return List.of(byField(FilterQuery.field(sort.field().part()), order, format), byId);
  }

  private static SortOptions byField(String name, SortOrder order, @Nullable String format) {
    return SortOptions.of(
        options ->
            options.field(field -> field.field(name).order(order).missing("_last").format(format)));
  }

  private static List<FieldValue> after(PageKey key, Sort sort) {
    FieldValue id = FieldValue.of(key.id().toString());
    return switch (sort.field().part()) {
      case ID -> List.of(id);
      case CREATED_AT -> {
        Instant time = (Instant) requireNonNull(key.value(), "every event has a time");
        yield List.of(FieldValue.of(Timestamps.micros(time)), id);
      }
      case DURATION_MS -> List.of(FieldValue.of(nanos(key.value(), sort)), id);
      default -> List.of(text(key.value()), id);
    };
  }

  private static FieldValue text(@Nullable Object value) {
    return value instanceof String text && text.length() <= DocumentWriter.LONGEST_INDEXED
        ? FieldValue.of(text)
        : FieldValue.NULL;
  }

  /**
   * The value to continue after; the server sorts events without a duration as if theirs were the
   * last possible.
   */
  private static long nanos(@Nullable Object millis, Sort sort) {
    if (millis instanceof BigDecimal decimal) {
      Long nanos = FilterQuery.whole(FilterQuery.nanos(decimal));
      if (nanos != null) {
        return nanos;
      }
    }
    return sort.ascending() ? Long.MAX_VALUE : Long.MIN_VALUE;
  }
}
