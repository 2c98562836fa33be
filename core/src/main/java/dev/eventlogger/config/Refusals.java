package dev.eventlogger.config;

import dev.eventlogger.config.YamlTree.Mapping;
import dev.eventlogger.config.YamlTree.Scalar;
import dev.eventlogger.spi.Requirements;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns refusals by a settings record, or by the type of a setting, into problems. */
final class Refusals {

  // "least and most do not fit" is about the section, not about one setting.
  private static final Pattern ABOUT_ONE =
      Pattern.compile(
          "(?<name>[a-z0-9_]+)(?<below>(?:\\.[^\\s:.]+)*)(?::\\s+|\\s+(?!and |or |exclude ))(?<rule>\\S.*)");

  /** Stands for unknown names: any word before a colon may be one. */
  static final Set<String> ANY = Set.of();

  private static final Pattern NAMED = Pattern.compile("[a-z][a-z0-9_]*: .*");

  private final YamlTree refused;
  private final Collection<String> names;

  private Refusals(YamlTree refused, Collection<String> names) {
    this.refused = refused;
    this.names = names;
  }

  /**
   * Turns an exception into problems at a place.
   *
   * @throws RuntimeException the exception itself, if it is not a refusal but a fault of the code
   */
  static ConfigException of(@Nullable Throwable thrown, YamlTree refused) {
    return new Refusals(refused, Set.of()).problems(thrown);
  }

  /**
   * The same for an exception from a record's constructor: a message that begins with the name of a
   * setting is about that setting.
   *
   * @param names of the record's settings, or {@link #ANY}
   */
  static ConfigException of(
      @Nullable Throwable thrown, Mapping settings, Collection<String> names) {
    return new Refusals(settings, names).problems(thrown);
  }

  private ConfigException problems(@Nullable Throwable thrown) {
    if (thrown instanceof ConfigException several) {
      return lines(several.problems());
    }
    if (thrown instanceof Requirements.UnmetException several) {
      return lines(several.rules());
    }
    boolean refusal =
        thrown instanceof IllegalArgumentException || thrown instanceof NullPointerException;
    if (thrown != null && refusal && thrown.getMessage() != null) {
      return lines(List.of(thrown.getMessage()));
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException unexpected) {
      throw unexpected;
    }
    throw new IllegalStateException(refused.place(), thrown);
  }

  private ConfigException lines(List<String> messages) {
    return new ConfigException(messages.stream().map(this::line).toList());
  }

  private String line(String message) {
    boolean hidden = refused instanceof Scalar scalar && scalar.isHidden();
    String shown = hidden ? "is not valid; the value is not shown" : Secrets.hide(message, refused);
    String words = Secrets.printable(shown.replaceAll("\\R", " "));
    Matcher matcher = ABOUT_ONE.matcher(words);
    return matcher.matches() && isName(matcher.group("name"), words)
        ? aboutOne(matcher)
        : refused.place() + ": " + words;
  }

  private boolean isName(String name, String words) {
    return names.contains(name)
        || (names.isEmpty() && refused instanceof Mapping && NAMED.matcher(words).matches());
  }

  /** A problem at the setting's own place, with the value in the file if that may be shown. */
  private String aboutOne(Matcher words) {
    String name = words.group("name");
    String below = words.group("below");
    String rule = words.group("rule");
    String value =
        refused instanceof Mapping mapping && below.isEmpty()
            ? mapping.get(name).map(node -> shown(node, rule)).orElse("")
            : "";
    return YamlTree.below(refused.place(), name) + below + ": " + rule + value;
  }

  private static String shown(YamlTree node, String rule) {
    boolean isSaid = rule.contains(", not ");
    return node instanceof Scalar scalar && !scalar.isHidden() && !scalar.isNull() && !isSaid
        ? " (it is " + scalar.shown() + ")"
        : "";
  }
}
