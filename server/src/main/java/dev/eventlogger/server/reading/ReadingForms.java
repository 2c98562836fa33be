package dev.eventlogger.server.reading;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.JsonText;
import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.query.export.EventWriter;
import dev.eventlogger.query.export.TextForm;
import dev.eventlogger.query.export.UsageMembers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers to questions, as JSON. Each except a single event states the bounds of time that apply.
 */
public final class ReadingForms {

  private static final String JSON = "application/json";

  private ReadingForms() {}

  /** The event itself. */
  public static Answer event(Event event) {
    return new Answer(200, JSON, event.toJson().getBytes(UTF_8), Map.of());
  }

  /** {@code {"events": […], "next": …, "since": …, "until": …}}. */
  public static Answer page(EventPage page, QueryParameters question, EventFilter filter) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    json.writeBytes("{\"events\":".getBytes(UTF_8));
    try {
      EventWriter writer = TextForm.JSON.writer(json, question.columns(), question.zone());
      for (Event event : page.events()) {
        writer.write(event);
      }
      writer.finish();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    Map<String, @Nullable Object> rest = new LinkedHashMap<>();
    rest.put("next", page.next());
    rest.putAll(bounds(filter));
    json.writeBytes(("," + JsonText.of(rest).substring(1)).getBytes(UTF_8));
    return new Answer(200, JSON, json.toByteArray(), Map.of());
  }

  private static Map<String, @Nullable Object> bounds(EventFilter filter) {
    Map<String, @Nullable Object> bounds = new LinkedHashMap<>();
    bounds.put("since", filter.since());
    bounds.put("until", filter.until());
    return bounds;
  }

  /** {@code {"rows": […], "since": …, "until": …}}. */
  public static Answer usage(UsageQuery query, List<UsageRow> rows, EventFilter filter) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    UsageMembers members = new UsageMembers(query, ZoneOffset.UTC);
    answer.put("rows", rows.stream().map(members::ofJson).toList());
    answer.putAll(bounds(filter));
    return Answer.json(200, answer);
  }

  /** {@code {"facets": [{"field": …, "values": […]}], "since": …, "until": …}}. */
  public static Answer facets(Map<Field, List<UsageRow>> facets, EventFilter filter) {
    List<Map<String, Object>> all =
        facets.entrySet().stream()
            .map(
                facet ->
                    Map.of(
                        "field",
                        facet.getKey().toString(),
                        "values",
                        (Object) facet.getValue().stream().map(ReadingForms::value).toList()))
            .toList();
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("facets", all);
    answer.putAll(bounds(filter));
    return Answer.json(200, answer);
  }

  private static Map<String, @Nullable Object> value(UsageRow row) {
    Map<String, @Nullable Object> value = new LinkedHashMap<>();
    value.put("value", row.value());
    value.put("events", row.events());
    value.put("users", row.users());
    return value;
  }
}
