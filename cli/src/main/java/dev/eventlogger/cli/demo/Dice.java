package dev.eventlogger.cli.demo;

import java.util.List;
import java.util.Random;

/** Random values that are the same for the same seed, in every JVM. For one thread. */
final class Dice {

  private final Random random;

  Dice(long seed) {
    random = new Random(seed);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  double fraction() {
    return random.nextDouble();
  }

  /** From the first to the last, both included. */
  int between(int first, int last) {
    return first + random.nextInt(last - first + 1);
  }

  /** From 0 up to but not including a bound. */
  long below(long bound) {
    return (long) (random.nextDouble() * bound);
  }

  long bits() {
    return random.nextLong();
  }

  <T> T pick(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  /** Picks an item; the earlier in the list, the more likely. */
  <T> T pickPopular(List<T> items) {
    double place = StrictMath.pow(random.nextDouble(), 1.7);
    return items.get((int) (place * items.size()));
  }

  /**
   * A log-normal value, as times are distributed: half of them below the median, few of them far
   * above.
   *
   * @param spread 0.3 is little, 1 is much
   */
  double around(double median, double spread) {
    return median * StrictMath.exp(random.nextGaussian() * spread);
  }

  String hex(int digits) {
    StringBuilder text = new StringBuilder(digits);
    for (int i = 0; i < digits; i++) {
      text.append(Character.forDigit(random.nextInt(16), 16));
    }
    return text.toString();
  }
}
