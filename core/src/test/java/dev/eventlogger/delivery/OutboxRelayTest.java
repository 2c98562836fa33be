package dev.eventlogger.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.spi.Outbox.Fate;
import dev.eventlogger.spi.Outbox.StagedEvent;
import dev.eventlogger.spi.Outbox.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Verdicts that need no log; the rest is tested with databases. */
class OutboxRelayTest {

  private final OutboxRelay relay =
      new OutboxRelay(
          List.of(),
          (event, logs) -> {
            throw new AssertionError("no log has taken anything");
          });

  @Test
  void leavesWhatIsForOtherLogs() throws InterruptedException {
    StagedEvent staged = new StagedEvent(Event.of(EventDraft.named("a")), List.of("x", "y"));

    assertThat(relay.relay(List.of(staged)))
        .containsExactly(new Verdict(Fate.UNCLAIMED, List.of("x", "y")));
  }

  @Test
  void readsOnlyEventsOnOneLine() throws InterruptedException {
    String json = Event.of(EventDraft.named("a")).toJson();

    assertThat(relay.relay(List.of(staged(json + " "), staged(json + "\n"), staged(""))))
        .containsExactly(
            new Verdict(Fate.UNCLAIMED, List.of("x")),
            new Verdict(Fate.UNREADABLE, List.of("x")),
            new Verdict(Fate.UNREADABLE, List.of("x")));
  }

  @Test
  void readsWordsOfAllLanguagesAndNoSignsThatEndLines() throws InterruptedException {
    String json = Event.of(EventDraft.named("a").data(Map.of("name", "Zoë 東京"))).toJson();

    assertThat(
            relay.relay(
                List.of(staged(json), staged(json + "\t"), staged(json + "\u001f"), staged("x"))))
        .extracting(Verdict::fate)
        .containsExactly(Fate.UNCLAIMED, Fate.UNREADABLE, Fate.UNREADABLE, Fate.UNREADABLE);
  }

  @Test
  void readsNoEventThatIsLargerThanAnyMayBe() throws InterruptedException {
    String json = Event.of(EventDraft.named("a")).toJson();
    String most = json + " ".repeat(CanonicalJson.DEFAULT_MAX_BYTES - json.length());

    assertThat(relay.relay(List.of(staged(most), staged(most + " "))))
        .extracting(Verdict::fate)
        .containsExactly(Fate.UNCLAIMED, Fate.UNREADABLE);
  }

  private static StagedEvent staged(String json) {
    byte[] bytes = json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return new StagedEvent(Event.ofCanonical(bytes, 0, bytes.length), List.of("x"));
  }

  @Test
  void saysHowManyEventsFit() {
    List<byte[]> three = List.of(new byte[4], new byte[4], new byte[4]);

    assertThat(new QueueFill(8, 0, 10, 100).fitting(three)).isEqualTo(2);
    assertThat(new QueueFill(1, 92, 10, 100).fitting(three)).isEqualTo(2);
    assertThat(new QueueFill(10, 0, 10, 100).fitting(three)).isZero();
    assertThat(new QueueFill(0, 0, 10, 2).fitting(three)).isEqualTo(1);
    assertThat(new QueueFill(0, 0, 10, 100).fitting(three)).isEqualTo(3);
  }
}
