package dev.eventlogger.seal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A leaf that says that there was nothing to seal until a given time. It has no signature of its
 * own: the checkpoint that covers it has one.
 *
 * @param origin which log
 * @param time by this machine's clock, to the second
 */
public record Heartbeat(String origin, Instant time) implements SealRecord {

  static final String FIRST_LINE = "event-logger/heartbeat/v1";

  static Heartbeat parse(String text) {
    List<String> values = SealRecord.read(text, FIRST_LINE, List.of("origin", "time"));
    try {
      Heartbeat read = new Heartbeat(values.get(0), Instant.parse(values.get(1)));
      return SealRecord.inItsForm(read, text, FIRST_LINE);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(SealRecord.damaged(FIRST_LINE).getMessage(), e);
    }
  }

  @Override
  public String text() {
    Map<String, Object> values = SealRecord.values();
    values.put("origin", origin);
    values.put("time", time);
    return SealRecord.write(FIRST_LINE, values);
  }
}
