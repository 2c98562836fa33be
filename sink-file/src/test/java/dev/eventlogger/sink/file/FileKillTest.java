package dev.eventlogger.sink.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.testkit.KilledSink;
import dev.eventlogger.testkit.KilledSink.Moment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** After a process is killed, the file has what was delivered, each event on its own line. */
@Timeout(3600)
final class FileKillTest {

  private static final int LOOPS = Boolean.getBoolean("eventlogger.long") ? 100 : 10;
  private static final List<Moment> MOMENTS =
      List.of(Moment.OPENING, Moment.WRITING, Moment.CLOSING);
  private static final Pattern ID = Pattern.compile("\\{\"id\":\"([0-9a-f-]{36})\".*}");

  @TempDir private Path directory;

  @Test
  void keepsEveryLineWhateverMomentItsProcessIsKilledAt() throws Exception {
    Path file = directory.resolve("events.ndjson");
    KilledSink sink = KilledSink.of(FileEventLogger.class, null, Map.of("path", file.toString()));
    for (int i = 0; i < LOOPS; i++) {
      sink.runAndKill(MOMENTS.get(i % MOMENTS.size()));
    }

    Set<String> found = new HashSet<>();
    for (String line : Files.readAllLines(file)) {
      Matcher event = ID.matcher(line);
      if (event.matches()) {
        found.add(event.group(1));
      }
    }
    assertThat(sink.delivered()).isNotEmpty();
    assertThat(found).containsAll(sink.delivered());
  }
}
