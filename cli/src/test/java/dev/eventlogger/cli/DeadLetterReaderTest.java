package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.eventlogger.delivery.DeadLetter;
import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterReaderTest {

  private static final Instant FIRST = Instant.parse("2026-11-21T05:14:50Z");
  private static final Instant LAST = Instant.parse("2026-11-21T05:15:50.123456Z");
  private static final String LINE =
      "{\"log\":\"db\",\"reason\":\"no\",\"attempts\":1,\"first_at\":\"2026-11-21T05:14:50Z\","
          + "\"last_at\":\"2026-11-21T05:14:50Z\",\"event\":{"
          + "\"id\":\"0193aaaa-0000-7000-8000-000000000001\","
          + "\"created_at\":\"2026-11-21T05:14:50.000001Z\",\"name\":\"s3cret\"}}";

  @Test
  void readsWhatWasKept() throws Exception {
    Event event =
        Event.of(
            EventDraft.named("query-start")
                .uid("42")
                .context(Map.of("session", "s1"))
                .data(Map.of("text", "line\nbreak", "rows", 1.5)));
    DeadLetter kept = new DeadLetter(event, "db", "too \"old\"", 3, FIRST, LAST);

    DeadLetter read = keepAndRead(kept);

    assertThat(read).isEqualTo(kept);
    assertThat(read.event().toJson()).isEqualTo(event.toJson());
  }

  @Test
  void readsTheDeepestEventThatThereIs() throws Exception {
    Object data = 1;
    for (int depth = 1; depth < CanonicalJson.MAX_DEPTH; depth++) {
      data = Map.of("k", data);
    }
    Event event = Event.of(EventDraft.named("deep").data(Map.of("k", data)));

    DeadLetter read = keepAndRead(new DeadLetter(event, "db", "no", 1, FIRST, LAST));

    assertThat(read.event().toJson()).isEqualTo(event.toJson());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          "log":"db",|                 |/log: must be a text
          "no"|1                       |/reason: must be a text
          :1,|:0,                      |/attempts: must be a whole number, at least 1
          :1,|:1.5,                    |/attempts: must be a whole number, at least 1
          50Z","last|50","last         |/first_at: must be a time in UTC, such as 2026-11-21T05:14:50Z
          "id"|"ID"                    |/event/ID: unknown key; known here: id,
          "created_at"|"uid"           |/event: must have its id and created_at
          000000000001"|"              |/event/id: must be a UUID
          "event":{|"event":1,"x":{    |/event: must be an event
          """)
  void saysWhatIsWrongWithoutQuotingIt(String part, String instead, String problem) {
    String line = LINE.replace(part, instead == null ? "" : instead);
    assertThat(line).isNotEqualTo(LINE);

    assertThatThrownBy(() -> read(line))
        .isInstanceOf(UnreadableLetterException.class)
        .hasMessageStartingWith(problem)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void refusesALineThatWasCutAndOneThatIsNoObject() {
    String cut = LINE.substring(0, LINE.length() - 3);

    assertThatThrownBy(() -> read(cut)).hasMessageStartingWith("not JSON, at line 1, column ");
    assertThatThrownBy(() -> read("[]"))
        .hasMessage("must be a JSON object with a log, a reason and an event");
  }

  /** In the format that {@code DeadLetterFileTest} specifies. */
  private static DeadLetter keepAndRead(DeadLetter letter) throws UnreadableLetterException {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("log", letter.log()).put("reason", letter.reason()).put("attempts", letter.attempts());
    line.put("first_at", letter.firstAt().toString()).put("last_at", letter.lastAt().toString());
    line.putRawValue("event", new RawValue(letter.event().toJson()));
    return read(line.toString());
  }

  private static DeadLetter read(String line) throws UnreadableLetterException {
    byte[] bytes = line.getBytes(UTF_8);
    return new DeadLetterReader().read(bytes, 0, bytes.length);
  }
}
