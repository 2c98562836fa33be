package dev.eventlogger.query;

/** How the values of a field are compared; {@link Condition} has the meaning of each. */
public enum Operator {
  /** Is one of the values. */
  EQUAL("="),
  /** Is none of the values; true also if the event has no such field. */
  NOT_EQUAL("!="),
  /** Comes before the value. */
  LESS("<"),
  /** Is the value, or comes before it. */
  AT_MOST("<="),
  /** Comes after the value. */
  GREATER(">"),
  /** Is the value, or comes after it. */
  AT_LEAST(">="),
  /** Is a text that contains the value. */
  CONTAINS("contains"),
  /** Exists; takes no value. */
  EXISTS("exists");

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  /** The written form: {@code >=}. */
  public String symbol() {
    return symbol;
  }

  /** Whether it is one of {@code <}, {@code <=}, {@code >} and {@code >=}. */
  public boolean isRange() {
    return this == LESS || this == AT_MOST || this == GREATER || this == AT_LEAST;
  }

  /**
   * Whether a range includes a value.
   *
   * @param comparison of the value with the bound: negative, 0 or positive, as from {@link
   *     Comparable#compareTo}
   */
  boolean takes(int comparison) {
    return switch (this) {
      case LESS -> comparison < 0;
      case AT_MOST -> comparison <= 0;
      case GREATER -> comparison > 0;
      case AT_LEAST -> comparison >= 0;
      default -> throw new IllegalStateException(this + " is no range");
    };
  }

  @Override
  public String toString() {
    return symbol;
  }
}
