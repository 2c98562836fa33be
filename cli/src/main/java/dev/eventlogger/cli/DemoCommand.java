package dev.eventlogger.cli;

import dev.eventlogger.cli.demo.DemoFolder;
import dev.eventlogger.cli.demo.DemoPlan;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.journal.file.LockedException;
import dev.eventlogger.query.text.TimeText;
import dev.eventlogger.server.ServerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Generates events, and serves them. */
@Command(
    name = "demo",
    description = {
      "Shows what can be done with events: makes up a month of a small product, and serves it.",
      "The events are of 400 people with dashboards, queries, notebooks and reports: views, clicks, "
          + "searches, calls of APIs and functions, errors, a new feature, a bad release. They go "
          + "into an embedded database in a folder, which is kept, and served again by the next "
          + "demo; --reset makes it anew.",
      "The days are those up to now, with their weekends. The same --seed and --until make exactly "
          + "the same events.",
      "Ctrl-C ends it."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:With --no-serve: the events are there.",
      "1:It failed while it ran.",
      "2:It could not start.",
      "143:It was stopped by SIGTERM; 130 by Ctrl-C."
    })
@SuppressWarnings("try") // the lock and the socket are held, not used
final class DemoCommand implements Callable<Integer> {

  private static final String FOLDER = "event-logger-demo";
  private static final int DEFAULT_EVENTS = 200_000;
  private static final int DEFAULT_DAYS = 30;

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port of this machine. 0 is any that is free. Default: 8787.")
  private @Nullable Integer port;

  @Option(names = "--events", paramLabel = "N", description = "How many events. Default: 200000.")
  private @Nullable Integer events;

  @Option(names = "--days", paramLabel = "N", description = "Of how many days. Default: 30.")
  private @Nullable Integer days;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Which of all possible months. Default: 1.")
  private @Nullable Long seed;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Where the days end, as --until of query; UTC. Default: now.")
  private @Nullable String until;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "The folder. Default: " + FOLDER + " in the current folder.")
  private Path directory = Path.of(FOLDER);

  @Option(names = "--reset", description = "Make the events anew, also where they are there.")
  private boolean isReset;

  @Option(names = "--no-serve", description = "Make the events, and end.")
  private boolean isNotServed;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    DemoPlan plan = UserMistake.ifWrong("", this::plan);
    if (!isNotServed) {
      checkPort();
    }
    DemoFolder folder = new DemoFolder(directory);
    try (AutoCloseable unused = take(folder)) {
      prepare(folder, plan, err);
      return isNotServed ? EventLoggerCommand.OK : serve(config(folder), err);
    }
  }

  private AutoCloseable take(DemoFolder folder) throws IOException {
    try {
      return folder.take();
    } catch (LockedException e) {
      throw new UserMistake(
          "--directory: another demo is at work in " + directory + "; end it, or name another one");
    } catch (IllegalArgumentException e) {
      throw new UserMistake("--directory: " + e.getMessage());
    }
  }

  /** Checked before events are generated, which takes a while. */
  private void checkPort() {
    int wanted = port == null ? ServerSettings.DEFAULT_PORT : port;
    try (ServerSocket unused = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return;
    } catch (IOException | IllegalArgumentException e) {
      throw new UserMistake(
          "--port: " + wanted + " cannot be listened to; name another one, or 0 for any");
    }
  }

  private DemoPlan plan() {
    Instant now = Instant.now();
    return new DemoPlan(
        events == null ? DEFAULT_EVENTS : events,
        days == null ? DEFAULT_DAYS : days,
        seed == null ? 1 : seed,
        until == null ? now : TimeText.parse(until, now, ZoneOffset.UTC));
  }

  private void prepare(DemoFolder folder, DemoPlan plan, PrintWriter err) throws IOException {
    Optional<String> content = isReset ? Optional.empty() : folder.content();
    if (content.isEmpty()) {
      make(folder, plan, err);
      return;
    }
    boolean isAsked = events != null || days != null || seed != null || until != null;
    if (isAsked && !folder.isOf(plan, until != null)) {
      throw new UserMistake(
          directory + " has " + content.get() + "; --reset makes others, --directory keeps both");
    }
    err.println(directory + " has " + content.get() + "; --reset makes it anew, up to now");
    folder.writeConfig();
  }

  private void make(DemoFolder folder, DemoPlan plan, PrintWriter err) throws IOException {
    folder.begin(plan);
    err.println("making " + Terminal.count(plan.events()) + " events in " + directory + " …");
    long begun = System.nanoTime();
    DemoLoad.load(config(folder), plan);
    folder.finish(plan);
    err.println("made in " + (System.nanoTime() - begun) / 1_000_000_000 + " s");
  }

  private int serve(EventLoggerConfig config, PrintWriter err) throws InterruptedException {
    Map<String, ?> listening = port == null ? Map.of() : Map.of("port", port);
    EventLoggerConfig served = config.override("EVENT_SERVER", listening);
    PluginFolder none = PluginFolder.none();
    try (ServerRun run = ServerRun.open(served, none.sinks(), none.stores(), err)) {
      err.println("the demo is at " + run.uri() + "/ (Ctrl-C ends it)");
      run.await();
    }
    return EventLoggerCommand.OK;
  }

  /** Ignores the environment, whose settings are about other logs. */
  private static EventLoggerConfig config(DemoFolder folder) {
    return EventLoggerConfig.load(folder.config(), Map.of());
  }
}
