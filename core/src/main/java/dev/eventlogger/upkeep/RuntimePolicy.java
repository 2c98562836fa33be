package dev.eventlogger.upkeep;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.intake.policy.CurrentPolicy;
import dev.eventlogger.intake.policy.Policy;
import dev.eventlogger.journal.file.FileStamp;
import dev.eventlogger.journal.file.PrivateFile;
import dev.eventlogger.spi.FailureWords;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted while an event logger runs. Holds the rules of {@code EVENT_POLICY},
 * reread when its file changes, or rules that replace them. Those are kept in a JSON file beside
 * the configuration's, and all event loggers with this configuration adopt them, within about two
 * seconds. Thread-safe.
 *
 * <p>A file that is gone or wrong changes nothing and is reported once. The exception is a file of
 * replacing rules that is gone: then {@code EVENT_POLICY} is in force again.
 */
public final class RuntimePolicy {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.policy");

  private static final int MOST_WARNINGS = 20;

  private final EventLoggerConfig config;
  private final Clock clock;
  private final @Nullable WatchedFile configuration;
  private final @Nullable WatchedFile changes;
  private final CurrentPolicy current;
  private final Set<String> reported = new HashSet<>();
  private PolicyRules configured;
  private volatile State state;

  /**
   * The rules in force.
   *
   * @param rules in the form of {@code EVENT_POLICY}
   * @param isChanged whether they replace those of {@code EVENT_POLICY}
   * @param since when they came into force
   */
  public record State(Map<String, @Nullable Object> rules, boolean isChanged, Instant since) {}

  private RuntimePolicy(EventLoggerConfig config, Clock clock) throws IOException {
    this.config = config;
    this.clock = clock;
    configuration =
        config.file().map(file -> new WatchedFile(file, config.stamp().orElse(null))).orElse(null);
    configured = PolicyRules.of(config);
    Path file = file(config, configured);
    // Stamped before it is read, so that what is written meanwhile is read again.
    FileStamp stamp = file == null ? null : FileStamp.find(file).orElse(null);
    changes = file == null ? null : new WatchedFile(file, stamp);
    PolicyRules changed = file == null || stamp == null ? null : changed(file);
    PolicyRules rules = changed == null ? configured : changed;
    state = new State(rules.written(), changed != null, clock.instant());
    current = new CurrentPolicy(new Policy(rules.settings(), clock));
  }

  /**
   * Starts with the rules of a configuration, or with those that replaced them earlier.
   *
   * @throws ConfigException for all that is wrong with them
   */
  public static RuntimePolicy of(EventLoggerConfig config, Clock clock) {
    try {
      return new RuntimePolicy(config, clock);
    } catch (IOException e) {
      throw new ConfigException(
          List.of(config.policy().place() + ".file: cannot be looked for: " + e.getMessage()));
    }
  }

  /**
   * Null for a file that we may not read: an application must start, whoever has changed its rules.
   */
  private @Nullable PolicyRules changed(Path file) {
    if (Files.isReadable(file)) {
      return PolicyRules.read(file);
    }
    warnOnce(
        file
            + ": may not be read, so that EVENT_POLICY is in force and not what was put in its"
            + " place; let its readers be those of the configuration");
    return null;
  }

  private static @Nullable Path file(EventLoggerConfig config, PolicyRules configured) {
    Path named = configured.settings().file();
    return named != null ? named : config.file().map(RuntimePolicy::beside).orElse(null);
  }

