package dev.eventlogger.benchmarks.server;

import java.time.Instant;
import java.util.Locale;

/** The events that are sent: clicks of some 250 bytes, and their schema. */
final class Clicks {

  /** The schema as {@code EVENT_SCHEMAS} reads it. */
  static final String SCHEMA =
      """
      $id: https://example.org/click
      version: "1"
      type: object
      properties:
        element: {type: string, minLength: 1, maxLength: 200}
        component: {type: string, minLength: 1, maxLength: 200}
        query_id: {type: integer, minimum: 1}
        duration_ms: {type: number, minimum: 0}
        is_cached: {type: boolean}
      required: [element, component, query_id]
      additionalProperties: false
      """;

  /** A placeholder for the id of an event, with as many characters. */
  static final String ID = "############";

  private static final String SCHEMA_KEY =
      "\"schema\":{\"id\":\"https://example.org/click\",\"version\":\"1\"},";

  private static final Instant START = Instant.parse("2026-11-29T21:00:00.007Z");

  private Clicks() {}

  /** One event as a line of JSON, without a line end. */
  static String json(int number, boolean withSchema, boolean withId) {
    return String.format(
        Locale.ROOT,
        "{%s\"event_type\":\"CLICK\",\"created_at\":\"%s\",%s"
            + "\"event_data\":{\"element\":\"RUN_QUERY_BUTTON\",\"component\":\"adhoc-query-editor\","
            + "\"query_id\":%d,\"duration_ms\":%d.5,\"is_cached\":%b}}",
        withId ? "\"id\":\"" + ID + "\"," : "",
        START.plusMillis(20L * number),
        withSchema ? SCHEMA_KEY : "",
        1_000_000 + number,
        number % 1000,
        number % 2 == 0);
  }
}
