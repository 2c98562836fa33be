package dev.eventlogger.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventlogger.server.trust.Key;
import dev.eventlogger.server.trust.Restrictions;
import dev.eventlogger.server.trust.Scope;
import dev.eventlogger.spi.Suggestions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Commands about the keys with which the server admits callers. */
@Command(
    name = "keys",
    description = {
      "Makes, lists and revokes the keys that the server lets callers in with.",
      "They are in the file that EVENT_SERVER.keys_file names, as hashes. A server that runs takes "
          + "what has changed within a second or so."
    },
    mixinStandardHelpOptions = true,
    subcommands = KeysAddCommand.class,
    synopsisSubcommandLabel = "COMMAND")
final class KeysCommand implements Runnable {

  /** The format of the list. */
  enum Format {
    /** As text. */
    TEXT,
    /** As one line of JSON for each key. */
    JSON
  }

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }

  @Command(
      name = "list",
      description = {
        "Lists the keys: what each is for, since when and until when, and whether it is good.",
        "Shows nothing that would let somebody use one."
      },
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:They were listed.", "2:The command could not start."})
  int list(
      @Mixin KeysFileOption file,
      @Option(
              names = "--format",
              paramLabel = "FORM",
              defaultValue = "TEXT",
              description = "${COMPLETION-CANDIDATES}. Default: TEXT.")
          Format format) {
    PrintWriter out = format == Format.TEXT ? Harmless.out(spec) : Harmless.data(spec);
    Instant now = Clock.systemUTC().instant();
    for (Key key : KeysFileOption.read(file.path())) {
      switch (format) {
        case TEXT -> out.println(text(key, now));
        case JSON -> out.println(json(key, now));
      }
    }
    return EventLoggerCommand.OK;
  }

  @Command(
      name = "revoke",
      description = {
        "Revokes a key: whoever has it is let in no more.",
        "It stays in the file, so that its id, which stands in events, is not given to another."
      },
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:It is revoked.", "2:The command could not start."})
  int revoke(
      @Mixin KeysFileOption file,
      @Parameters(paramLabel = "NAME", description = "The key.") String id) {
    Path path = file.path();
    requireKnown(path, id, KeysFileOption.read(path));
    KeysFileOption.change(
        path, keys -> keys.stream().map(key -> key.id().equals(id) ? key.revoked() : key).toList());
    Harmless.out(spec).println("revoked \"" + id + "\"; a server that runs knows it in a second");
    return EventLoggerCommand.OK;
  }

  private static void requireKnown(Path path, String id, List<Key> keys) {
    List<String> ids = keys.stream().map(Key::id).toList();
    if (!ids.contains(id)) {
      throw new UserMistake(
          path
              + ": there is no key \""
              + id
              + "\""
              + Suggestions.didYouMean(id, ids)
              + " (known: "
              + String.join(", ", ids)
              + ")");
    }
  }

  private static String state(Key key, Instant now) {
    if (key.isRevoked()) {
      return "revoked";
    }
    return key.isGood(now) ? "good" : "expired";
  }

  private static String text(Key key, Instant now) {
    List<String> words = new ArrayList<>();
    words.add(key.id() + ": " + key.kind().word());
    words.add(state(key, now));
    words.add("made " + key.createdAt());
    addIf(words, key.isRevoked() || key.expiresAt() == null ? null : "until " + key.expiresAt());
    Restrictions bounds = key.restrictions();
    boolean onlyWrites = key.scopes().equals(Set.of(Scope.WRITE));
    addIf(words, onlyWrites ? null : "scopes " + String.join(" ", scopes(key)));
    addIf(words, listed("origins", bounds.origins()));
    addIf(words, listed("names", bounds.names()));
    addIf(words, listed("schemas", bounds.schemas()));
    addIf(words, bounds.rate() == null ? null : bounds.rate() + " requests a second");
    addIf(words, key.note());
    return String.join(", ", words);
  }

  private static void addIf(List<String> words, @Nullable String word) {
    if (word != null) {
      words.add(word);
    }
  }

  private static @Nullable String listed(String what, List<?> values) {
    return values.isEmpty()
        ? null
        : what + " " + String.join(" ", values.stream().map(Object::toString).toList());
  }

  private static List<String> scopes(Key key) {
    return key.scopes().stream()
        .sorted()
        .map(scope -> scope.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static ObjectNode json(Key key, Instant now) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    Restrictions bounds = key.restrictions();
    json.put("id", key.id()).put("kind", key.kind().word()).put("state", state(key, now));
    json.put("created_at", key.createdAt().toString());
    if (key.expiresAt() != null) {
      json.put("expires_at", key.expiresAt().toString());
    }
    putTexts(json, "scopes", scopes(key));
    putTexts(json, "origins", bounds.origins());
    putTexts(json, "names", bounds.names());
    putTexts(json, "schemas", bounds.schemas());
    if (bounds.rate() != null) {
      json.put("rate", bounds.rate());
    }
    if (key.note() != null) {
      json.put("note", key.note());
    }
    return json;
  }

  private static void putTexts(ObjectNode json, String name, List<?> values) {
    if (!values.isEmpty()) {
      values.forEach(value -> json.withArrayProperty(name).add(value.toString()));
    }
  }
}
