package dev.eventlogger.upkeep;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.intake.policy.CurrentPolicy;
import dev.eventlogger.intake.policy.Policy;
import dev.eventlogger.journal.file.FileStamp;
import dev.eventlogger.journal.file.PrivateFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted while an event logger runs: what {@code EVENT_POLICY} says, also when its
 * file changes, or else what was put in its place. That is kept in a file of JSON beside the
 * configuration's, and all event loggers that read this configuration follow it, within some two
 * seconds. Thread-safe.
 *
 * <p>A file that is gone or wrong changes nothing and is reported once, but for the file of what
 * was put in place: without it {@code EVENT_POLICY} is in force again.
 */
public final class RuntimePolicy {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.policy");

  private final EventLoggerConfig config;
  private final Clock clock;
  private final @Nullable WatchedFile configuration;
  private final @Nullable WatchedFile changes;
  private final CurrentPolicy current;
  private PolicyRules configured;
  private InForce inForce;

  /** What is in force, and whether it is not what the configuration says. */
  private record InForce(PolicyRules rules, boolean isChanged, Instant since) {}

  private RuntimePolicy(EventLoggerConfig config, Clock clock) throws IOException {
    this.config = config;
    this.clock = clock;
    configuration =
        config.file().map(file -> new WatchedFile(file, config.stamp().orElse(null))).orElse(null);
    configured = PolicyRules.of(config);
    Path file = file(config, configured);
    // Before it is read: what is written meanwhile is read again.
    FileStamp stamp = file == null ? null : FileStamp.find(file).orElse(null);
    changes = file == null ? null : new WatchedFile(file, stamp);
    PolicyRules changed = file == null || stamp == null ? null : PolicyRules.read(file);
    inForce = new InForce(changed == null ? configured : changed, changed != null, clock.instant());
    current = new CurrentPolicy(new Policy(inForce.rules().settings(), clock));
  }

  /**
   * The rules of a configuration, or those that were put in their place before.
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

  private static @Nullable Path file(EventLoggerConfig config, PolicyRules configured) {
    Path named = configured.settings().file();
    return named != null ? named : config.file().map(RuntimePolicy::beside).orElse(null);
  }

  private static Path beside(Path configuration) {
    String name = String.valueOf(configuration.getFileName());
    int dot = name.lastIndexOf('.');
    return configuration.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".policy.json");
  }

  /** The policy in force, which changes. */
  public CurrentPolicy current() {
    return current;
  }

  /** The rules in force, as {@code EVENT_POLICY} would have them. */
  public synchronized Map<String, @Nullable Object> rules() {
    return inForce.rules().written();
  }

  /** Whether they were put in the place of what {@code EVENT_POLICY} says. */
  public synchronized boolean isChanged() {
    return inForce.isChanged();
  }

  /** Since when they are in force. */
  public synchronized Instant since() {
    return inForce.since();
  }

  /** Where changes are kept; empty if there is no place for them, and so no changes. */
  public Optional<Path> file() {
    return Optional.ofNullable(changes).map(WatchedFile::path);
  }

  /**
   * Puts rules in the place of what {@code EVENT_POLICY} says: here at once, and in all event
   * loggers of this configuration soon. They hold until {@link #reset}, also after a restart.
   *
   * @param rules as in {@code EVENT_POLICY}, with times as text; all of them, not only what differs
   * @throws ConfigException for all that is wrong with them; nothing has changed then
   * @throws IllegalStateException if there is no place to keep them
   * @throws IOException if they cannot be kept; nothing has changed then
   */
  public void change(Map<String, ?> rules) throws IOException {
    PolicyRules checked = PolicyRules.of(rules);
    synchronized (this) {
      WatchedFile kept = place();
      PrivateFile file = new PrivateFile(kept.path());
      file.whileAlone(() -> file.write(checked.toJson()));
      kept.isKnown();
      use(new InForce(checked, true, clock.instant()));
    }
  }

  /**
   * Puts what {@code EVENT_POLICY} says into force again.
   *
   * @throws IllegalStateException if there is no place where changes are kept
   * @throws IOException if what was kept cannot be removed; nothing has changed then
   */
  public synchronized void reset() throws IOException {
    WatchedFile kept = place();
    PrivateFile file = new PrivateFile(kept.path());
    file.whileAlone(file::delete);
    kept.isKnown();
    use(new InForce(configured, false, clock.instant()));
  }

  private WatchedFile place() {
    if (changes == null) {
      throw new IllegalStateException(
          "the rules cannot be changed, since this configuration is no file; name a file to keep"
              + " them in with EVENT_POLICY.file");
    }
    return changes;
  }

  private void use(InForce next) {
    inForce = next;
    current.set(new Policy(next.rules().settings(), clock));
  }

  /** Whether there are files to look at. */
  boolean hasFiles() {
    return configuration != null || changes != null;
  }

  /** Looks whether files have changed, and does as they say. */
  synchronized void look() {
    try {
      if (configuration != null && configuration.hasChanged()) {
        reread(configuration);
      }
      if (changes != null && changes.hasChanged()) {
        follow(changes);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the files of EVENT_POLICY cannot be looked at", e);
    }
  }

  private void reread(WatchedFile file) {
    try {
      PolicyRules read = PolicyRules.of(config.reread());
      if (read.settings().equals(configured.settings())) {
        return;
      }
      configured = read;
      if (inForce.isChanged()) {
        say("EVENT_POLICY has changed in " + file.path() + "; rules put in its place still hold");
        return;
      }
      use(new InForce(read, false, clock.instant()));
      say("EVENT_POLICY has changed, and is in force as in " + file.path());
    } catch (ConfigException e) {
      refused("what EVENT_POLICY said before stays in force", e);
    }
  }

  private void follow(WatchedFile file) {
    try {
      PolicyRules rules = file.isThere() ? PolicyRules.read(file.path()) : configured;
      if (!file.isThere() && !inForce.isChanged()) {
        return;
      }
      use(new InForce(rules, file.isThere(), clock.instant()));
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

  private static void refused(String whatHolds, ConfigException problem) {
    LOG.log(Level.WARNING, problem.getMessage() + "\n" + whatHolds);
  }
}
