package dev.eventlogger.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimePolicyTest {

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Map<String, ?> STANDARD = Map.of("everyone", "standard");
  private static final EventDraft DEBUG = EventDraft.named("query").level(Level.DEBUG).uid("ada");

  @TempDir private Path folder;
  private Path yaml;
  private Path kept;
  private int writes;

  @BeforeEach
  void name() throws IOException {
    yaml = Files.createFile(folder.resolve("event-logger.yaml"));
    Files.setPosixFilePermissions(yaml, PosixFilePermissions.fromString("rw-r-----"));
    kept = folder.resolve("event-logger.policy.json");
    write(yaml, "EVENT_LOGGER_NAME: console\n");
  }

  @Test
  void takesTheRulesOfTheConfiguration() throws IOException {
    write(yaml, "EVENT_POLICY: {everyone: standard}\n");
    RuntimePolicy policy = open();

    assertThat(refuses(policy)).isEqualTo("EVENT_POLICY.everyone");
    assertThat(policy.state().rules()).isEqualTo(STANDARD);
    assertThat(policy.state().isChanged()).isFalse();
    assertThat(policy.state().since()).isEqualTo(NOW);
    assertThat(policy.file()).contains(kept);
  }

  @Test
  void rereadsTheConfigurationOnceItIsWritten() throws IOException {
    RuntimePolicy policy = open();
    assertThat(refuses(policy)).isNull();
    write(yaml, "EVENT_POLICY: {everyone: standard}\n");

    policy.look();
    assertThat(refuses(policy)).as("it may be half written").isNull();
    policy.look();

    assertThat(refuses(policy)).isEqualTo("EVENT_POLICY.everyone");
  }

  @Test
  void letsWhatTheHostOverrodeWinOverTheFileEachTimeItIsRead() throws IOException {
    RuntimePolicy policy =
        RuntimePolicy.of(
            EventLoggerConfig.load(yaml, Map.of()).override("EVENT_POLICY", STANDARD), CLOCK);

    write(yaml, "EVENT_POLICY: {everyone: verbose, users: {ada: verbose}}\n");
    settle(policy);

    assertThat(policy.state().rules())
        .containsEntry("everyone", "standard")
        .containsEntry("users", Map.of("ada", "verbose"));
  }

  @Test
  void readsNoFileThatIsStillBeingWritten() throws IOException {
    write(yaml, "EVENT_POLICY: {everyone: standard}\n");
    RuntimePolicy policy = open();
    write(yaml, "");
    policy.look();
    write(yaml, "EVENT_POLICY: {everyone: standard, users: {ada: verbose}}\n");
    policy.look();

    assertThat(policy.state().rules()).isEqualTo(STANDARD);
    policy.look();
    assertThat(refuses(policy)).isNull();
    assertThat(policy.state().rules()).containsKey("users");
  }

  @Test
  void noticesWhatWasWrittenBetweenReadingAndOpening() throws IOException {
    EventLoggerConfig config = EventLoggerConfig.load(yaml, Map.of());
    write(yaml, "EVENT_POLICY: {everyone: standard}\n");
    RuntimePolicy policy = RuntimePolicy.of(config, CLOCK);

    policy.look();
    policy.look();

    assertThat(refuses(policy)).isEqualTo("EVENT_POLICY.everyone");
  }

  @Test
  void keepsWhatWasInForceWhereTheConfigurationIsWrongOrGone() throws IOException {
    write(yaml, "EVENT_POLICY: {everyone: standard}\n");
    RuntimePolicy policy = open();

    write(yaml, "EVENT_POLICY: {everyone: loud}\n");
    settle(policy);
    assertThat(refuses(policy)).isEqualTo("EVENT_POLICY.everyone");
    Files.delete(yaml);
    settle(policy);

    assertThat(refuses(policy)).isEqualTo("EVENT_POLICY.everyone");
  }

  @Test
  void changesAtOnceForAllOfTheConfigurationAndForLater() throws IOException {
    RuntimePolicy policy = open();
    RuntimePolicy other = open();

    policy.change(STANDARD);

    assertThat(refuses(policy)).isEqualTo("EVENT_POLICY.everyone");
    assertThat(policy.state().isChanged()).isTrue();
    settle(other);
    assertThat(refuses(other)).isEqualTo("EVENT_POLICY.everyone");
    assertThat(other.state().isChanged()).isTrue();
    assertThat(open().state().rules()).isEqualTo(STANDARD);
    assertThat(Files.getPosixFilePermissions(kept))
        .as("its readers are those of the configuration")
        .isEqualTo(Files.getPosixFilePermissions(yaml));
  }

  @Test
  void keepsRulesWhereALinkLeads() throws IOException {
    Path meant = folder.resolve("rules.json");
    Files.createSymbolicLink(kept, Path.of("rules.json"));
    RuntimePolicy policy = open();

    policy.change(STANDARD);
    assertThat(meant).isRegularFile();
    assertThat(kept).isSymbolicLink();
    assertThat(open().state().rules()).isEqualTo(STANDARD);
    policy.reset();

    assertThat(meant).doesNotExist();
    assertThat(kept).isSymbolicLink();
    assertThat(open().state().isChanged()).isFalse();
  }

  @Test
  void goesBackToTheConfiguration() throws IOException {
    RuntimePolicy policy = open();
    RuntimePolicy other = open();
    policy.change(STANDARD);
    settle(other);

    policy.reset();
    settle(other);

    assertThat(kept).doesNotExist();
    for (RuntimePolicy each : new RuntimePolicy[] {policy, other, open()}) {
      assertThat(refuses(each)).isNull();
      assertThat(each.state().isChanged()).isFalse();
    }
  }

  @Test
  void letsWhatWasPutInPlaceWinOverTheConfiguration() throws IOException {
    RuntimePolicy policy = open();
    policy.change(Map.of("users", Map.of("ada", Map.of("capture", "verbose"))));
    write(yaml, "EVENT_POLICY: {everyone: standard}\n");
    settle(policy);
    assertThat(refuses(policy)).isNull();

    policy.reset();

    assertThat(refuses(policy)).isEqualTo("EVENT_POLICY.everyone");
  }

  @Test
  void takesNoRulesThatAreWrong() throws IOException {
    RuntimePolicy policy = open();

    assertThatThrownBy(() -> policy.change(Map.of("everyone", "loud", "usres", Map.of())))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("EVENT_POLICY.everyone: must be standard or verbose")
        .hasMessageContaining("EVENT_POLICY.usres");
    assertThatThrownBy(() -> policy.change(Map.of("file", "elsewhere")))
        .hasMessage("EVENT_POLICY.file: stands in the configuration alone; remove it");
    assertThatThrownBy(
            () -> policy.change(Map.of("users", Map.of("u".repeat(1_100_000), "verbose"))))
        .hasMessage("EVENT_POLICY: may have at most 1 MiB as JSON");
    assertThat(kept).doesNotExist();
    assertThat(policy.state().isChanged()).isFalse();
  }

  @Test
  void replacesNoPlaceholdersInWhatIsPutInPlace() throws IOException {
    RuntimePolicy policy = open();

    policy.change(Map.of("users", Map.of("${HOME}", "verbose")));

    assertThat(policy.state().rules()).isEqualTo(Map.of("users", Map.of("${HOME}", "verbose")));
    assertThat(open().state().rules()).isEqualTo(policy.state().rules());
  }

  @Test
  void saysWhatIsWrongWithTheFileOfRules() throws IOException {
    write(kept, "{\"everyone\": \"loud\"}");
    assertThatThrownBy(this::open)
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(kept + ": EVENT_POLICY.everyone: must be standard or verbose");
    write(kept, "{\"everyone\": ");
    assertThatThrownBy(this::open).hasMessageStartingWith(kept + ": is no JSON: ");
    write(kept, "[]");
    assertThatThrownBy(this::open)
        .hasMessage(kept + ": must be an object of JSON, as EVENT_POLICY");
  }

  @Test
  void followsNoFileOfRulesThatIsWrong() throws IOException {
    RuntimePolicy policy = open();
    policy.change(STANDARD);
    write(kept, "{\"everyone\": \"loud\"}");
    settle(policy);

    assertThat(policy.state().rules()).isEqualTo(STANDARD);
    assertThat(refuses(policy)).isEqualTo("EVENT_POLICY.everyone");
  }

  @Test
  void goesOnAfterTheHostFailedAtIt() throws IOException {
    RuntimePolicy policy = open();
    Logger logger = Logger.getLogger("dev.eventlogger.policy");
    Handler failing = new FailingHandler();
    logger.addHandler(failing);
    try {
      write(yaml, "EVENT_POLICY: {everyone: standard}\n");
      settle(policy);
    } finally {
      logger.removeHandler(failing);
    }
    write(yaml, "EVENT_POLICY: {users: {ada: verbose}}\n");
    settle(policy);

    assertThat(policy.state().rules()).containsOnlyKeys("users");
  }

  /** A log handler of the application that fails because a class is missing. */
  private static final class FailingHandler extends Handler {
    @Override
    public void publish(LogRecord record) {
      if (record.getLevel().equals(java.util.logging.Level.INFO)) {
        throw new ServiceConfigurationError("no such appender");
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void keepsChangesWhereItIsTold() throws IOException {
    Path elsewhere = folder.resolve("rules.json");
    Map<String, ?> values =
        Map.of("EVENT_POLICY", Map.of("everyone", "verbose", "file", elsewhere.toString()));
    RuntimePolicy policy = RuntimePolicy.of(EventLoggerConfig.of(values), CLOCK);
    assertThat(policy.state().rules()).isEqualTo(Map.of("everyone", "verbose"));

    policy.change(STANDARD);

    assertThat(elsewhere).hasContent("{\"everyone\":\"standard\"}");
    assertThat(RuntimePolicy.of(EventLoggerConfig.of(values), CLOCK).state().rules())
        .isEqualTo(STANDARD);
  }

  @Test
  void hasNoPlaceForChangesWithoutAFile() {
    RuntimePolicy policy = RuntimePolicy.of(EventLoggerConfig.of(Map.of()), CLOCK);

    assertThat(policy.file()).isEmpty();
    assertThat(policy.hasFiles()).isFalse();
    assertThatThrownBy(() -> policy.change(STANDARD))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("EVENT_POLICY.file");
    assertThatThrownBy(policy::reset).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void changesNothingThatCannotBeKept() throws IOException {
    RuntimePolicy policy = open();
    Files.createDirectory(kept);
    Files.createFile(kept.resolve("full"));
    assertThatThrownBy(() -> policy.change(STANDARD)).isInstanceOf(IOException.class);
    assertThat(policy.state().isChanged()).isFalse();
    assertThat(refuses(policy)).isNull();
  }

  private RuntimePolicy open() {
    return RuntimePolicy.of(EventLoggerConfig.load(yaml, Map.of()), CLOCK);
  }

  private static void settle(RuntimePolicy policy) {
    policy.look();
    policy.look();
  }

  private static String refuses(RuntimePolicy policy) {
    return policy.current().get().refuses(DEBUG, Map.of());
  }

  /** Writes with a new time each time, however coarse the file system's clock is. */
  private void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    writes++;
    Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(writes)));
  }
}
