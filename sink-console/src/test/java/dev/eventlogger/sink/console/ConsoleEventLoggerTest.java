package dev.eventlogger.sink.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.formats.EventFormat;
import dev.eventlogger.sink.console.ConsoleEventLogger.Stream;
import dev.eventlogger.spi.DeliveryResult;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ConsoleEventLoggerTest {

  private static final String ESCAPE = "\u001b";

  private final PrintStream originalOut = System.out;
  private final PrintStream originalErr = System.err;
  private final CapturedStream out = new CapturedStream();
  private final CapturedStream err = new CapturedStream();
  private final CapturedStream process = new CapturedStream();
  private final Event event =
      Event.of(EventDraft.of(EventType.CLICK).uid("42").data(Map.of("element", "RUN \u00e9")));

  @BeforeEach
  void capture() {
    System.setOut(out.asPrintStream());
    System.setErr(err.asPrintStream());
  }

  @AfterEach
  void restore() {
    System.setOut(originalOut);
    System.setErr(originalErr);
  }

  @Test
  void printsTextToStandardOutputByDefault() throws Exception {
    opened(Map.of()).log(List.of(event));

    assertThat(out.text())
        .startsWith("ConsoleEventLogger - created_at: ")
        .endsWith(", uid=42, event_type=CLICK, event_data={\"element\":\"RUN \u00e9\"}\n");
    assertThat(err.text()).isEmpty();
  }

  @Test
  void printsToStandardErrorWhenTold() throws Exception {
    opened(Map.of("stream", "err", "format", "canonical")).log(List.of(event));

    assertThat(err.text()).isEqualTo(event.toJson() + "\n");
    assertThat(out.text()).isEmpty();
  }

  @Test
  void writesABatchAtOnce() throws Exception {
    opened(Map.of()).log(List.of(event, event, event));

    assertThat(out.lines()).hasSize(3);
    assertThat(out.writes()).isEqualTo(1);
  }

  @Test
  void colorsTextOnATerminalOnly() throws Exception {
    opened(stream -> true, Map.of()).log(List.of(event));
    assertThat(out.text()).contains(ESCAPE);

    out.reset();
    opened(stream -> false, Map.of()).log(List.of(event));
    assertThat(out.text()).doesNotContain(ESCAPE);
  }

  @Test
  void asksWhetherTheStreamItPrintsToIsATerminal() throws Exception {
    opened(stream -> stream == Stream.OUT, Map.of("stream", "err")).log(List.of(event));

    assertThat(err.text()).doesNotContain(ESCAPE);
  }

  @Test
  void colorsAlwaysOrNeverWhenTold() throws Exception {
    opened(stream -> false, Map.of("color", "always")).log(List.of(event));
    assertThat(out.text()).contains(ESCAPE);

    out.reset();
    opened(stream -> true, Map.of("color", "never")).log(List.of(event));
    assertThat(out.text()).doesNotContain(ESCAPE);
  }

  @ParameterizedTest
  @EnumSource(EventFormat.class)
  void escapesInEveryJsonFormAndStaysEqual(EventFormat format) throws Exception {
    Event awkward =
        Event.of(
            EventDraft.of(EventType.VIEW)
                .uid("\u202e\u2028")
                .data(Map.of("a\u0085", "b\u001b[2J\u009b\r\n\u200b")));
    opened(Map.of("format", format.name().toLowerCase(Locale.ROOT))).log(List.of(awkward));

    assertThat(out.text().strip()).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    assertThat(parse(out.text())).isEqualTo(parse(format.toJson(awkward)));
  }

  private static Object parse(String json) throws Exception {
    byte[] bytes = json.getBytes(UTF_8);
    return new JsonReader().read(bytes, 0, bytes.length);
  }

  @Test
  void neverColorsJson() throws Exception {
    opened(Map.of("color", "always", "format", "canonical")).log(List.of(event));

    assertThat(out.text()).isEqualTo(event.toJson() + "\n");
  }

  @Test
  void throwsWhenNobodyReadsAnyMore() {
    ConsoleEventLogger sink = opened(Map.of());
    out.breakDown();

    assertThatThrownBy(() -> sink.log(List.of(event)))
        .isInstanceOf(IOException.class)
        .hasMessage("the console's stream is closed or broken");
  }

  @Test
  void throwsWhenTheStreamWasClosed() {
    ConsoleEventLogger sink = opened(Map.of());
    System.out.close();

    assertThatThrownBy(() -> sink.log(List.of(event))).isInstanceOf(IOException.class);
  }

  /** Such as a file on a disk that was full for a moment; the stream of Java stays broken. */
  @Test
  void goesOnWhereTheStreamFailedOnce() throws Exception {
    ConsoleEventLogger sink = opened(Map.of("format", "canonical"));
    out.breakDown();
    assertThatThrownBy(() -> sink.log(List.of(event))).isInstanceOf(IOException.class);
    process.breakDown();
    assertThatThrownBy(() -> sink.log(List.of(event))).isInstanceOf(IOException.class);
    process.repair();

    assertThat(sink.log(List.of(event))).isEqualTo(DeliveryResult.DELIVERED);
    assertThat(process.text()).isEqualTo(event.toJson() + "\n");
    assertThat(process.isClosed()).isFalse();
  }

  @Test
  void leavesStandardOutputOpen() throws Exception {
    ConsoleEventLogger sink = opened(Map.of());
    sink.log(List.of(event));
    sink.close();

    assertThat(out.isClosed()).isFalse();
  }

  @Test
  void refusesAFormatThatItDoesNotKnow() {
    assertThatThrownBy(() -> opened(Map.of("format", "xml")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private ConsoleEventLogger opened(Map<String, ?> settings) {
    return opened(stream -> false, settings);
  }

  private ConsoleEventLogger opened(Predicate<Stream> terminal, Map<String, ?> settings) {
    ConsoleEventLogger sink = new ConsoleEventLogger(terminal, stream -> process);
    sink.open(Section.of("console", settings));
    return sink;
  }
}
