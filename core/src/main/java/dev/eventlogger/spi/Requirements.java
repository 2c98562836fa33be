package dev.eventlogger.spi;

import java.util.ArrayList;
import java.util.List;

/**
 * Requirements that settings must meet, gathered so that the user is told all mistakes at once. For
 * the constructor of a settings record; for one thread.
 *
 * <pre>{@code
 * new Requirements()
 *     .that(poolSize >= 2 && poolSize <= 100, "pool_size", "must be from 2 to 100")
 *     .that(url.startsWith("jdbc:"), "url", "must be a JDBC URL, such as jdbc:h2:mem:a")
 *     .orThrow();
 * }</pre>
 */
public final class Requirements {

  private final List<String> unmet = new ArrayList<>();

  /** Creates one without requirements. */
  public Requirements() {}

  /**
   * Requires something of one setting.
   *
   * @param isMet whether the setting is right
   * @param setting its name in YAML: {@code pool_size}
   * @param rule what is right, without the value: {@code must be from 2 to 100}. The value is added
   *     to the message where it may be shown
   * @return this
   */
  public Requirements that(boolean isMet, String setting, String rule) {
    if (!isMet) {
      unmet.add(setting + " " + rule);
    }
    return this;
  }

  /**
   * Runs a check, and keeps the message if it throws.
   *
   * @param check throws {@link IllegalArgumentException} with a message that begins with the name
   *     of the setting
   * @return this
   */
  public Requirements hold(Runnable check) {
    try {
      check.run();
    } catch (UnmetException e) {
      unmet.addAll(e.rules());
    } catch (IllegalArgumentException e) {
      unmet.add(e.getMessage() == null ? e.toString() : e.getMessage());
    }
    return this;
  }

  /**
   * Throws if any requirement is unmet.
   *
   * @throws UnmetException with all that is wrong, if anything is
   */
  public void orThrow() {
    if (!unmet.isEmpty()) {
      throw new UnmetException(unmet);
    }
  }

  /**
   * Thrown when settings do not meet their requirements. The message has one line for each rule.
   */
  public static final class UnmetException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final transient List<String> rules;

    UnmetException(List<String> rules) {
      super(String.join("\n", rules));
      this.rules = List.copyOf(rules);
    }

    /** The unmet rules; each begins with the name of a setting. */
    public List<String> rules() {
      return rules;
    }
  }
}
