package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A sink that answers as a test scripted, call by call, and after that delivers. Thread-safe. */
final class ScriptedSink extends BaseEventLogger {

  /** What one call of the sink does. */
  interface Answer {
    DeliveryResult to(List<Event> batch) throws Throwable;
  }

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<List<String>> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<String> delivered = Collections.synchronizedList(new ArrayList<>());
  private volatile Answer always = batch -> DeliveryResult.DELIVERED;
  private final AtomicInteger closes = new AtomicInteger();

  /** Sets the answer to the next call that has none yet. */
  ScriptedSink then(Answer answer) {
    answers.add(answer);
    return this;
  }

  /** Sets the answer to all calls beyond the scripted ones. */
  ScriptedSink always(Answer answer) {
    always = answer;
    return this;
  }

  /** The names of the events of each call. */
  List<List<String>> calls() {
    return List.copyOf(calls);
  }

  /** The names of the events delivered, in order. */
  List<String> delivered() {
    return List.copyOf(delivered);
  }

  /** How often it was closed. */
  int closes() {
    return closes.get();
  }

  @Override
  public String loggerName() {
    return "scripted";
  }

  @Override
  public void open(SinkConfig config) {}

  @Override
  public DeliveryResult log(List<Event> batch) throws Exception {
    calls.add(names(batch));
    try {
      Answer answer = answers.isEmpty() ? always : answers.remove();
      DeliveryResult result = answer.to(batch);
      if (result != null) {
        List<Event> rest = new ArrayList<>(batch);
        rest.removeAll(result.retry());
        result.rejected().forEach(rejected -> rest.remove(rejected.event()));
        delivered.addAll(names(rest));
      }
      return result;
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    closes.incrementAndGet();
  }

  private static List<String> names(List<Event> events) {
    return events.stream().map(Event::name).toList();
  }
}
