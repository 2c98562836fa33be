package dev.eventlogger.schema.pattern;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which groups have surely matched at a place in a pattern. Only to those may a backreference lead:
 * of any other, ECMA-262 says that it matches the empty text, and Java that it does not match. For
 * one pattern.
 */
final class MatchedGroups {

  private final Map<String, Integer> numbers = new HashMap<>();
  private final BitSet matched = new BitSet();
  private final List<Integer> order = new ArrayList<>();
  private int groups;

  /** The number of a group that begins. */
  int begin() {
    return ++groups;
  }

  /** Names a group; false if another has the name. */
  boolean name(String name, int number) {
    return numbers.putIfAbsent(name, number) == null;
  }

  /** The number of the group of a name, or -1. */
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

  /** What to go back to. */
  int mark() {
    return order.size();
  }

  /** Takes back all that matched since a mark: it need not have. */
  void backTo(int mark) {
    while (order.size() > mark) {
      matched.clear(order.remove(order.size() - 1));
    }
  }
}
