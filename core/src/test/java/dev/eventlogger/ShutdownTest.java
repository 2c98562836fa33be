package dev.eventlogger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that is ended by SIGTERM while a shutdown hook of its server still answers requests. */
@Timeout(300)
@DisabledOnOs(OS.WINDOWS) // has no SIGTERM
class ShutdownTest {

  @TempDir Path folder;

  @Test
  void deliversWhatRequestsLogWhileTheServerShutsDown() throws Exception {
    String said = terminated("hook", 3_000);

    assertThat(delivered()).isEqualTo(logged()).isGreaterThan(50);
    assertThat(said).doesNotContain("after the event logger was closed");
  }

  @Test
  void saysHowManyEventsCameAfterClosingAndWhatToDo() throws Exception {
    String said = terminated("hook", 14_000);

    long late = logged() - delivered();
    assertThat(late).isPositive();
    assertThat(said)
        .containsPattern(
            "\\d+ events were logged after the event logger was closed, and dropped; close it after"
                + " all that logs")
        .contains("closeOnShutdown(false)");
  }

  @Test
  void losesNothingWhereTheServerClosesItHoweverLongThatTakes() throws Exception {
    String said = terminated("server", 14_000);

    assertThat(delivered()).isEqualTo(logged()).isGreaterThan(200);
    assertThat(said).doesNotContain("after the event logger was closed");
  }

  private long delivered() throws IOException {
    return Files.readAllLines(folder.resolve("delivered")).size();
  }

  private long logged() throws IOException {
    return Long.parseLong(Files.readString(folder.resolve("logged")));
  }

  /** The output of the terminated process. */
  private String terminated(String who, int millis) throws Exception {
    Path output = folder.resolve("output");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Server.class.getName(),
                folder.toString(),
                who,
                Integer.toString(millis))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      while (!Files.exists(folder.resolve("ready"))) {
        assertThat(child.isAlive()).as(() -> read(output)).isTrue();
        Thread.sleep(20);
      }
      child.destroy(); // SIGTERM
      assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      child.destroyForcibly();
    }
    return Files.readString(output);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** A server that answers requests until it is told to end, and then finishes those under way. */
  static final class Server {

    public static void main(String[] args) throws Exception {
      Path folder = Path.of(args[0]);
      boolean closesItself = args[1].equals("server");
      Duration drain = Duration.ofMillis(Long.parseLong(args[2]));
      EventLogger events =
          EventLogger.builder()
              .config(EventLoggerConfig.parse("test.yaml", "EVENT_LOGGER_NAME: lines", Map.of()))
              .catalog(SinkCatalog.of(List.of()))
              .sinks(new Lines(folder.resolve("delivered")))
              .closeOnShutdown(!closesItself)
              .open();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    long begun = System.nanoTime();
                    long logged = 0;
                    while (System.nanoTime() - begun < drain.toNanos()) {
                      events.log("1", EventType.API, Map.of("n", logged++));
                      pause(50);
                    }
                    if (closesItself) {
                      events.close();
                    }
                    write(folder.resolve("logged"), Long.toString(logged));
                  }));
      write(folder.resolve("ready"), "");
      pause(600_000);
    }

    private static void write(Path file, String text) {
      try {
        Files.writeString(file, text);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    private static void pause(long millis) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Appends a line for each event. */
  static final class Lines extends BaseEventLogger {

    private final Path file;

    Lines(Path file) {
      this.file = file;
    }

    @Override
    public String loggerName() {
      return "lines";
    }

    @Override
    public void open(SinkConfig config) throws IOException {
      Files.createFile(file);
    }

    @Override
    public DeliveryResult log(List<Event> batch) throws IOException {
      Files.write(
          file,
          batch.stream().map(Event::toJson).toList(),
          java.nio.file.StandardOpenOption.APPEND);
      return DeliveryResult.DELIVERED;
    }
  }
}