  private static Path beside(Path configuration) {
    String name = String.valueOf(configuration.getFileName());
    int dot = name.lastIndexOf('.');
    return configuration.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".policy.json");
  }

  /** A holder of the policy in force, which changes. */
  public CurrentPolicy current() {
    return current;
  }

  /** The rules in force now. */
  public State state() {
    return state;
  }

  /**
   * The file of replacing rules; empty if there is no place for one, so that rules cannot change.
   */
  public Optional<Path> file() {
    return Optional.ofNullable(changes).map(WatchedFile::path);
  }

  /**
   * Replaces the rules of {@code EVENT_POLICY}. Takes effect here at once, and soon in all event
   * loggers with this configuration. The new rules hold until {@link #reset}, even after a restart.
   * If their file is created, the same users may read it as the configuration's.
   *
   * @param rules as in {@code EVENT_POLICY}, with times as text; all of them, not only what differs
   * @return the rules in force afterwards
   * @throws ConfigException for all that is wrong with them; then nothing has changed
   * @throws IllegalStateException if there is no place to keep them
   * @throws IOException if they cannot be kept
   */
  public synchronized State change(Map<String, ?> rules) throws IOException {
    PolicyRules checked = PolicyRules.of(rules);
    WatchedFile kept = place();
    PrivateFile file = new PrivateFile(kept.path());
    file.whileAlone(
        () -> {
          file.write(checked.toJson(), config.file().orElse(null));
          kept.isKnown();
        });
    return use(checked, true);
  }

  /**
   * Puts the rules of {@code EVENT_POLICY} into force again.
   *
   * @return the rules in force afterwards
   * @throws IllegalStateException if there is no place for replacing rules
   * @throws IOException if the kept rules cannot be removed
   */
  public synchronized State reset() throws IOException {
    WatchedFile kept = place();
    PrivateFile file = new PrivateFile(kept.path());
    file.whileAlone(
        () -> {
          file.delete();
          kept.isKnown();
        });
    return use(configured, false);
  }

  private WatchedFile place() {
    if (changes == null) {
      throw new IllegalStateException(
          "the rules cannot be changed, since this configuration is no file; name a file to keep"
              + " them in with EVENT_POLICY.file");
    }
    return changes;
  }

  private State use(PolicyRules rules, boolean isChanged) {
    State next = new State(rules.written(), isChanged, clock.instant());
    state = next;
    current.set(new Policy(rules.settings(), clock));
    return next;
  }

  /** Whether there are files to watch. */
  boolean hasFiles() {
    return configuration != null || changes != null;
  }

  /** Checks whether files have changed, and adopts their rules. Never throws. */
  synchronized void look() {
    look(configuration, this::reread);
    look(changes, this::follow);
  }

  private void look(@Nullable WatchedFile file, Consumer<WatchedFile> changed) {
    if (file == null) {
      return;
    }
    try {
      if (file.hasChanged()) {
        changed.accept(file);
      }
    } catch (IOException | RuntimeException | Error e) {
      // Watching must not end with a single failure.
      warnOnce(file.path() + ": cannot be looked at: " + FailureWords.of(e));
    }
  }

  private void reread(WatchedFile file) {
    try {
      PolicyRules read = PolicyRules.of(config.reread());
      if (read.settings().equals(configured.settings())) {
        return;
      }
      configured = read;
      if (state.isChanged()) {
        say("EVENT_POLICY has changed in " + file.path() + "; rules put in its place still hold");
        return;
      }
      State unused = use(read, false);
      say("EVENT_POLICY has changed, and is in force as in " + file.path());
    } catch (ConfigException e) {
      refused("what EVENT_POLICY said before stays in force", e);
    }
  }

  private void follow(WatchedFile file) {
    if (!file.isThere() && !state.isChanged()) {
      return;
    }
    try {
      PolicyRules rules = file.isThere() ? PolicyRules.read(file.path()) : configured;
      State unused = use(rules, file.isThere());
      say(
          file.isThere()
              ? "the rules of " + file.path() + " are in force in place of EVENT_POLICY"
              : "EVENT_POLICY is in force again, since " + file.path() + " is gone");
    } catch (ConfigException e) {
      refused("the rules that were in force stay", e);
    }
  }

  private static void say(String words) {
    LOG.log(Level.INFO, words);
  }

  private void warnOnce(String words) {
    if (reported.size() < MOST_WARNINGS && reported.add(words)) {
      LOG.log(Level.WARNING, words);
    }
  }

  private static void refused(String whatHolds, ConfigException problem) {
    LOG.log(Level.WARNING, problem.getMessage() + "\n" + whatHolds);
  }
}
