package dev.eventlogger.schema.pattern;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which groups have certainly matched at a place in a pattern. Backreferences may lead only to
 * those: to any other group, a backreference matches the empty text in ECMA-262, and does not match
 * in Java. For one pattern.
 */
final class MatchedGroups {

  private final Map<String, Integer> numbers = new HashMap<>();
  private final BitSet matched = new BitSet();
  private final List<Integer> order = new ArrayList<>();
  private int groups;

  /** Begins a group; returns its number. */
  int begin() {
    return ++groups;
  }

  /** Names a group; false if the name is taken. */
  boolean name(String name, int number) {
    return numbers.putIfAbsent(name, number) == null;
  }

  /** The number of the group with a name, or -1. */
  int number(String name) {
    return numbers.getOrDefault(name, -1);
  }

  void matched(int number) {
    matched.set(number);
    order.add(number);
  }

  boolean hasMatched(int number) {
    return number > 0 && matched.get(number);
  }

  /** The current state, for {@link #backTo}. */
  int mark() {
    return order.size();
  }

  /** Forgets the groups that matched since a mark, since they may not have. */
  void backTo(int mark) {
    while (order.size() > mark) {
      matched.clear(order.remove(order.size() - 1));
    }
  }
}
