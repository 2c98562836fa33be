package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome.DropReason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A queue that returns the batches that a test prepared, and fails when told to. */
final class ScriptedQueue implements EventQueue {

  private final Deque<List<Event>> waiting = new ArrayDeque<>();
  private List<Event> out;
  private Error takeFails;
  private Error moreFails;
  private int asked;

  /** Adds a batch of events with these names. */
  ScriptedQueue then(String... names) {
    waiting.add(Stream.of(names).map(name -> Event.of(EventDraft.named(name))).toList());
    return this;
  }

  /** Makes the next take fail. */
  void failTake(Error failure) {
    takeFails = failure;
  }

  /** Makes the next request for more fail. */
  void failMore(Error failure) {
    moreFails = failure;
  }

  /** How often it was asked for more. */
  int asked() {
    return asked;
  }

  @Override
  public List<Event> take() {
    Error failure = takeFails;
    takeFails = null;
    if (failure != null) {
      throw failure;
    }
    if (out == null) {
      out = waiting.poll();
    }
    return out;
  }

  @Override
  public List<Event> more(List<Event> rest) {
    asked++;
    Error failure = moreFails;
    moreFails = null;
    if (failure != null) {
      throw failure;
    }
    List<Event> next = waiting.poll();
    if (next != null) {
      out = new ArrayList<>(rest);
      out.addAll(next);
    }
    return next;
  }

  @Override
  public long mark() {
    throw new UnsupportedOperationException("nothing is offered");
  }

  @Override
  public boolean awaitSettled(long mark, Duration timeout) {
    throw new UnsupportedOperationException("nothing is offered");
  }

  @Override
  public boolean isSettled(long mark) {
    throw new UnsupportedOperationException("nothing is offered");
  }

  @Override
  public void settle() {
    out = null;
  }

  @Override
  public DropReason offer(byte[] bytes, int length) {
    throw new UnsupportedOperationException("batches are laid out");
  }

  @Override
  public boolean flush(Duration timeout) {
    throw new UnsupportedOperationException("nobody waits");
  }

  @Override
  public void close() {}

  @Override
  public long accepted() {
    return 0;
  }

  @Override
  public QueueFill fill() {
    return new QueueFill(0, 0, 1, 1);
  }

  @Override
  public Map<LossReason, Long> lost() {
    return Map.of();
  }

  @Override
  public boolean isKept() {
    return false;
  }

  @Override
  public void release() {}
}
