package dev.eventlogger.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a settings record, or a type of a setting, says about a value it does not take. */
final class Refusals {

  private Refusals() {}

  /**
   * Turns what was thrown into problems at a place.
   *
   * @throws RuntimeException what was thrown, if it is no refusal but a fault of the code
   */
  static ConfigException of(@Nullable Throwable thrown, YamlTree refused) {
    if (thrown instanceof ConfigException several) {
      return new ConfigException(
          several.problems().stream().map(problem -> line(refused, problem)).toList());
    }
    boolean refusal =
        thrown instanceof IllegalArgumentException || thrown instanceof NullPointerException;
    if (thrown != null && refusal && thrown.getMessage() != null) {
      return new ConfigException(List.of(line(refused, thrown.getMessage())));
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException unexpected) {
      throw unexpected;
    }
    throw new IllegalStateException(refused.place(), thrown);
  }

  private static String line(YamlTree refused, String message) {
    boolean hidden = refused instanceof YamlTree.Scalar scalar && scalar.isHidden();
    String shown = hidden ? "is not valid; the value is not shown" : Secrets.hide(message, refused);
    return refused.place() + ": " + Secrets.printable(shown.replaceAll("\\R", " "));
  }
}
