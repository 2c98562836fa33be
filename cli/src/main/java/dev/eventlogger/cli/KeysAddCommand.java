package dev.eventlogger.cli;

import dev.eventlogger.server.trust.Key;
import dev.eventlogger.server.trust.KeyKind;
import dev.eventlogger.server.trust.KeyToken;
import dev.eventlogger.server.trust.NamePattern;
import dev.eventlogger.server.trust.OriginPattern;
import dev.eventlogger.server.trust.Restrictions;
import dev.eventlogger.server.trust.Scope;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a key. */
@Command(
    name = "add",
    description = {
      "Makes a key, and prints it; it is not shown again, for only its hash is kept.",
      "Of kind client, it stands in pages, where everybody can read it: it may only append, what it "
          + "sends of user, time and address are claims, and --origin, --name, --schema and --rate "
          + "bind it. Of kind server, it is an application's secret: it may append, and is believed. "
          + "Of kind read, it is a person's secret, and may do what --scope says.",
      "The key alone goes to standard output; what to do with it, to standard error."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:It was made.", "2:The command could not start."})
final class KeysAddCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private KeysFileOption file;

  @Parameters(
      paramLabel = "NAME",
      description =
          "What the key is called, in context.source of events too: small letters, digits, dots, "
              + "hyphens and underscores.")
  private String id = "";

  @Option(
      names = "--kind",
      required = true,
      paramLabel = "KIND",
      description = "${COMPLETION-CANDIDATES}.")
  private KeyKind kind = KeyKind.CLIENT;

  @Option(
      names = "--scope",
      split = ",",
      paramLabel = "SCOPE",
      description =
          "For kind read: what it may do, of read, export, erase and admin; several with commas.")
  private List<Scope> scopes = new ArrayList<>();

  @Option(
      names = "--origin",
      paramLabel = "ORIGIN",
      description =
          "Pages that it may be used from, such as https://example.org or https://*.example.org; "
              + "may be given again. Default: those of EVENT_SERVER.origins.")
  private List<String> origins = new ArrayList<>();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "Names of the events that it may append; shop-* are all that begin so; may be given "
              + "again. Default: all.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--schema",
      paramLabel = "ID",
      description =
          "Ids of the schemas of the events that it may append; may be given again. Default: all.")
  private List<String> schemas = new ArrayList<>();

  @Option(
      names = "--rate",
      paramLabel = "NUMBER",
      description = "Most requests a second. Default: EVENT_SERVER.rate_per_key.")
  private @Nullable Double rate;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long it is good, such as 90d. Default: until it is revoked.")
  private @Nullable Duration life;

  @Option(names = "--note", paramLabel = "TEXT", description = "Whose it is, for people.")
  private @Nullable String note;

  @Override
  public Integer call() {
    KeyToken token = KeyToken.make(kind);
    Key key = key(token);
    Path path = file.path();
    KeysFileOption.change(path, keys -> with(path, keys, key));
    spec.commandLine().getOut().println(token.text());
    PrintWriter err = spec.commandLine().getErr();
    err.println("made \"" + id + "\" in " + path + "; it is not shown again");
    err.println(advice());
    err.println(
        file.isNamed()
            ? "the server takes it if EVENT_SERVER.keys_file names that file"
            : "a server that runs takes it within a second or so");
    return EventLoggerCommand.OK;
  }

  private Key key(KeyToken token) {
    Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
    if (kind == KeyKind.READ && scopes.isEmpty()) {
      throw new UserMistake(
          "--scope: is required for kind read: some of read, export, erase, admin");
    }
    Restrictions restrictions =
        new Restrictions(
            parsed("--origin", origins, OriginPattern::parse),
            parsed("--name", names, NamePattern::parse),
            schemas,
            rate);
    Set<Scope> all = scopes.isEmpty() ? Set.of(Scope.WRITE) : Set.copyOf(scopes);
    Instant until = life == null ? null : now.plus(life);
    try {
      return new Key(id, kind, token.hash(), now, until, note, false, all, restrictions);
    } catch (IllegalArgumentException e) {
      throw new UserMistake("keys add: " + e.getMessage());
    }
  }

  private static <T> List<T> parsed(String option, List<String> texts, Function<String, T> reader) {
    try {
      return texts.stream().map(reader).toList();
    } catch (IllegalArgumentException e) {
      throw new UserMistake(option + ": " + e.getMessage());
    }
  }

  private static List<Key> with(Path path, List<Key> keys, Key key) {
    for (Key known : keys) {
      if (known.id().equals(key.id())) {
        throw new UserMistake(
            path
                + ": there is a key \""
                + key.id()
                + "\" already"
                + (known.isRevoked() ? ", which was revoked" : "")
                + "; its id stands in events, so give this one another");
      }
    }
    List<Key> more = new ArrayList<>(keys);
    more.add(key);
    return more;
  }

  private String advice() {
    return switch (kind) {
      case CLIENT ->
          "put it into your pages, where the client library asks for its write key or API key;"
              + " everybody may read it there";
      case SERVER ->
          "give it to your application as a secret; it sends Authorization: Bearer and the key";
      case READ -> "give it to whoever reads, as a secret: Authorization: Bearer and the key";
    };
  }
}
