package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.mapping.FieldType;
import co.elastic.clients.elasticsearch.core.search.Hit;
import dev.eventlogger.config.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Indices of one test on the real server, to which no other test writes. */
final class TestIndices {

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final int PAGE = 500;

  private final TestServer server;
  private final String name;

  /**
   * Chooses their names.
   *
   * @param test in lower case
   */
  TestIndices(TestServer server, String test) {
    this.server = server;
    name = test + NUMBERS.incrementAndGet() + "-";
  }

  /** The pattern of the names. */
  String pattern() {
    return name + "{yyyy.MM.dd}";
  }

  /** The pattern of the names, with an index for each month. */
  String monthly() {
    return name + "{yyyy.MM}";
  }

  /** A wildcard for all of them. */
  String all() {
    return name + "*";
  }

  /** The name of the index for events of a day. */
  String of(String day) {
    return name + day;
  }

  /** The beginning of their names. */
  String start() {
    return name;
  }

  /** Settings of a log that writes to them, whatever the time of an event. */
  Map<String, Object> settings() {
    return settings(Map.of());
  }

  /** These settings, with further ones. */
  Map<String, Object> settings(Map<String, ?> more) {
    Map<String, Object> settings = new HashMap<>(server.settings());
    settings.put("index", pattern());
    settings.put("max_age", "36500d");
    settings.put("max_future", "100000d");
    settings.putAll(more);
    return settings;
  }

  /** Settings of a log that writes to a single one of them, whatever the time of an event. */
  Map<String, Object> constant(String end) {
    Map<String, Object> settings = new HashMap<>(server.settings());
    settings.put("index", of(end));
    return settings;
  }

  /** The canonical JSON of the events in them, in the order of ids, which is that of logging. */
  List<String> events() throws IOException {
    refresh();
    Section settings = Section.of("test", server.settings());
    try (ElasticsearchClient client = Connection.open(settings.as(ElasticsearchSettings.class))) {
      List<String> events = new ArrayList<>();
      List<FieldValue> after = List.of();
      do {
        List<Hit<Source>> hits = page(client, after);
        hits.forEach(hit -> events.add(hit.source().event().toJson()));
        after = hits.isEmpty() ? List.of() : hits.get(hits.size() - 1).sort();
      } while (!after.isEmpty());
      return events;
    }
  }

  private List<Hit<Source>> page(ElasticsearchClient client, List<FieldValue> after)
      throws IOException {
    return client
        .search(
            search -> {
              search.index(all()).size(PAGE);
              search.sort(
                  sort ->
                      sort.field(
                          field ->
                              field
                                  .field("event.id")
                                  .order(SortOrder.Asc)
                                  .unmappedType(FieldType.Keyword)));
              return after.isEmpty() ? search : search.searchAfter(after);
            },
            Source.class)
        .hits()
        .hits();
  }

  /** Makes everything written visible in answers. */
  void refresh() {
    server.ask("POST", "/" + all() + "/_refresh", "");
  }

  /** Changes one of their settings; null resets it. */
  void set(String setting, Object value) {
    server.ask("PUT", "/" + all() + "/_settings", "{\"" + setting + "\":" + value + "}");
  }

  /** How many documents they hold. */
  long count() throws IOException {
    return events().size();
  }
}
