package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch.core.FieldCapsResponse;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.sink.elasticsearch.OwnIndices.OwnIndex;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The indices that one question is about, and that can answer it. For one thread.
 *
 * <p>An index that is closed, or has other types than ours in fields that the question looks at, is
 * left out if its name shows that it holds nothing of the time asked for. Otherwise the question
 * fails: an answer without it would be mistaken for a complete one.
 */
final class Scope {

  private final Cluster cluster;
  private final Destination destination;
  private final EventFilter filter;
  private final Cancellation cancellation;
  private final Set<Field.Part> parts = new TreeSet<>(Set.of(Field.Part.ID));
  private List<OwnIndex> indices = List.of();

  /**
   * Asks for nothing yet.
   *
   * @param parts what the question looks at, besides what its filter does
   */
  Scope(
      Cluster cluster,
      Destination destination,
      EventFilter filter,
      Collection<Field.Part> parts,
      Cancellation cancellation) {
    this.cluster = cluster;
    this.destination = destination;
    this.filter = filter;
    this.cancellation = cancellation;
    this.parts.addAll(parts);
    if (filter.since() != null || filter.until() != null) {
      this.parts.add(Field.Part.CREATED_AT);
    }
    filter.conditions().forEach(condition -> this.parts.add(condition.field().part()));
  }

  Cluster cluster() {
    return cluster;
  }

  Destination destination() {
    return destination;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /**
   * Finds the indices, again if it did before.
   *
   * @throws StoreException if one of them cannot be read, naming all that cannot
   */
  Scope look() {
    return IndexGoneException.outlast(this::lookOnce, () -> {});
  }

  private Scope lookOnce() {
    cancellation.check();
    List<OwnIndex> own = new OwnIndices(cluster, destination).find();
    List<OwnIndex> open = own.stream().filter(index -> !index.isClosed()).toList();
    Map<String, String> unfit = new FieldTypes(cluster, destination, parts).unfit(open);
    own.stream()
        .filter(OwnIndex::isClosed)
        .forEach(index -> unfit.put(index.name(), "is closed; open it"));
    String faults =
        own.stream()
            .filter(index -> unfit.containsKey(index.name()))
            .filter(index -> index.mayHold(filter.since(), filter.until()))
            .map(index -> index.name() + " " + unfit.get(index.name()))
            .collect(Collectors.joining("; "));
    if (!faults.isEmpty()) {
      throw new StoreException(
          cluster.where(destination) + ": not all events can be read: " + faults, null);
    }
    indices = open.stream().filter(index -> !unfit.containsKey(index.name())).toList();
    return this;
  }

  /** The indices that {@link #look} found. */
  List<OwnIndex> indices() {
    return indices;
  }

  /** Their names. */
  List<String> names() {
    return indices.stream().map(OwnIndex::name).toList();
  }

  /** Whether any of them may hold events of the time asked for. */
  boolean hasIndexInTime() {
    return !inTime().isEmpty();
  }

  /** What the indices that may hold events of the time asked for say about fields. */
  Collection<FieldCapsResponse> fields(List<String> fields) {
    return FieldTypes.ask(cluster, destination, inTime(), fields).values();
  }

  private List<OwnIndex> inTime() {
    return indices.stream().filter(i -> i.mayHold(filter.since(), filter.until())).toList();
  }
}
