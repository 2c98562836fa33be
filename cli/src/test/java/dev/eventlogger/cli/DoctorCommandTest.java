package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkConfig;
import dev.eventlogger.spi.SinkException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DoctorCommandTest {

  @TempDir private Path folder;
  private Path config;
  private Path journals;

  @BeforeEach
  void setUp() throws IOException {
    journals = folder.resolve("journals");
    config =
        new Workplace(folder)
            .config(
                "EVENT_LOGGER_NAME: db",
                "EVENT_LOGGERS: {db: {logger: strange}}",
                "EVENT_DELIVERY: {directory: '" + journals + "', segment_bytes: 8388608,",
                "  linger: 1ms, close_timeout: 100ms, call_timeout: 50ms,",
                "  dead_letters: '" + folder.resolve("letters") + "'}");
  }

  /** A sink that behaves as a test wants. */
  private static class Strange extends BaseEventLogger {
    @Override
    public String loggerName() {
      return "strange";
    }

    @Override
    public void open(SinkConfig settings) {}

    @Override
    public DeliveryResult log(List<Event> batch) throws Exception {
      return DeliveryResult.DELIVERED;
    }
  }

  /** Fails with a message that may be shown, and a cause that may not. */
  private static final class Down extends Strange {
    @Override
    public DeliveryResult log(List<Event> batch) throws SinkException {
      throw SinkException.unavailable(
          "no answer from https://me:s3cr@example.org for " + batch.size() + " events",
          new IllegalStateException("s3cr of " + batch.get(0).toJson()));
    }
  }

  @Test
  void looksIntoTheOutbox() throws Exception {
    String url = "jdbc:h2:file:" + folder.resolve("app");
    Path yaml = folder.resolve("outbox.yaml");
    Files.write(
        yaml,
        List.of(
            "EVENT_LOGGER_NAME: db",
            "EVENT_LOGGERS: {db: {logger: strange}}",
            "EVENT_REPORTS: {every: 0s}",
            "EVENT_OUTBOX: {url: '" + url + "'}"));
    EventLogger events = EventLogger.open(EventLoggerConfig.load(yaml), new Strange());
    events.close();
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.setAutoCommit(false);
      events.in(connection).log("1", EventType.CLICK, Map.of());
      connection.createStatement().execute("UPDATE \"event_outbox\" SET logs = 'gone'");
      events.in(connection).log("2", EventType.CLICK, Map.of());
      connection.commit();
    }

    CommandRun run = CommandRun.of("doctor", "--config", yaml.toString());
    CommandRun impatient =
        CommandRun.of(
            "doctor", "--patience", "0s", "--format", "json", "--config", yaml.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("outbox\n  waiting 2, since 20");
    assertThat(run.out()).contains("! for logs that are not configured: 1\n");
    JsonNode json = new ObjectMapper().readTree(impatient.out());
    assertThat(json.at("/outbox/waiting").asInt()).isEqualTo(2);
    assertThat(json.at("/outbox/unclaimed").asInt()).isEqualTo(1);
    assertThat(json.at("/needs_person").toString()).contains("outbox: waiting 2, since 20");
  }

  @Test
  void findsNothingWhereAllIsDelivered() throws IOException {
    log(new Strange(), 2);

    CommandRun run = doctor();

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.outLines().get(0)).isEqualTo("db");
    assertThat(run.outLines().get(1)).matches("  journal .*/journals/db, open in no process, 0 B");
    assertThat(run.outLines().get(2))
        .isEqualTo("  taken 2: delivered 2, dead 0, pending 0, lost 0");
    assertThat(run.outLines().get(4)).matches("  .* free on its disk");
    assertThat(run.outLines()).last().isEqualTo("all is well");
  }

  @Test
  void saysWhatIsPendingAndWhyOfAnApplicationThatIsAtWork() throws Exception {
    try (EventLogger events = open(new Down())) {
      events.log("u-s3cr", EventType.CLICK, Map.of("k", "v-s3cr"));
      CommandRun run = doctor("--patience", "0s");
      while (!run.out().contains("failing since")) {
        Thread.sleep(20);
        run = doctor("--patience", "0s");
      }

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out())
          .contains("open in process " + ProcessHandle.current().pid())
          .contains("  taken 1: delivered 0, dead 0, pending 1, lost 0")
          .containsPattern("! pending since \\d{4}-")
          .containsPattern("! failing since \\d{4}-\\S+: SinkException.UNAVAILABLE: no answer from")
          .contains("https://…@example.org for 1 events; caused by java.lang.IllegalStateException")
          .contains("needs a person: 2")
          .doesNotContain("s3cr");
      CommandRun patient = doctor("--patience", "1h");
      assertThat(patient.exitCode()).isZero();
      assertThat(patient.out())
          .contains("  pending since")
          .contains("  failing since")
          .endsWith("nothing needs a person yet; not known to be well: 1\n");
    }
  }

  @Test
  void saysSoStillWhenTheApplicationIsGone() throws IOException {
    log(new Down(), 1);

    CommandRun run = doctor("--patience", "0s", "--format", "json");

    JsonNode json = new ObjectMapper().readTree(run.out());
    JsonNode log = json.at("/logs/db");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(json.at("/needs_person")).hasSize(2);
    assertThat(log.at("/open").asBoolean()).isFalse();
    assertThat(log.at("/pending").asInt()).isEqualTo(1);
    assertThat(log.at("/pending_since").asText()).startsWith("20");
    assertThat(log.at("/failures").asInt()).isPositive();
    assertThat(log.at("/failing/reason").asText()).startsWith("SinkException.UNAVAILABLE");
    assertThat(json.at("/folders").get(journals.toString()).at("/free").asLong()).isPositive();
    assertThat(run.out()).doesNotContain("s3cr");
  }

  @Test
  void saysWhatOnlyAPersonCanChangeAtOnce() throws IOException {
    log(
        new Strange() {
          @Override
          public DeliveryResult log(List<Event> batch) throws SinkException {
            throw SinkException.misconfigured("the password is wrong", null);
          }
        },
        1);

    CommandRun run = doctor();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern("! failing since .*: SinkException.MISCONFIGURED: the password is wrong");
  }

  @Test
  void saysThatACallIsStuck() throws Exception {
    Strange stuck =
        new Strange() {
          @Override
          public DeliveryResult log(List<Event> batch) {
            boolean done = false;
            while (!done) {
              done = sleep();
            }
            return DeliveryResult.DELIVERED;
          }

          private boolean sleep() {
            try {
              Thread.sleep(60_000);
              return true;
            } catch (InterruptedException e) {
              return false;
            }
          }
        };
    try (EventLogger events = open(stuck)) {
      events.log("42", EventType.CLICK, Map.of());
      CommandRun run = doctor();
      while (run.exitCode() == 0) {
        Thread.sleep(20);
        run = doctor();
      }

      assertThat(run.out()).containsPattern("! a call of its sink is stuck since \\d{4}-");
    }
  }

  @Test
  void saysWhatWasDroppedUntilThatIsLongAgo() throws IOException {
    EventLogger events = open(new Strange());
    events.close();
    events.log("42", EventType.CLICK, Map.of());
    // The drop came after closing, so that nobody recorded it; these notes do.
    Files.writeString(
        journals.resolve("db/notes"),
        "{\"dropped\":{\"QUEUE_FULL\":5},\"last_drop\":\"" + java.time.Instant.now() + "\"}");

    CommandRun run = doctor();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).containsPattern("! dropped 5 \\(queue-full: 5\\), the last at \\d{4}-");
    assertThat(doctor("--since", "0s").exitCode()).isZero();
  }

  @Test
  void saysWhatIsDeadDamagedOrForgotten() throws IOException {
    log(new Down(), 3);
    Path segment;
    try (Stream<Path> files = Files.list(journals.resolve("db"))) {
      segment = files.filter(path -> path.toString().endsWith(".seg")).findFirst().orElseThrow();
    }
    Files.createDirectories(journals.resolve("old"));
    Files.copy(segment, journals.resolve("old").resolve(segment.getFileName()));
    byte[] bytes = Files.readAllBytes(segment);
    bytes[100] ^= 1;
    Files.write(segment, bytes);
    Path quarantine = Files.createDirectory(journals.resolve("db/quarantine"));
    Files.write(quarantine.resolve("0000000001.seg"), bytes);
    Files.createDirectory(folder.resolve("letters"));
    Files.writeString(
        folder.resolve("letters/db.ndjson"),
        "{\"log\":\"db\",\"reason\":\"r\",\"attempts\":1,\"first_at\":\"2026-11-21T05:14:50Z\","
            + "\"last_at\":\"2026-11-21T05:14:50Z\",\"event\":"
            + "{\"id\":\"0193aaaa-0000-7000-8000-000000000002\","
            + "\"created_at\":\"2026-11-21T05:14:50Z\",\"name\":\"s3cr\"}}\nno letter s3cr\n");

    CommandRun run = doctor("--patience", "1d");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("! some of the journal is damaged: see journal check " + journals.resolve("db"))
        .contains("! damaged files that are kept: 1 in " + quarantine)
        .contains("! dead letters of db: 1; see dead-letters list, and replay")
        .contains("! lines of db that are no dead letters: 1")
        .contains(
            "! "
                + journals.resolve("old")
                + ": no log of that name is configured, and at least 1 events wait in it")
        .contains("needs a person: 5")
        .doesNotContain("s3cr");
  }

  @Test
  void knowsNothingOfALogInMemoryNorOfOneThatNeverRan() throws IOException {
    CommandRun never = doctor();
    config = new Workplace(folder).config("EVENT_LOGGER_NAME: console");
    CommandRun memory = doctor();

    assertThat(never.exitCode()).isEqualTo(1);
    assertThat(never.out())
        .contains("! journal " + journals + "/db: there is no such folder; it was removed, or no")
        .endsWith("needs a person: 1\n");
    assertThat(memory.exitCode()).isZero();
    assertThat(memory.outLines())
        .containsExactly(
            "console",
            "  in memory: what waits is known to the application alone",
            "nothing needs a person yet; not known to be well: 1");
  }

  @Test
  void noticesThatTheFolderOfAJournalIsGone() throws Exception {
    log(new Strange(), 1);
    try (Stream<Path> files = Files.walk(journals.resolve("db"))) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }

    CommandRun run = doctor();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("! journal " + journals + "/db: there is no such folder");
  }

  @Test
  void triesWhetherFilesCanBeMade() throws IOException {
    log(new Strange(), 1);
    // A folder of the kernel, in which nobody can create a file, not even root.
    Path full = Path.of("/proc/self");
    assumeTrue(Files.isDirectory(full), "there is no such folder here");
    Findings findings = new Findings("folder");

    new FolderTrial(full, findings).run();

    assertThat(findings.troubles())
        .singleElement()
        .asString()
        .contains("no file can be made in it");
    assertThat(doctor().exitCode()).isZero();
    try (Stream<Path> left = Files.list(journals)) {
      assertThat(left).containsExactly(journals.resolve("db"));
    }
  }

  @Test
  void cannotStartWithAMistakeInTheConfigurationOrItsOptions() throws IOException {
    CommandRun time = doctor("--patience", "soon");
    config = new Workplace(folder).config("EVENT_DELIVERY: {batch_size: many}");
    CommandRun mistake = doctor();

    assertThat(time.exitCode()).isEqualTo(2);
    assertThat(time.err())
        .contains("must be a duration with its unit (ms, s, m, h or d), such as 10s, not \"soon\"");
    assertThat(mistake.exitCode()).isEqualTo(2);
    assertThat(mistake.err()).contains("EVENT_DELIVERY.batch_size: must be a whole number");
  }

  private CommandRun doctor(String... options) {
    Object[] words = Stream.concat(Stream.of("doctor", "-c", config), Stream.of(options)).toArray();
    return CommandRun.of(words);
  }

  private void log(Strange sink, int events) {
    try (EventLogger logger = open(sink)) {
      for (int i = 0; i < events; i++) {
        assertThat(logger.log("u-s3cr", EventType.CLICK, Map.of("k", "v-s3cr")).isAccepted())
            .isTrue();
      }
    }
  }

  private EventLogger open(Strange sink) {
    return EventLogger.open(EventLoggerConfig.load(config), sink);
  }
}
