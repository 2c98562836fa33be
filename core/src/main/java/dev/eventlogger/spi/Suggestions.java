package dev.eventlogger.spi;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Suggests what a user may have meant by an unknown name. */
public final class Suggestions {

  private static final int MOST_MISTAKES = 2;
  private static final int SHORTEST_WORD = 3;

  private Suggestions() {}

  /**
   * The known name closest to what was typed; the first of several.
   *
   * <p>Close means at most two letters added, missing, changed or swapped (Damerau-Levenshtein),
   * and fewer than half of the letters typed; failing that, a name that continues what was typed
   * with another word, or that what was typed continues so: {@code access_key} suggests {@code
   * access_key_id}. Case is ignored.
   */
  public static Optional<String> closest(String typed, Collection<String> known) {
    String folded = typed.toLowerCase(Locale.ROOT);
    Optional<String> closest = Optional.empty();
    int fewest = MOST_MISTAKES + 1;
    for (String name : known) {
      int mistakes = mistakes(folded, name.toLowerCase(Locale.ROOT));
      if (mistakes < fewest && 2 * mistakes < typed.length()) {
        fewest = mistakes;
        closest = Optional.of(name);
      }
    }
    return closest.isPresent() ? closest : whole(folded, known);
  }

  /** The shortest name that was typed with words missing from its end, or added to it. */
  private static Optional<String> whole(String typed, Collection<String> known) {
    return known.stream()
        .filter(name -> extend(typed, name.toLowerCase(Locale.ROOT)))
        .min(Comparator.comparingInt(String::length));
  }

  private static boolean extend(String one, String other) {
    String shorter = one.length() < other.length() ? one : other;
    String longer = one.length() < other.length() ? other : one;
    return shorter.length() >= SHORTEST_WORD
        && longer.startsWith(shorter)
        && longer.length() > shorter.length()
        && !Character.isLetterOrDigit(longer.charAt(shorter.length()));
  }

  /** The part of a message that suggests the closest name; empty if none is close. */
  public static String didYouMean(String typed, Collection<String> known) {
    return closest(typed, known).map(name -> "; did you mean \"" + name + "\"?").orElse("");
  }

  private static int mistakes(String typed, String name) {
    if (Math.abs(typed.length() - name.length()) > MOST_MISTAKES) {
      return MOST_MISTAKES + 1;
    }
    int[][] distance = new int[typed.length() + 1][name.length() + 1];
    for (int i = 0; i <= typed.length(); i++) {
      for (int j = 0; j <= name.length(); j++) {
        distance[i][j] = i == 0 || j == 0 ? i + j : next(distance, typed, i, name, j);
      }
    }
    return distance[typed.length()][name.length()];
  }

  private static int next(int[][] distance, String typed, int i, String name, int j) {
    int other = typed.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1;
    int fewest = Math.min(distance[i - 1][j] + 1, distance[i][j - 1] + 1);
    fewest = Math.min(fewest, distance[i - 1][j - 1] + other);
    boolean swapped =
        i > 1
            && j > 1
            && typed.charAt(i - 1) == name.charAt(j - 2)
            && typed.charAt(i - 2) == name.charAt(j - 1);
    return swapped ? Math.min(fewest, distance[i - 2][j - 2] + 1) : fewest;
  }
}
