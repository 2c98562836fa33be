package dev.eventlogger.server.intake;

import java.util.ArrayList;
import java.util.List;

/**
 * Which numbers of a page's events have come, and which have been left out so far. The first that
 * comes begins it: this server need not have been there before. For one thread.
 */
final class PageSequence {

  /** Holes that may still be filled; what is missing of older ones stays missing. */
  private static final int MOST_HOLES = 8;

  /** No page is so far ahead; what says so was made up. */
  private static final long LARGEST_HOLE = 100_000;

  private final List<Hole> holes = new ArrayList<>();
  private long highest = -1;

  private record Hole(long from, long to) {
    boolean has(long number) {
      return from <= number && number <= to;
    }
  }

  /** Notes that a number has come, and returns by how much more is missing than before. */
  long saw(long number) {
    if (highest < 0 || number > highest + LARGEST_HOLE) {
      highest = number;
      return 0;
    }
    if (number > highest) {
      long missing = number - highest - 1;
      if (missing > 0) {
        open(new Hole(highest + 1, number - 1));
      }
      highest = number;
      return missing;
    }
    return fill(number) ? -1 : 0;
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
