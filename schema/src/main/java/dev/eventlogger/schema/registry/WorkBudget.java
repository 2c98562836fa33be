package dev.eventlogger.schema.registry;

import dev.eventlogger.schema.pattern.CountedText;
import dev.eventlogger.schema.pattern.WorkExceededException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much work, and how much memory for errors, one validation may take: more than any honest one
 * needs. What Vert.x does for one schema and one value is bounded by the sizes of both, and is paid
 * for as it is done; so a validation never takes much more than its budget. For one validation.
 */
final class WorkBudget {

  /** The cost of evaluating an empty schema, in units of which looking up a name takes a few. */
  static final int EVALUATION = 64;

  private static final long EVALUATIONS = 5_000;
  private static final long EVALUATIONS_PER_VALUE = 4;
  private static final long MORE_EVALUATIONS_PER_VALUE = 16;
  private static final long VALUES_WITH_MORE = 20_000;

  private static final long LOOKS = 200_000;
  private static final long LOOKS_PER_CHARACTER = 64;

  private static final int CHARACTERS_PER_UNIT = 16;
  private static final int UNITS_PER_NAME = 3;
  private static final int UNITS_PER_COPY = 8;

  /** The memory for an error, in bytes, not counting the place in the value. */
  private static final long ERROR = 500;

  private static final long ERROR_PER_CHARACTER = 3;

  private static final long PATHS = 1024 * 1024;
  private static final long ERRORS = 8 * 1024 * 1024;
  private static final long ERRORS_PER_VALUE = 2_000;

  /** Many times what is shown of them. */
  private static final long FOUND_ERRORS = 16 * 1024 * 1024;

  private final boolean keepsAll;
  private final int pathUnits;
  private final long errorBytes;
  private long units;
  private long looks;
  private long bytes;

  /** A budget for a verdict on a value, which discards most errors at once. */
  static WorkBudget ofVerdict(PlainJson.Size size) {
    // Vert.x holds the path to each value that it is working on, three times.
    if (size.longestPaths() > PATHS + size.characters()) {
      throw new WorkExceededException();
    }
    return new WorkBudget(size, ERRORS + ERRORS_PER_VALUE * size.values(), false);
  }

  /** A budget for finding all errors of a value. */
  static WorkBudget ofFindings(PlainJson.Size size) {
    return new WorkBudget(size, FOUND_ERRORS, true);
  }

  private WorkBudget(PlainJson.Size size, long most, boolean keepsAll) {
    this.keepsAll = keepsAll;
    long more = MORE_EVALUATIONS_PER_VALUE * Math.min(size.values(), VALUES_WITH_MORE);
    units = EVALUATION * (EVALUATIONS + EVALUATIONS_PER_VALUE * size.values() + more);
    looks = LOOKS + LOOKS_PER_CHARACTER * size.characters();
    pathUnits = size.longestPath() / CHARACTERS_PER_UNIT;
    errorBytes = ERROR + ERROR_PER_CHARACTER * size.longestPath();
    bytes = most;
  }

  /** Pays for the evaluation of one schema against one value. */
  void spendEvaluation(Cost cost, @Nullable Object value) {
    long failures = cost.failures();
    long work = (long) EVALUATION + pathUnits;
    if (value instanceof Map<?, ?> object) {
      work += (long) UNITS_PER_NAME * cost.names() + (long) cost.perMember() * members(object);
      work += cost.isBranch() ? (long) UNITS_PER_COPY * object.size() : 0;
      failures += (long) cost.perMember() * object.size();
    } else if (value instanceof List<?> array) {
      work += (long) cost.perItem() * array.size();
      work += cost.isBranch() ? (long) UNITS_PER_COPY * array.size() : 0;
      failures += (long) cost.perItem() * array.size();
    } else if (value instanceof String text) {
      work += (long) cost.perCharacter() * text.length() / CHARACTERS_PER_UNIT;
    }
    spend(work);
    spendErrors(keepsAll ? failures : cost.isKept() ? 1 : 0);
  }

  private void spendErrors(long count) {
    bytes -= count * errorBytes;
    if (bytes < 0) {
      throw new WorkExceededException();
    }
  }

  private static long members(Map<?, ?> object) {
    long work = 0;
    for (Object key : object.keySet()) {
      work += 1 + ((String) key).length() / CHARACTERS_PER_UNIT;
    }
    return work;
  }

  /** Pays for other work. */
  void spend(long work) {
    units -= work;
    if (units < 0) {
      throw new WorkExceededException();
    }
  }

  /** Pays for going through a text. */
  void spendText(String text) {
    spend(1 + text.length() / CHARACTERS_PER_UNIT);
  }

  /** Whether a pattern is found anywhere in a text. */
  boolean finds(Pattern pattern, String text) {
    spend(1);
    CountedText counted = new CountedText(text, looks);
    boolean found = pattern.matcher(counted).find();
    looks = counted.left();
    return found;
  }
}
