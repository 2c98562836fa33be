package dev.eventlogger.cli;

import dev.eventlogger.cli.verify.CannotTellException;
import dev.eventlogger.cli.verify.Proof;
import dev.eventlogger.cli.verify.Verdict;
import dev.eventlogger.cli.verify.Verification;
import dev.eventlogger.cli.verify.Verification.Anchor;
import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.query.text.TimeText;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.spi.FailureWords;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells whether a log is as it was sealed. */
@Command(
    name = "verify",
    description = {
      "Says whether the events of a log are those that were sealed when they were delivered.",
      "Reads every event of the store, or those from a time on, and the whole seal. With several "
          + "nodes that write to one store, name each one's seal with --seal. With --proof it "
          + "checks a bundle that prove wrote, and reads nothing else."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Intact: nothing was changed, removed or added but by what the operator key signed.",
      "1:Something was tampered with.",
      "2:It cannot be told, or the command could not start."
    })
final class VerifyCommand implements Callable<Integer> {

  /** The format of the report. */
  enum Format {
    /** As text. */
    TEXT,
    /** As one line of JSON. */
    JSON
  }

  @Spec private CommandSpec spec;
  @Mixin private StoreOptions stores;
  @Mixin private SealOptions seals;
  @Mixin private ZoneOption zone;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Only events from then on: RFC 3339, a date, or a time back such as 7d. The seal is"
              + " always read as a whole.")
  private @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description =
          "When the seal was copied, if it is a copy: events that were logged since are not looked"
              + " for in it.")
  private @Nullable String until;

  @Option(
      names = "--anchor",
      paramLabel = "FILE",
      description =
          "A file of checkpoints that were kept elsewhere, or a folder of such files; may be"
              + " repeated. With several seals each is that of its origin. The anchors of the"
              + " configuration are asked by themselves.")
  private List<Path> anchors = new ArrayList<>();

  @Option(
      names = "--proof",
      paramLabel = "FILE",
      description = "Checks a bundle that prove wrote instead, with the keys that --key names.")
  private @Nullable Path proof;

  @Option(
      names = "--format",
      paramLabel = "FORM",
      description = "${COMPLETION-CANDIDATES}. Default: TEXT.")
  private Format format = Format.TEXT;

  /** A failure of our own, or of the store, is no evidence of anything. */
  @Override
  public Integer call() throws InterruptedException {
    try {
      return proof == null ? verify() : check(proof);
    } catch (CannotTellException | StoreException e) {
      return cannotTell(String.valueOf(e.getMessage()));
    } catch (UserMistake | UnsupportedQueryException | ConfigException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      return cannotTell(FailureWords.of(e));
    }
  }

  private int cannotTell(String why) {
    spec.commandLine().getErr().println("cannot tell: " + why);
    return EventLoggerCommand.CANNOT_START;
  }

  private int verify() throws IOException, InterruptedException {
    Instant from = time("--since: ", since);
    Instant copied = time("--until: ", until);
    if (stores.isRemote()) {
      throw new UserMistake(
          "verify: a server gives no bytes to compare; run it where the store's configuration is");
    }
    EventLoggerConfig config = stores.config();
    try (StoreOptions.OpenLog log = stores.open(config)) {
      if (!log.store().keepsBytes()) {
        throw new UserMistake(
            "log \""
                + log.name()
                + "\": the store \""
                + log.store().storeName()
                + "\", as it is set up, does not give events back byte for byte, so there is"
                + " nothing to compare with a seal; those that do are db (but for Querybook's"
                + " table), elasticsearch and cloudwatch");
      }
      return verify(config, log, from, copied);
    }
  }

  private @Nullable Instant time(String where, @Nullable String time) {
    return time == null
        ? null
        : UserMistake.ifWrong(
            where, () -> TimeText.parse(time, Clock.systemUTC().instant(), zone.zone()));
  }

  private int verify(
      EventLoggerConfig config,
      StoreOptions.OpenLog log,
      @Nullable Instant from,
      @Nullable Instant copied)
      throws IOException, InterruptedException {
    Progress progress = Progress.ofEvents();
    Verification verification =
        new Verification(log.store(), seals.trust(config, log.name()), progress::at);
    AnchorFiles files = AnchorFiles.read(anchors);
    Verdict verdict;
    try (OpenAnchors own = new OpenAnchors(SealedLog.find(config, log.name()).orElse(null))) {
      for (SealFolder folder : seals.folders(config, log.name())) {
        List<Anchor> ofFolder = files.of(folder);
        ofFolder.addAll(own.of(folder));
        verification.of(folder, ofFolder);
      }
      files.requireAllTaken();
      own.doubt().ifPresent(verification::doubt);
      verdict = verification.run(from, copied);
    } finally {
      progress.clear();
    }
    return report(log.name(), verdict);
  }

  private int report(String log, Verdict verdict) {
    VerdictReport report = new VerdictReport(log, verdict);
    switch (format) {
      case TEXT -> report.text().forEach(Harmless.out(spec)::println);
      case JSON -> Harmless.data(spec).println(report.json());
    }
    return switch (verdict.outcome()) {
      case INTACT -> EventLoggerCommand.OK;
      case TAMPERED -> EventLoggerCommand.SOME_REFUSED;
      case CANNOT_TELL -> EventLoggerCommand.CANNOT_START;
    };
  }

  private int check(Path file) throws IOException {
    PrintWriter out = Harmless.out(spec);
    Proof bundle = UserMistake.ifWrong(file + ": ", () -> Proof.parse(read(file)));
    Optional<String> wrong = bundle.check(seals.named());
    out.println(
        wrong
            .map(words -> file + ": proves nothing: " + words)
            .orElse(file + ": the event was sealed as it is here, as number " + bundle.number()));
    return wrong.isEmpty() ? EventLoggerCommand.OK : EventLoggerCommand.SOME_REFUSED;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UserMistake(file + ": cannot be read: " + FailureWords.of(e));
    }
  }
}
