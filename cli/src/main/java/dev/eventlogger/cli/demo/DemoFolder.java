package dev.eventlogger.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.JsonText;
import dev.eventlogger.journal.file.ExclusiveLock;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.journal.file.LockedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a demonstration: the configuration, the database, and a note of what it holds and
 * whether that is complete. Removes nothing that it did not create. For one thread.
 */
public final class DemoFolder {

  private static final String NOTE = "demo.properties";
  private static final String SCHEMA = "function-call.yaml";
  private static final String LOCK = "demo.lock";
  private static final String JOURNAL = "journal";
  private static final String SCHEMAS = "schemas";
  private static final String PLAN = "plan";
  private static final String UNTIL = "until";
  private static final String WHOLE = "whole";
  private static final Set<String> NOTED = Set.of(PLAN, UNTIL, WHOLE);
  private static final List<String> MADE =
      List.of(
          "events.mv.db",
          "events.trace.db",
          "event-logger.yaml",
          "event-logger.policy.json",
          "event-logger.policy.json.lock",
          "server.secret",
          "server.secret.lock");

  private final Path folder;

  public DemoFolder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Reserves the folder for one demonstration at a time, which may be recreating it.
   *
   * @return to be closed at the end
   * @throws LockedException if another one has it
   * @throws IllegalArgumentException if it holds anything else, which is left alone
   */
  public AutoCloseable take() throws IOException {
    String other = somethingElse();
    if (other != null) {
      throw new IllegalArgumentException(
          folder + " is no folder of a demonstration (" + other + "); name another one");
    }
    Files.createDirectories(folder);
    return ExclusiveLock.take(folder.resolve(LOCK), FileMode.PRIVATE);
  }

  /** Returns the configuration to log, read and serve its events with. */
  public Path config() {
    return folder.resolve("event-logger.yaml");
  }

  /** Returns what the folder holds; empty unless that is complete. */
  public Optional<String> content() throws IOException {
    Properties note = note();
    return Boolean.parseBoolean(note.getProperty(WHOLE))
        ? Optional.of(note.getProperty(PLAN) + ", until " + note.getProperty(UNTIL))
        : Optional.empty();
  }

  /**
   * Whether what the folder holds was made from the same plan.
   *
   * @param alsoUntil whether the end must be the same, too
   */
  public boolean isOf(DemoPlan plan, boolean alsoUntil) throws IOException {
    Properties note = note();
    return Objects.equals(note.getProperty(PLAN), words(plan))
        && (!alsoUntil || Objects.equals(note.getProperty(UNTIL), plan.until().toString()));
  }

  /** Removes the previous demonstration, and notes that another one begins. */
  public void begin(DemoPlan plan) throws IOException {
    note(plan, false);
    clear();
    writeConfig();
  }

  /** Notes that the demonstration is complete. */
  public void finish(DemoPlan plan) throws IOException {
    note(plan, true);
  }

  /** Writes the configuration, which contains the folder's current path. */
  public void writeConfig() throws IOException {
    Path schemas = Files.createDirectories(folder.resolve(SCHEMAS));
    try (InputStream schema =
        Objects.requireNonNull(DemoFolder.class.getResourceAsStream(SCHEMA), SCHEMA)) {
      Files.write(schemas.resolve(SCHEMA), schema.readAllBytes());
    }
    Files.writeString(config(), yaml(), UTF_8);
  }

  private String yaml() {
    return String.join(
        "\n",
        "# Made by event-logger demo, which writes it anew at each start.",
        "EVENT_LOGGER_NAME: db",
        "EVENT_LOGGERS: {db: {url: " + quoted("jdbc:h2:file:" + folder.resolve("events")) + "}}",
        "EVENT_DELIVERY: {directory: " + quoted(folder.resolve(JOURNAL)) + ", linger: 200ms}",
        "EVENT_SCHEMAS: {path: " + quoted(folder.resolve(SCHEMAS)) + "}",
        "EVENT_SERVER: {secret_file: " + quoted(folder.resolve("server.secret")) + "}",
        "");
  }

  /** Every JSON text is also YAML. */
  private static String quoted(Object text) {
    return JsonText.of(text.toString());
  }

  /** What the folder holds that no demonstration made; null if nothing. */
  private @Nullable String somethingElse() throws IOException {
    if (!Files.exists(folder)) {
      return null;
    }
    if (!Files.isDirectory(folder)) {
      return "it is a file";
    }
    List<String> names;
    try (Stream<Path> files = Files.list(folder)) {
      names = files.map(file -> file.getFileName().toString()).sorted().toList();
    }
    if (!names.contains(NOTE)) {
      return names.isEmpty() || names.equals(List.of(LOCK)) ? null : "it is not empty";
    }
    return note().stringPropertyNames().equals(NOTED) ? null : NOTE + " is another program's";
  }

  private void clear() throws IOException {
    for (String file : MADE) {
      Files.deleteIfExists(folder.resolve(file));
    }
    clear(folder.resolve(JOURNAL));
  }

  private static void clear(Path whole) throws IOException {
    if (!Files.isDirectory(whole)) {
      return;
    }
    try (Stream<Path> files = Files.walk(whole)) {
      for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Properties note() throws IOException {
    Properties note = new Properties();
    Path file = folder.resolve(NOTE);
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
        note.load(reader);
      }
    }
    return note;
  }

  private void note(DemoPlan plan, boolean isWhole) throws IOException {
    Properties note = new Properties();
    note.putAll(
        Map.of(PLAN, words(plan), UNTIL, plan.until().toString(), WHOLE, String.valueOf(isWhole)));
    try (Writer writer = Files.newBufferedWriter(folder.resolve(NOTE), UTF_8)) {
      note.store(writer, "What event-logger demo made here");
    }
  }

  private static String words(DemoPlan plan) {
    return plan.events() + " events of " + plan.days() + " days, seed " + plan.seed();
  }
}
