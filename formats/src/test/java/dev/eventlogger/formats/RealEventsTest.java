package dev.eventlogger.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events from elsewhere; the data is outside the repository, and skipped if absent. */
class RealEventsTest {

  private static final Path DATA =
      Path.of("").toAbsolutePath().getParent().resolveSibling("shared").resolve("data");

  private static final ObjectMapper JACKSON = new ObjectMapper();

  private final EventReader reader = new EventReader(false);

  @Test
  void allAreReadAndWrittenInEveryFormat() throws IOException {
    List<String> lines = lines("events.ndjson");

    assertThat(lines).hasSize(249);
    for (String line : lines) {
      assertThat(problem(line)).isEmpty();
      Event event = Event.of(EventReaderTest.read(reader, line));
      for (EventFormat format : EventFormat.values()) {
        assertThat(JACKSON.readTree(format.toJson(event)).isObject()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 | not JSON, at line 1, column",
        "2 | an event must be a JSON object",
        "3 | /event_type: must be one of API, VIEW, CLICK",
        "4 | /event_type: missing; an event needs an event_type, a name or a schema",
        "5 | /event_data: must be an object",
        "9 | /created_at: must be a time",
        "10 | /event_dat: unknown key",
        "11 | /uid: duplicate key",
        "12 | /event_data/__schema__: names that start with __ are reserved for the envelope"
      })
  void eachBadOneIsRefusedForItsReason(int line, String reason) throws IOException {
    assertThat(problem(lines("events-bad.ndjson").get(line - 1)))
        .hasValueSatisfying(problem -> assertThat(problem).startsWith(reason));
  }

  @ParameterizedTest
  @CsvSource({"6", "7", "8"})
  void whatOnlyItsSchemaCanRefuseIsRead(int line) throws IOException {
    assertThat(problem(lines("events-bad.ndjson").get(line - 1))).isEmpty();
  }

  private Optional<String> problem(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    Reading reading = reader.read(bytes, 0, bytes.length);
    if (reading instanceof Reading.Refused refused) {
      return Optional.of(refused.problems().get(0).toString());
    }
    EventDraft draft = ((Reading.Read) reading).draft();
    return Optional.ofNullable(new CanonicalJson().write(draft, Map.of())).map(Problem::toString);
  }

  private static List<String> lines(String file) throws IOException {
    assumeTrue(Files.isDirectory(DATA), "the shared data is not there");
    return Files.readAllLines(DATA.resolve(file));
  }
}
