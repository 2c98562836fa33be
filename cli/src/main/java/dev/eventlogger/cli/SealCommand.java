package dev.eventlogger.cli;

import dev.eventlogger.seal.OperatorKey;
import dev.eventlogger.seal.VerifierKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Commands about seals. */
@Command(
    name = "seal",
    description = "Makes and shows the keys of logs that are sealed.",
    mixinStandardHelpOptions = true,
    subcommands = SealCommand.Keys.class,
    synopsisSubcommandLabel = "COMMAND")
final class SealCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }

  /** Commands about operator keys. */
  @Command(
      name = "keys",
      description = {
        "Makes, shows and changes operator keys.",
        "An operator key vouches for what a log seals, and signs each removal. Auditors need its"
            + " public half, from you and not from the seal."
      },
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  static final class Keys implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
      throw new MissingCommandException(spec.commandLine());
    }

    @Command(
        name = "make",
        description = {
          "Makes an operator key, and prints its public half.",
          "The file is for its owner alone (0600), and none is written over."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:It was made.", "2:It was not."})
    int make(
        @Option(
                names = "--origin",
                paramLabel = "NAME",
                required = true,
                description = "What the log is called in checkpoints, such as example.org/audit.")
            String origin,
        @Parameters(paramLabel = "FILE", description = "The file.") Path file) {
      return show(made(origin, file).verifier());
    }

    @Command(
        name = "show",
        description = "Prints the public half of a log's operator key, as notes have it.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:It was printed.", "2:It cannot be read."})
    int show(@Mixin ConfigOption config, @Mixin LogName log) {
      return show(SealedLog.of(config.load(), log.name()).operator().verifier());
    }

    @Command(
        name = "rotate",
        description = {
          "Makes the next operator key of a log, and says how the log takes it.",
          "The process that seals begins its next epoch with it, which both keys sign; so keep the"
              + " old one until then."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:It was made.", "2:It was not."})
    int rotate(
        @Mixin ConfigOption config,
        @Mixin LogName log,
        @Parameters(paramLabel = "FILE", description = "The file of the new key.") Path file) {
      SealedLog sealed = SealedLog.of(config.load(), log.name());
      if (sealed.seal().hasKeyStore()) {
        throw new UserMistake(
            "log \""
                + log.name()
                + "\": its key is in a key_store, from which it cannot sign for the next one:"
                + " former_key_file names a file; no key was made");
      }
      OperatorKey former = sealed.operator();
      OperatorKey next = made(sealed.origin(), file);
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "the key of log \""
              + log.name()
              + "\" is still "
              + former.verifier().hex()
              + "; to change");
      err.println("it, set these in the log's seal, and start its application again:");
      err.println("  key_file: " + file.toAbsolutePath());
      err.println("  former_key_file: (where the key is now)");
      err.println("then give auditors the new public half:");
      return show(next.verifier());
    }

    private static OperatorKey made(String origin, Path file) {
      try {
        return OperatorKey.make(origin, file);
      } catch (IOException | IllegalArgumentException e) {
        throw new UserMistake(file + ": no key was made: " + e.getMessage());
      }
    }

    private int show(VerifierKey key) {
      spec.commandLine().getOut().println(key);
      return EventLoggerCommand.OK;
    }
  }

  /** Which log. */
  static final class LogName {

    @Option(names = "--log", paramLabel = "NAME", required = true, description = "The log.")
    private String name = "";

    String name() {
      return name;
    }
  }
}
