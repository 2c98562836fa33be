package dev.eventlogger.cli;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.Sort;
import dev.eventlogger.seal.OperatorKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * Removes events from a sealed log: by their ids, which are listed in a record signed with the
 * operator key. The process that owns the seal takes the record from its queue, seals it, and
 * removes the salts of the events. For one thread, once.
 */
final class SignedRemoval {

  private static final int CHUNK = dev.eventlogger.seal.Removal.MOST_IDS;

  private final SealedLog log;
  private final OperatorKey operator;
  private final EventStore store;

  /**
   * Reads the key, before anything is removed.
   *
   * @throws UserMistake if the key cannot be used
   * @throws dev.eventlogger.query.UnsupportedQueryException if the store cannot remove by ids
   */
  SignedRemoval(SealedLog log, EventStore store) throws InterruptedException {
    this.log = log;
    this.store = store;
    operator = key(log);
    long unused = store.remove(List.of(), Removal.DRY_RUN);
  }

  private static OperatorKey key(SealedLog log) {
    try {
      return log.operator();
    } catch (UserMistake e) {
      throw new UserMistake(
          e.getMessage()
              + "; the log is sealed, so its events are removed only with a record that this key"
              + " signs; nothing was removed");
    }
  }

  /**
   * Removes the events of a filter, the earliest first. The record of a chunk is on disk before its
   * events are removed: if this is stopped in between, the next removal finds them again.
   *
   * @param kind {@code erase}, {@code purge} or {@code retention}
   * @param reason by what rule, in words that say nothing about a person
   */
  long remove(String kind, String reason, EventFilter filter, Removal removal)
      throws IOException, InterruptedException {
    EventQuery query = new EventQuery(filter, Sort.EARLIEST_FIRST, CHUNK, null);
    long removed = 0;
    while (true) {
      EventPage page = store.find(query);
      List<UUID> ids = page.events().stream().map(Event::id).toList();
      if (!ids.isEmpty()) {
        sign(kind, reason, ids);
        removed += store.remove(ids, removal.after(removed));
      }
      if (page.next() == null) {
        return removed;
      }
      query = query.after(page.next());
    }
  }

  private void sign(String kind, String reason, List<UUID> ids) throws IOException {
    Path unused =
        log.folder()
            .removals()
            .put(
                new dev.eventlogger.seal.Removal(
                    log.origin(),
                    kind,
                    reason,
                    Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS),
                    ids),
                operator);
  }
}
