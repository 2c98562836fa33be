package dev.eventlogger.cli;

import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Prints the events that answer a question, a page at a time. For one thread, once. */
final class Pages {

  private final EventStore store;
  private final Supplier<Cancellation> cancellations;
  private final EventPrinter printer;
  private final long most;
  private long printed;
  private boolean hasMore;

  /**
   * Asks for nothing yet.
   *
   * @param cancellations gives each page its time limit
   */
  Pages(EventStore store, Supplier<Cancellation> cancellations, EventPrinter printer, long most) {
    this.store = store;
    this.cancellations = cancellations;
    this.printer = printer;
    this.most = most;
  }

  /** Prints the events: all, as many as are wanted, or until the reader goes away. */
  void print(EventQuery first) {
    Progress progress = Progress.ofEvents();
    try {
      for (@Nullable EventQuery query = first; query != null; ) {
        EventPage page = store.find(query, cancellations.get());
        query = print(page, query);
        if (query != null && !Terminal.isOutput()) {
          progress.at(printed);
        }
      }
    } finally {
      progress.clear();
    }
  }

  /** Prints a page. Returns the query for the next one; null if no more are to be printed. */
  private @Nullable EventQuery print(EventPage page, EventQuery query) {
    int wanted = (int) Math.min(most - printed, page.events().size());
    printer.print(page.events().subList(0, wanted));
    printed += wanted;
    if (printer.isCut()) {
      return null;
    }
    if (printed < most) {
      return page.next() == null ? null : query.after(page.next());
    }
    hasMore = wanted < page.events().size() || isAnyAfter(page.next(), query);
    return null;
  }

  /** Asks once more, since some stores know only then. */
  private boolean isAnyAfter(@Nullable String next, EventQuery query) {
    return next != null
        && !store
            .find(new EventQuery(query.filter(), query.sort(), 1, next), cancellations.get())
            .events()
            .isEmpty();
  }

  long printed() {
    return printed;
  }

  /** Whether there are more events than were wanted. */
  boolean hasMore() {
    return hasMore;
  }
}
