package dev.eventlogger.query.export;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Writes many events in a form, in a process of its own, and prints how many bytes that took. */
final class ManyEvents {

  private ManyEvents() {}

  public static void main(String[] arguments) throws IOException {
    CountedBytes out = new CountedBytes();
    EventWriter writer = TextForm.valueOf(arguments[0]).writer(out, List.of(), ZoneOffset.UTC);
    int events = Integer.parseInt(arguments[1]);
    Instant start = Instant.parse("2026-03-01T00:00:00Z");
    for (int i = 0; i < events; i++) {
      writer.write(
          Event.of(
              EventDraft.named("click")
                  .createdAt(start.plusMillis(i))
                  .uid("user-" + i % 1_000)
                  .message("row " + i + " was opened from the list of all orders")
                  .data(Map.of("element", "RUN", "n", i))));
    }
    writer.finish();
    System.out.println(out.count);
  }

  private static final class CountedBytes extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count += length;
    }
  }
}
