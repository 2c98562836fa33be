package dev.eventlogger.server.view;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.JsonText;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Sort;
import dev.eventlogger.query.export.Column;
import dev.eventlogger.query.export.EventWriter;
import dev.eventlogger.query.export.ExportForm;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A question in Gramex's language, for events or, with {@code _by}, for groups of them. Immutable.
 *
 * <p>Columns are the fields of events, as {@code docs/querying.md} lists them. A text that a column
 * must contain ({@code x~=}) is taken literally: in Gramex it is a regular expression for files,
 * and an SQL pattern for databases.
 *
 * @param filter which events
 * @param groups how they are grouped and counted; null for the events themselves
 * @param sort their order
 * @param offset how many to skip at the start
 * @param limit how many to show at most
 * @param columns the columns to show, at least one; empty for groups
 * @param form the form of the answer
 * @param meta how the question was read, under Gramex's names; null if that was not asked for
 */
public record View(
    EventFilter filter,
    @Nullable ViewGroups groups,
    Sort sort,
    int offset,
    int limit,
    List<Column> columns,
    ExportForm form,
    @Nullable Map<String, Object> meta) {

  /** The zone of times in the forms for people. */
  public static final ZoneId ZONE = ZoneOffset.UTC;

  private static final int PAGE = 1_000;

  public View {
    columns = List.copyOf(columns);
  }

  /**
   * Reads decoded parameters, in their order; one without {@code =} has an empty value.
   *
   * @param forms the forms that an answer can have
   * @param now the time that relative times count back from
   * @throws IllegalArgumentException if a parameter is unknown, or asks what no store can answer;
   *     the message begins with its name, and says what is right
   */
  public static View parse(
      Map<String, List<String>> parameters, List<ExportForm> forms, Instant now) {
    Map<String, List<String>> ofColumns = new LinkedHashMap<>();
    Map<String, List<String>> ofControls = new LinkedHashMap<>();
    parameters.forEach(
        (name, values) ->
            (ViewControls.isControl(name) ? ofControls : ofColumns).put(name, values));
    ViewControls controls = new ViewControls(ofControls);
    ViewFilter filter = new ViewFilter(ofColumns, now);
    boolean isGrouped = !controls.all("_by").isEmpty();
    return new View(
        filter.filter(),
        isGrouped ? ViewGroups.of(filter.filter(), controls) : null,
        isGrouped ? Sort.LATEST_FIRST : controls.sort(),
        controls.offset(),
        controls.limit(),
        isGrouped ? List.of() : controls.columns(),
        controls.form(forms),
        controls.hasMeta() ? meta(filter, controls, isGrouped) : null);
  }

  /** The same view of other events. */
  public View withFilter(UnaryOperator<EventFilter> change) {
    EventFilter changed = change.apply(filter);
    return new View(
        changed,
        groups == null ? null : groups.of(changed),
        sort,
        offset,
        limit,
        columns,
        form,
        meta);
  }

  private static Map<String, Object> meta(
      ViewFilter filter, ViewControls controls, boolean isGrouped) {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("filters", filter.meta());
    meta.put("ignored", List.of());
    meta.put("excluded", isGrouped ? List.of() : controls.excluded());
    Sort sort = controls.all("_sort").isEmpty() || isGrouped ? null : controls.sort();
    meta.put(
        "sort",
        sort == null ? List.of() : List.of(List.of(sort.field().toString(), sort.ascending())));
    meta.put("offset", controls.offset());
    meta.put("limit", controls.limit());
    meta.put("by", controls.all("_by"));
    return meta;
  }

  /** Gramex's headers, which say how the question was read; none if that was not asked for. */
  public Map<String, String> metaHeaders() {
    Map<String, String> headers = new LinkedHashMap<>();
    if (meta != null) {
      meta.forEach((key, value) -> headers.put("FH-data-" + key, ascii(JsonText.of(value))));
    }
    return headers;
  }

  /** The same JSON in ASCII, for a header. */
  private static String ascii(String json) {
    StringBuilder ascii = new StringBuilder(json.length());
    for (int at = 0; at < json.length(); at++) {
      char c = json.charAt(at);
      if (c < 0x7F) {
        ascii.append(c);
      } else {
        ascii.append("\\u").append(Integer.toHexString(0x10000 + c), 1, 5);
      }
    }
    return ascii.toString();
  }

  /**
   * Writes the events that this asks for, without finishing the writer.
   *
   * @param cancellation cancels the questions to the store
   */
  public void write(EventStore store, Cancellation cancellation, EventWriter writer)
      throws IOException {
    int skipped = 0;
    int written = 0;
    int page = Math.min(PAGE, offset + limit);
    for (@Nullable EventQuery query = new EventQuery(filter, sort, page, null); query != null; ) {
      EventPage found = store.find(query, cancellation);
      for (Event event : found.events()) {
        if (skipped < offset) {
          skipped++;
        } else if (written < limit) {
          writer.write(event);
          written++;
        }
      }
      boolean isLast = found.next() == null || written == limit;
      query = isLast ? null : query.after(found.next());
    }
  }
}
