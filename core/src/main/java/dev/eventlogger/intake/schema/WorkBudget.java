package dev.eventlogger.intake.schema;

import java.util.regex.Pattern;

/** How much work one validation may take: more than any honest one needs. For one validation. */
final class WorkBudget {

  private static final int EVALUATIONS = 5_000;
  private static final int EVALUATIONS_PER_VALUE = 20;
  private static final long LOOKS = 200_000;
  private static final long LOOKS_PER_CHARACTER = 64;

  private long evaluations;
  private long looks = LOOKS;

  /**
   * For an event.
   *
   * @param values how many values it has
   */
  WorkBudget(int values) {
    evaluations = EVALUATIONS + (long) EVALUATIONS_PER_VALUE * values;
  }

  /** Spends the evaluation of one schema against one value. */
  void spendEvaluation() {
    if (--evaluations < 0) {
      throw new WorkExceededException();
    }
  }

  /** Whether a pattern is found anywhere in a text. */
  boolean finds(Pattern pattern, String text) {
    // what every text brings along, so that many long texts are no problem
    CountedText counted = new CountedText(text, looks + LOOKS_PER_CHARACTER * text.length());
    boolean found = pattern.matcher(counted).find();
    looks = Math.min(looks, counted.left());
    return found;
  }
}
