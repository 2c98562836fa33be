package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.util.BinaryData;
import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Sends a batch as bulk requests that create one document for each event. For one thread.
 *
 * <p>A document has the event's id, so that one sent again is recognized. The action lines hold
 * this id and the name of the index, and nothing else.
 */
final class Bulk {

  private final Cluster cluster;
  private final Destination destination;
  private final DocumentWriter documents;
  private final Admission admission;
  private final IndexHistory history;
  private final PresentIndex present;
  private int mostBytes;

  /**
   * Sends to one destination.
   *
   * @param mostBytes of a request's documents; reduced when the server calls a request of several
   *     documents too large
   */
  Bulk(
      Cluster cluster,
      Destination destination,
      DocumentWriter documents,
      Admission admission,
      InstantSource clock,
      int mostBytes) {
    this.cluster = cluster;
    this.destination = destination;
    this.documents = documents;
    this.admission = admission;
    this.mostBytes = mostBytes;
    history = new IndexHistory(clock);
    present = new PresentIndex(cluster, destination, clock, history);
  }

  private record Document(Event event, String index, BinaryData source) {}

  /**
   * Sends events, and returns when it is known what became of them.
   *
   * @throws SinkException if none of them is settled
   */
  DeliveryResult send(List<Event> batch) throws SinkException {
    BulkOutcome outcome = new BulkOutcome(cluster.servers(), history, present);
    Deque<Document> left = new ArrayDeque<>(batch.size());
    for (Event event : batch) {
      BinaryData source = documents.write(event);
      admission
          .flaw(event, source)
          .ifPresentOrElse(
              flaw -> outcome.reject(event, flaw),
              () -> left.add(new Document(event, destination.nameAt(event.createdAt()), source)));
    }
    send(left, outcome);
    return outcome.result();
  }

  private void send(Deque<Document> left, BulkOutcome outcome) {
    Suspects suspects = new Suspects(outcome);
    while (!left.isEmpty()) {
      List<Document> part = nextPart(left, suspects.together());
      try {
        read(part, cluster.client().bulk(request(part)), outcome);
        suspects.answered();
      } catch (IOException | RuntimeException e) {
        if (ElasticsearchFailures.status(e) == ElasticsearchFailures.TOO_LARGE) {
          halve(part, left, outcome);
        } else if (!suspects.mayBeIn(events(part), e, cluster.where(destination))) {
          part.addAll(left);
          left.clear();
          outcome.retry(events(part), ElasticsearchFailures.of(cluster.where(destination), e));
        } else if (part.size() > 1) {
          putBack(part, left);
        }
      }
    }
    suspects.settle();
  }

  /** Takes as many documents as fit into a request, and at least one. */
  private List<Document> nextPart(Deque<Document> left, int most) {
    List<Document> part = new ArrayList<>();
    long bytes = 0;
    do {
      Document next = left.removeFirst();
      part.add(next);
      bytes += next.source().size();
    } while (!left.isEmpty()
        && part.size() < most
        && bytes + left.getFirst().source().size() <= mostBytes);
    return part;
  }

  /**
   * Puts the documents of a part that was too large back, for smaller requests; a single event is
   * rejected.
   */
  private void halve(List<Document> part, Deque<Document> left, BulkOutcome outcome) {
    if (part.size() == 1) {
      Document only = part.get(0);
      outcome.reject(
          only.event(),
          "Elasticsearch answered 413, too large for a request: "
              + only.source().size()
              + " bytes");
      return;
    }
    long bytes = part.stream().mapToLong(document -> document.source().size()).sum();
    mostBytes = (int) Math.min(mostBytes, bytes / 2);
    putBack(part, left);
  }

  private static void putBack(List<Document> part, Deque<Document> left) {
    for (int i = part.size() - 1; i >= 0; i--) {
      left.addFirst(part.get(i));
    }
  }

  private static BulkRequest request(List<Document> part) {
    BulkRequest.Builder request = new BulkRequest.Builder();
    for (Document document : part) {
      String id = document.event().id().toString();
      request.operations(
          operation ->
              operation.create(
                  create -> create.index(document.index()).id(id).document(document.source())));
    }
    return request.build();
  }

  private static void read(List<Document> part, BulkResponse response, BulkOutcome outcome)
      throws IOException {
    List<BulkResponseItem> items = response.items();
    for (int i = 0; i < part.size(); i++) {
      if (items.size() != part.size()
          || !part.get(i).event().id().toString().equals(items.get(i).id())) {
        throw new IOException("the answer is about other documents");
      }
    }
    for (int i = 0; i < part.size(); i++) {
      outcome.add(part.get(i).event(), part.get(i).index(), items.get(i));
    }
  }

  private static List<Event> events(List<Document> part) {
    return part.stream().map(Document::event).toList();
  }
}
