package dev.eventlogger.server.export;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.query.export.EventWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Writes a workbook of many events, in a process of its own, and prints its size in bytes. */
final class ManyRows {

  private ManyRows() {}

  public static void main(String[] arguments) throws IOException {
    CountedBytes out = new CountedBytes();
    EventWriter writer = new XlsxForm().writer(out, List.of(), ZoneOffset.UTC);
    int events = Integer.parseInt(arguments[0]);
    Instant start = Instant.parse("2026-03-01T00:00:00Z");
    for (int i = 0; i < events; i++) {
      writer.write(
          Event.of(
              EventDraft.named("click")
                  .createdAt(start.plusMillis(i))
                  .uid("user-" + i)
                  .message(" row " + i + " was opened from the list of all orders")
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
