package dev.eventlogger.sink.elasticsearch;

import static java.util.Objects.requireNonNull;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import com.google.auto.service.AutoService;
import dev.eventlogger.event.Event;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.FacetQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.PageKey;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.Sort;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.spi.SinkConfig;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads, counts and removes the events of the elasticsearch sink.
 *
 * <p>Events are found once the index has been refreshed, by default within a second. The server
 * finds candidates, and each event is checked against the query itself before it is returned; so
 * counts by data or context, or with conditions on them, read every event that they count.
 */
@AutoService(EventStore.class)
public final class ElasticsearchEventStore extends EventStore {

  private @Nullable Cluster cluster;
  private @Nullable Destination destination;

  /** Connects to nothing yet. */
  public ElasticsearchEventStore() {}

  @Override
  public String storeName() {
    return "elasticsearch";
  }

  @Override
  public void open(SinkConfig config) throws IOException {
    ElasticsearchSettings settings = config.as(ElasticsearchSettings.class);
    destination = settings.destination(config.logName());
    cluster = Cluster.of(settings);
  }

  @Override
  public EventPage find(EventQuery query, Cancellation cancellation) {
    Scope scope = scope(query.filter(), cancellation, query.sort().field());
    Search search = search(scope, query.filter(), query.sort(), query.afterKey());
    List<Event> found = new ArrayList<>();
    while (!search.isOver() && found.size() <= query.limit()) {
      found.addAll(search.next(query.limit() + 1 - found.size()));
    }
    return EventPage.of(query, found);
  }

  @Override
  public List<UsageRow> usage(UsageQuery query, Cancellation cancellation) {
    return usage(query.filter(), List.of(query), cancellation).get(0);
  }

  /**
   * Has the server count all fields in one request, except those of data and context, for which the
   * events are read once.
   */
  @Override
  public Map<Field, List<UsageRow>> facets(FacetQuery query, Cancellation cancellation) {
    return query.answer(usage(query.filter(), query.each(), cancellation));
  }

  private List<List<UsageRow>> usage(
      EventFilter filter, List<UsageQuery> queries, Cancellation cancellation) {
    List<@Nullable Field> fields = new ArrayList<>(List.of(Field.UID, Field.CREATED_AT));
    for (UsageQuery query : queries) {
      fields.addAll(Arrays.asList(query.by(), query.thenBy(), query.measure()));
    }
    Scope scope = scope(filter, cancellation, fields.toArray(new @Nullable Field[0]));
    return new UsageSearch(scope, filter, candidates(scope, filter)).count(queries);
  }

  /** True: the server keeps the source of a document as it was sent. */
  @Override
  public boolean keepsBytes() {
    return true;
  }

  /**
   * Removes the events that happened before a time: indices as a whole if they hold only such
   * events, other events by their ids.
   */
  @Override
  public long purge(Instant before, Removal removal) throws InterruptedException {
    EventFilter filter = new EventFilter(null, before, List.of());
    Scope scope = scope(filter, Cancellation.withoutTimeout());
    Query query = candidates(scope, filter).query();
    Remover remover = new Remover(scope, removal);
    if (removal.dryRun()) {
      return remover.count(query);
    }
    remover.deleteIndices(before, query);
    return remover.delete(query);
  }

  /**
   * Removes the events of a user, including those written a moment ago.
   *
   * @throws UnsupportedQueryException if the uid has more than 8,191 characters, which are not
   *     indexed
   */
  @Override
  public long erase(String uid, Removal removal) throws InterruptedException {
    if (uid.length() > DocumentWriter.LONGEST_INDEXED) {
      throw new UnsupportedQueryException(
          "uid: Elasticsearch finds no uid of more than "
              + DocumentWriter.LONGEST_INDEXED
              + " characters");
    }
    Query query =
        Queries.all(
            List.of(
                Queries.exists(FilterQuery.field(Field.Part.ID)),
                Queries.term(FilterQuery.field(Field.Part.UID), uid)));
    Remover remover =
        new Remover(scope(EventFilter.ALL, Cancellation.withoutTimeout(), Field.UID), removal);
    return removal.dryRun() ? remover.count(query) : remover.delete(query);
  }

  @Override
  public long remove(Collection<UUID> ids, Removal removal) throws InterruptedException {
    Remover remover =
        new Remover(scope(EventFilter.ALL, Cancellation.withoutTimeout(), Field.ID), removal);
    List<String> texts = ids.stream().map(UUID::toString).toList();
    long removed = 0;
    for (int from = 0; from < texts.size(); from += Removal.MOST) {
      List<String> some = texts.subList(from, Math.min(texts.size(), from + Removal.MOST));
      Query query = Queries.terms(FilterQuery.field(Field.Part.ID), some);
      removed = removal.dryRun() ? removed + remover.count(query) : remover.delete(query);
    }
    return removed;
  }

  @Override
  public void close() {
    Cluster closing = cluster;
    cluster = null;
    if (closing != null) {
      try {
        closing.client().close();
      } catch (IOException e) {
        throw new StoreException("the client cannot be closed", e);
      }
    }
  }

  private static Search search(
      Scope scope, EventFilter filter, Sort sort, @Nullable PageKey after) {
    return new Search(scope, candidates(scope, filter), filter, sort, after);
  }

  private static Candidates candidates(Scope scope, EventFilter filter) {
    return new FilterQuery(new DataQuery(new StoredTypes(scope))).of(filter);
  }

  /** The indices for a question, which also looks at these fields. */
  private Scope scope(EventFilter filter, Cancellation cancellation, @Nullable Field... fields) {
    List<Field.Part> parts =
        Arrays.stream(fields).filter(Objects::nonNull).map(Field::part).toList();
    return new Scope(
            requireNonNull(cluster, "a question before open, or after close"),
            requireNonNull(destination, "a question before open"),
            filter,
            parts,
            cancellation)
        .look();
  }
}
