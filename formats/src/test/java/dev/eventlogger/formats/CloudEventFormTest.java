package dev.eventlogger.formats;

import static dev.eventlogger.formats.EventReaderTest.problems;
import static dev.eventlogger.formats.EventReaderTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.SchemaRef;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class CloudEventFormTest {

  private static final String MINIMAL =
      """
      {"specversion":"1.0","id":"a-1","source":"/mine","type":"com.example.happened"%s}""";

  private final EventReader reader = new EventReader(false);
  private final EventReader trusting = new EventReader(true);

  @Property(tries = 300)
  void whatWasWrittenIsReadBackAsTheSameEvent(
      @ForAll("texts") String text,
      @ForAll("texts") String other,
      @ForAll Level level,
      @ForAll EventType type,
      @ForAll @LongRange(min = 0) long nanos) {
    Event event =
        Event.of(
            EventDraft.named("n" + text.length())
                .type(type)
                .createdAt(Instant.ofEpochSecond(nanos % 200_000_000_000L, nanos % 1_000_000_000))
                .duration(Duration.ofNanos(nanos))
                .uid(text)
                .level(level)
                .subject("s" + other)
                .message(other)
                .schema(new SchemaRef(nanos % 2 == 0 ? "https://example.org/a" : text, other))
                .context(Map.of("a", Map.of("b.c", text)))
                .data(Map.of("key" + text, other)));

    Event back = Event.of(read(trusting, EventFormat.CLOUDEVENTS.toJson(event)));

    assertThat(back.toJson()).isEqualTo(event.toJson());
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .ofMaxLength(20)
        .filter(text -> text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
  }

  @Example
  void anEventOfTheFewestFieldsIsReadBack() {
    Event event = Event.of(EventDraft.named("n"));

    assertThat(Event.of(read(trusting, EventFormat.CLOUDEVENTS.toJson(event))).toJson())
        .isEqualTo(event.toJson());
  }

  @Example
  void dataThatIsNoObjectIsAMemberOfTheData() {
    assertThat(dataOf(",\"data\":42")).isEqualTo(Map.of("data", 42));
    assertThat(dataOf(",\"data\":\"text\"")).isEqualTo(Map.of("data", "text"));
    assertThat(dataOf(",\"data\":[1,{\"a\":2}]"))
        .isEqualTo(Map.of("data", List.of(1, Map.of("a", 2))));
    assertThat(dataOf(",\"data\":false")).isEqualTo(Map.of("data", false));
    assertThat(dataOf(",\"data\":null")).isEmpty();
  }

  @Example
  void bytesAreReadAsWhatTheyAre() {
    String json = ",\"data_base64\":\"eyJhIjoxfQ==\"";

    assertThat(dataOf(json)).isEqualTo(Map.of("a", 1));
    assertThat(dataOf(json + ",\"datacontenttype\":\"application/vnd.a+json; charset=utf-8\""))
        .isEqualTo(Map.of("a", 1));
    assertThat(dataOf(",\"data_base64\":\"NDI=\"")).isEqualTo(Map.of("data", 42));
    assertThat(dataOf(",\"data_base64\":\"AAEC\"")).isEqualTo(Map.of("data_base64", "AAEC"));
    assertThat(dataOf(json + ",\"datacontenttype\":\"image/png\""))
        .isEqualTo(Map.of("data_base64", "eyJhIjoxfQ=="));
  }

  @Example
  void theContextSaysWhatDataIsThatIsNotJson() {
    EventDraft draft =
        read(reader, MINIMAL.formatted(",\"data\":\"<a/>\",\"datacontenttype\":\"text/xml\""));

    assertThat(draft.data()).isEqualTo(Map.of("data", "<a/>"));
    assertThat(draft.context().get("datacontenttype")).isEqualTo("text/xml");
  }

  @Example
  void bytesMustBeBase64AndStandAlone() {
    assertThat(problems(reader, MINIMAL.formatted(",\"data_base64\":\"%\"")))
        .containsExactly("/data_base64: must be bytes in base64 (RFC 4648, 4)");
    assertThat(problems(reader, MINIMAL.formatted(",\"data_base64\":\"AAEC\",\"data\":1")))
        .containsExactly("/data_base64: stands beside data; an event has one of them");
    assertThat(problems(reader, MINIMAL.formatted(",\"data_base64\":7")))
        .containsExactly("/data_base64: must be text");
  }

  private Map<String, ?> dataOf(String members) {
    return read(reader, MINIMAL.formatted(members)).data();
  }

  @Example
  void anIdThatIsNotTrustedGoesIntoTheContextWithItsSource() {
    Event event = Event.of(EventDraft.named("n").context(Map.of("a", 1)));

    EventDraft draft = read(reader, EventFormat.CLOUDEVENTS.toJson(event));

    assertThat(draft.trustedId()).isNull();
    assertThat(draft.context())
        .isEqualTo(
            Map.of("a", 1, "source_id", event.id().toString(), "source", "urn:event-logger"));
  }

  @Example
  void aTrustedIdOfAnotherSourceIsKeptBesideThatSource() {
    UUID id = UUID.randomUUID();
    EventDraft draft = read(trusting, MINIMAL.formatted("").replace("a-1", id.toString()));

    assertThat(draft.trustedId()).isEqualTo(id);
    assertThat(draft.context()).isEqualTo(Map.of("source", "/mine"));
  }

  @Example
  void anIdThatIsNoUuidIsNeverTheEvents() {
    EventDraft draft = read(trusting, MINIMAL.formatted(""));

    assertThat(draft.trustedId()).isNull();
    assertThat(draft.context()).isEqualTo(Map.of("source_id", "a-1", "source", "/mine"));
    assertThat(draft.name()).isEqualTo("com.example.happened");
    assertThat(draft.level()).isEqualTo(Level.INFO);
  }

  @Example
  void extensionsOfOthersGoIntoTheContext() {
    EventDraft draft =
        read(
            reader,
            MINIMAL.formatted(
                ",\"traceparent\":\"00-ab\",\"sampled\":true,\"partition\":7,\"none\":null"));

    assertThat(new LinkedHashMap<String, Object>(draft.context()))
        .containsEntry("traceparent", "00-ab")
        .containsEntry("sampled", true)
        .containsEntry("partition", 7)
        .doesNotContainKey("none");
  }

  @Example
  void attributesHaveTheirKindsAndNames() {
    assertThat(problems(reader, MINIMAL.formatted(",\"ext\":{},\"ratio\":0.5,\"data_hex\":\"\"")))
        .containsExactly(
            "/ext: must be text, a whole number, true or false: it is an attribute",
            "/ratio: must be text, a whole number, true or false: it is an attribute",
            "/data_hex: unknown key; an attribute's name has only lower-case letters and"
                + " digits");
  }

  @Example
  void theVersionOfASchemaMayBeTheEndOfItsUri() {
    assertThat(read(reader, withSchema("https://example.org/a/1.0.0")).schema())
        .isEqualTo(new SchemaRef("https://example.org/a/1.0.0", "1.0.0"));
    assertThat(read(reader, withSchema("https://example.org/a/v2")).schema())
        .isEqualTo(new SchemaRef("https://example.org/a/v2", "v2"));
  }

  @Example
  void aDataSchemaWithoutAVersionIsOnlyNoted() {
    EventDraft draft = read(reader, withSchema("https://example.org/a"));

    assertThat(draft.schema()).isNull();
    assertThat(new LinkedHashMap<String, Object>(draft.context()))
        .containsEntry("dataschema", "https://example.org/a");
  }

  @Example
  void aHostileDataSchemaIsReadQuickly() {
    assertThat(read(reader, withSchema("/1" + ".1".repeat(1_000_000))).schema()).isNull();
  }

  @Example
  void ourOwnSchemaIdNeedsItsVersion() {
    assertThat(problems(reader, MINIMAL.formatted(",\"schemaid\":\"/a\"")))
        .containsExactly(
            "/schemaversion: missing; the version of the schema that the data follows");
    assertThat(problems(reader, MINIMAL.formatted(",\"schemaversion\":\"1\"")))
        .containsExactly("/schemaid: missing; the id of the schema that the data follows");
  }

  @Example
  void saysEverythingThatIsWrongAtOnce() {
    assertThat(
            problems(
                reader,
                """
                {"specversion":"0.3","time":"now","eventtype":"X","level":"X","durationms":"X",
                 "eventcontext":"[]","data":1,"datacontenttype":1}"""))
        .containsExactlyInAnyOrder(
            "/specversion: must be \"1.0\"",
            "/id: missing; CloudEvents requires it",
            "/source: missing; CloudEvents requires it",
            "/type: missing; CloudEvents requires it",
            "/datacontenttype: must be text",
            "/time: must be a time: RFC 3339 with an offset, such as 2026-11-21T05:14:50Z,"
                + " or epoch milliseconds",
            "/eventtype: must be one of API, VIEW, CLICK",
            "/level: must be one of DEBUG, INFO, USAGE, AUDIT, WARNING, ERROR",
            "/durationms: must be a number of milliseconds, not negative",
            "/eventcontext: must be a JSON object as text");
  }

  @Example
  void aContextThatIsNoJsonIsRefused() {
    assertThat(problems(reader, MINIMAL.formatted(",\"eventcontext\":\"{\"")))
        .containsExactly("/eventcontext: must be a JSON object as text");
  }

  private static String withSchema(String uri) {
    return MINIMAL.formatted(",\"dataschema\":\"" + uri + "\"");
  }
}
