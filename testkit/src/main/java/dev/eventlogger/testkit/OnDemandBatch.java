package dev.eventlogger.testkit;

import dev.eventlogger.event.Event;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/**
 * A batch as strict as delivery may make it: unmodifiable, creates an event at each access, and is
 * unusable once the sink has returned. For one thread.
 */
final class OnDemandBatch extends AbstractList<Event> implements RandomAccess {

  private final List<byte[]> lines;
  private boolean isOver;

  OnDemandBatch(List<Event> events) {
    lines = new ArrayList<>(events.size());
    events.forEach(event -> lines.add(ContractEvents.canonicalBytes(event)));
  }

  @Override
  public Event get(int index) {
    checkNotOver();
    byte[] line = lines.get(index);
    return Event.ofCanonical(line, 0, line.length);
  }

  @Override
  public int size() {
    checkNotOver();
    return lines.size();
  }

  /** Ends the batch, since the sink has returned. */
  void end() {
    isOver = true;
  }

  private void checkNotOver() {
    if (isOver) {
      throw new IllegalStateException(
          "a batch must be delivered when log returns, and not be kept until later");
    }
  }
}
