package dev.eventlogger.server.intake;

import java.util.ArrayList;
import java.util.List;

/**
 * Which numbers of a page's events have arrived, and which are missing so far. The sequence starts
 * with the first number that arrives, since the page may have sent earlier ones to another server.
 * For one thread.
 */
final class PageSequence {

  /** How many holes may still be filled; events missing in older holes stay missing. */
  private static final int MOST_HOLES = 8;

  /** No page is so far ahead; a number beyond this is made up. */
  private static final long LARGEST_HOLE = 100_000;

  /**
   * The most that one page may have missing: its numbers are a claim, and must not drown others.
   */
  private static final long MOST_MISSING = 20_000;

  private final List<Hole> holes = new ArrayList<>();
  private long highest = -1;
  private long missing;

  private record Hole(long from, long to) {
    boolean has(long number) {
      return from <= number && number <= to;
    }
  }

  /**
   * Notes that a number has arrived, and returns how many more are missing than before.
   *
   * @param most how much more may be missing now; the rest is not counted, now or later
   */
  long saw(long number, long most) {
    long change = change(number, Math.min(most, MOST_MISSING - missing));
    missing += change;
    return change;
  }

  private long change(long number, long most) {
    if (number <= highest) {
      return fill(number) ? -1 : 0;
    }
    boolean isMadeUp = highest < 0 || number - highest > LARGEST_HOLE;
    long left = isMadeUp ? 0 : Math.min(number - highest - 1, most);
    open(new Hole(number - left, number - 1));
    highest = number;
    return left;
  }

  private void open(Hole hole) {
    if (hole.from() > hole.to()) {
      return;
    }
    if (holes.size() == MOST_HOLES) {
      holes.remove(0);
    }
    holes.add(hole);
  }

  private boolean fill(long number) {
    for (int i = 0; i < holes.size(); i++) {
      Hole hole = holes.get(i);
      if (hole.has(number)) {
        holes.remove(i);
        open(new Hole(hole.from(), number - 1));
        open(new Hole(number + 1, hole.to()));
        return true;
      }
    }
    return false;
  }
}
