package dev.eventlogger.query.text;

/** Where a question is written, which decides how messages name its parts. */
public enum Notation {
  /** In options of the command: {@code --since 7d}. */
  OPTION("--", " "),
  /** In parameters of a URL: {@code since=7d}. */
  PARAMETER("", "=");

  private final String prefix;
  private final String separator;

  Notation(String prefix, String separator) {
    this.prefix = prefix;
    this.separator = separator;
  }

  /** A part's name: {@code --since}. */
  public String name(String part) {
    return prefix + part;
  }

  /** A part with its value: {@code --since all}. */
  public String setting(String part, String value) {
    return prefix + part + separator + value;
  }
}
