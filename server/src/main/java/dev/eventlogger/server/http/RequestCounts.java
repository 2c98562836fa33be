package dev.eventlogger.server.http;

import dev.eventlogger.formats.dialect.SentRequest;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjIntConsumer;

/** Counts answered requests by status; 0 means that the client was gone. Thread-safe. */
public final class RequestCounts implements ObjIntConsumer<SentRequest> {

  private final Map<Integer, LongAdder> byStatus = new ConcurrentHashMap<>();

  /** No requests so far. */
  RequestCounts() {}

  @Override
  public void accept(SentRequest request, int status) {
    byStatus.computeIfAbsent(status, key -> new LongAdder()).increment();
  }

  /** How many there were, by status. */
  public Map<Integer, Long> byStatus() {
    Map<Integer, Long> counts = new TreeMap<>();
    byStatus.forEach((status, count) -> counts.put(status, count.sum()));
    return counts;
  }
}
