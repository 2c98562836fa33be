package dev.eventlogger.cli.verify;

import java.util.Iterator;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Sizes of a tree whose contents are confirmed by something that is right. If there are very many,
 * those close to a smaller one are dropped: answers are then less exact, but never too large. For
 * one thread.
 */
final class Vouched {

  static final int MOST = 10_000;

  private final NavigableSet<Long> sizes = new TreeSet<>();
  private long apart = 1;

  void add(long size) {
    Long before = sizes.floor(size);
    if (before != null && size - before < apart) {
      return;
    }
    sizes.add(size);
    while (sizes.size() > MOST) {
      apart *= 2;
      thin();
    }
  }

  private void thin() {
    Iterator<Long> each = sizes.iterator();
    long kept = each.next();
    while (each.hasNext()) {
      long next = each.next();
      if (next - kept < apart) {
        each.remove();
      } else {
        kept = next;
      }
    }
  }

  /** The largest known size below one; 0 if there is none. */
  long below(long size) {
    Long known = sizes.lower(size);
    return known == null ? 0 : known;
  }
}
