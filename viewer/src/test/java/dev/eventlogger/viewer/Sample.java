package dev.eventlogger.viewer;

import dev.eventlogger.event.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Events of two weeks up to now, the same each time but for the shift of time. Immutable. */
final class Sample {

  static final int EVENTS = 2_000;
  private static final Duration TIME = Duration.ofDays(14);
  private static final List<String> PATHS = List.of("/reports", "/queries/12", "/search");
  private static final List<String> ELEMENTS = List.of("RUN", "EXPORT_BUTTON", "SHARE", "OPEN");

  private Sample() {}

  /** As lines of JSON, the earliest first. */
  static List<String> lines(Instant now) {
    Random random = new Random(1);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      // An hour is left free at the end, so that what a test logs is the latest.
      long back = 3_600_000 + (TIME.toMillis() - 3_600_000) * (EVENTS - i) / EVENTS;
      lines.add(JsonText.of(event(random, now.minusMillis(back), i)));
    }
    return lines;
  }

  private static Map<String, Object> event(Random random, Instant at, int i) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("created_at", at.toString());
    if (i % 11 != 0) {
      event.put("uid", "user-" + (int) Math.abs(random.nextGaussian() * 15));
    }
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> click(event, random);
      case 3, 4, 5 -> view(event, random);
      case 6, 7 -> api(event, random);
      case 8 -> query(event, random);
      default -> trouble(event, random);
    }
    return event;
  }

  private static void click(Map<String, Object> event, Random random) {
    event.put("event_type", "CLICK");
    String path = PATHS.get(random.nextInt(PATHS.size()));
    String element = ELEMENTS.get(random.nextInt(ELEMENTS.size()));
    event.put("event_data", Map.of("element", element, "path", path));
  }

  private static void view(Map<String, Object> event, Random random) {
    event.put("event_type", "VIEW");
    String path = PATHS.get(random.nextInt(PATHS.size()));
    event.put("event_data", Map.of("path", path, "load_ms", 80 + random.nextInt(900)));
  }

  private static void api(Map<String, Object> event, Random random) {
    event.put("event_type", "API");
    event.put("name", random.nextBoolean() ? "GET /api/reports" : "POST /api/queries");
    event.put("duration_ms", 5 + random.nextInt(2_000));
    event.put(
        "event_data",
        Map.of(
            "status",
            random.nextInt(9) == 0 ? 500 : 200,
            "params",
            Map.of("limit", 50, "tags", List.of("a", "b"))));
  }

  private static void query(Map<String, Object> event, Random random) {
    event.put("name", "query-run");
    event.put("level", "USAGE");
    event.put("subject", "query:" + random.nextInt(40));
    event.put("message", "query finished");
    event.put("duration_ms", 100 + random.nextInt(9_000));
    event.put(
        "event_data",
        Map.of(
            "rows",
            random.nextInt(9_000),
            "sql",
            "select region, sum(amount) from orders group by region"));
  }

  private static void trouble(Map<String, Object> event, Random random) {
    boolean isError = random.nextBoolean();
    event.put("name", isError ? "error" : "retry");
    event.put("level", isError ? "ERROR" : "WARNING");
    event.put(
        "message",
        isError ? "connection to the warehouse timed out" : "the warehouse is slow, trying again");
    event.put(
        "event_data",
        isError
            ? Map.of(
                "error",
                Map.of(
                    "type",
                    "TimeoutException",
                    "stack",
                    "at example.Query.run(Query.java:88)\n".repeat(8)))
            : Map.of("attempt", 1 + random.nextInt(3)));
  }
}
