package dev.eventlogger.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.seal.SealBatch;
import dev.eventlogger.seal.SealWriter;
import dev.eventlogger.sink.db.DbEventLogger;
import dev.eventlogger.sink.db.DbEventStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A process that puts many sealed events into H2, or verifies them. */
final class ManyEvents {

  private static final int BATCH = 4_000;

  private static long mostHeap;

  private ManyEvents() {}

  /** Takes {@code fill} or {@code verify}, the folder, and how many events. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    int events = Integer.parseInt(args[2]);
    if (args[0].equals("fill")) {
      fill(folder, events);
    } else {
      verify(folder, events);
    }
  }

  private static Section settings(Path folder) {
    return Section.of("audit", Map.of("url", "jdbc:h2:file:" + folder.resolve("events")));
  }

  private static void fill(Path folder, int count) throws Exception {
    SealedEvents sealed = new SealedEvents(folder.resolve("audit/seal"));
    DbEventLogger sink = new DbEventLogger();
    sink.open(settings(folder));
    long from = Instant.now().plusSeconds(60).toEpochMilli();
    try (SealWriter writer =
        SealWriter.open(sealed.folder, FileMode.PRIVATE, SealedEvents.ORIGIN)) {
      writer.beginEpoch(sealed.operator, null, 0, new byte[0]);
      for (int done = 0; done < count; done += BATCH) {
        List<Event> batch = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
          batch.add(sealed.event(from + done + i));
        }
        assertThat(sink.log(batch).rejected()).isEmpty();
        seal(writer, batch);
        writer.syncFiles();
      }
    }
    sink.close();
  }

  private static void seal(SealWriter writer, List<Event> events) throws IOException {
    SealBatch batch = writer.batch();
    for (Event event : events) {
      batch.add(event.id(), event::writeTo);
    }
    byte[] unused = writer.commit(batch, new byte[0]);
  }

  private static void verify(Path folder, int count) throws Exception {
    SealedKey key = SealedKey.of(folder.resolve("audit/seal"));
    DbEventStore store = new DbEventStore();
    store.open(settings(folder));
    long begun = System.nanoTime();
    Verdict verdict =
        new Verification(store, key.trust(), read -> lookAtHeap(), SealedEvents.LATER)
            .of(key.folder(), List.of())
            .run(null, null);
    double seconds = (System.nanoTime() - begun) / 1e9;
    store.close();
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.count(Verdict.Kind.INTACT, 0)).isEqualTo(count);
    System.out.printf(
        Locale.ROOT,
        "verify of %,d events in H2: %.1f s, %.1f s of CPU for all of the process; heap %,d MB at"
            + " the most, of %,d MB%n",
        count,
        seconds,
        process.getProcessCpuTime() / 1e9,
        mostHeap >> 20,
        Runtime.getRuntime().maxMemory() >> 20);
  }

  private static void lookAtHeap() {
    Runtime runtime = Runtime.getRuntime();
    mostHeap = Math.max(mostHeap, runtime.totalMemory() - runtime.freeMemory());
  }
}
