package dev.eventlogger.benchmarks.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests of one size with their headers, prepared so that sending them costs little. For one
 * thread.
 */
final class Requests {

  private static final int DIFFERENT = 64;

  private final int eventsOfOne;
  private final boolean withIds;
  private final List<byte[]> prepared = new ArrayList<>();
  private final List<int[]> places = new ArrayList<>();
  private int next;
  // Rises across all requests of the process, so that no two events have the same id.
  private static long latestId = 100_000_000_000L;

  /**
   * Requests with this many events.
   *
   * @param eventsOfOne a single event is sent as JSON, several as one line each
   * @param withIds whether each event has a different id from the client
   */
  Requests(int eventsOfOne, boolean withSchema, boolean withIds) {
    this.eventsOfOne = eventsOfOne;
    this.withIds = withIds;
    for (int i = 0; i < DIFFERENT; i++) {
      StringBuilder body = new StringBuilder();
      for (int event = 0; event < eventsOfOne; event++) {
        body.append(Clicks.json(i * eventsOfOne + event, withSchema, withIds)).append('\n');
      }
      String request = head(body.length()) + body;
      prepared.add(request.getBytes(ISO_8859_1));
      places.add(placesOfIds(request));
    }
  }

  private String head(int length) {
    return "POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: benchmark\r\nContent-Type: "
        + (eventsOfOne == 1 ? "application/json" : "application/x-ndjson")
        + "\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  private static int[] placesOfIds(String request) {
    List<Integer> places = new ArrayList<>();
    for (int at = request.indexOf(Clicks.ID); at >= 0; at = request.indexOf(Clicks.ID, at + 1)) {
      places.add(at);
    }
    return places.stream().mapToInt(Integer::intValue).toArray();
  }

  int eventsOfOne() {
    return eventsOfOne;
  }

  /** The next request, whose bytes belong to the caller until it is sent. */
  ByteBuffer next() {
    next = (next + 1) % DIFFERENT;
    byte[] request = prepared.get(next);
    if (!withIds) {
      return ByteBuffer.wrap(request);
    }
    byte[] own = request.clone();
    for (int place : places.get(next)) {
      writeId(own, place);
    }
    return ByteBuffer.wrap(own);
  }

  private static void writeId(byte[] request, int place) {
    long rest = ++latestId;
    for (int digit = Clicks.ID.length() - 1; digit >= 0; digit--) {
      request[place + digit] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
